import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct MultisigScriptTests {
    static let file = "bip67/bip67.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let sorted: [String]
            let script: String
            let p2shAddress: String?
            let p2wshAddress: String
            let p2shP2WshAddress: String
            let p2shAddressTest: String?
            let p2wshAddressTest: String
            let p2shP2WshAddressTest: String
        }
        let id: Int
        let required: Int
        let keys: [String]
        let expected: Expected?
    }

    @Test func `sorts keys and makes scripts as BIP-67 lists them`() throws {
        #expect(try VectorStore.operationCounts(Self.file) == ["sort": 27])
        let rows: [Row] = try VectorStore.load(Self.file)
        for row in rows {
            guard let expected = row.expected else { continue }
            let keys = try row.keys.map { try EncodedPublicKey(Hex.decode($0)) }
            let multisig = try MultisigScript(threshold: row.required, sorting: keys)
            #expect(multisig.keys.map(\.hex) == expected.sorted, "row \(row.id)")
            #expect(multisig.isSorted)
            #expect(multisig.script.hex == expected.script, "row \(row.id)")
            #expect(try MultisigScript(parsing: multisig.script) == multisig, "row \(row.id)")
            let program = Script.p2wsh(of: multisig.script)
            let nested = Script.p2sh(of: program)
            let bare = Script.p2sh(of: multisig.script)
            for (script, network, address) in [
                (program, Network.mainnet, expected.p2wshAddress), (program, .testnet4, expected.p2wshAddressTest),
                (nested, .mainnet, expected.p2shP2WshAddress), (nested, .signet, expected.p2shP2WshAddressTest),
                (bare, .mainnet, expected.p2shAddress ?? ""), (bare, .regtest, expected.p2shAddressTest ?? ""),
            ] where !address.isEmpty {
                #expect(Address(scriptPubKey: script, network: network)?.text == address, "row \(row.id)")
            }
        }
    }

    @Test func `refuses the invalid sets of BIP-67`() throws {
        let rows = try VectorStore.load(Self.file, as: Row.self).filter { $0.expected == nil }
        #expect(rows.map(\.id) == [22, 23, 24, 25, 26, 27])
        let expected: [Int: MultisigScriptError] = [
            22: .uncompressedKey(index: 1), 24: .threshold(3, keyCount: 2), 25: .threshold(0, keyCount: 2),
            26: .keyCount(0), 27: .duplicateKey(first: 0, second: 1),
        ]
        for row in rows {
            guard let error = expected[row.id] else {
                // Row 23 holds a hybrid key, which is refused before there is a script.
                #expect(throws: PublicKeyError.wrongPrefix(7, length: 65)) {
                    try row.keys.map { try EncodedPublicKey(Hex.decode($0)) }
                }
                continue
            }
            let keys = try row.keys.map { try EncodedPublicKey(Hex.decode($0)) }
            #expect(throws: error, "row \(row.id)") { try MultisigScript(threshold: row.required, sorting: keys) }
        }
    }

    static func keys(_ count: Int) throws -> [EncodedPublicKey] {
        try (0..<count).map { try EncodedPublicKey([2] + [UInt8](repeating: UInt8($0), count: 32)) }
    }

    @Test func `pushes numbers above sixteen as data`() throws {
        let multisig = try MultisigScript(threshold: 17, keys: Self.keys(20))
        #expect(multisig.script.bytes.starts(with: [1, 17, 33, 2]))
        #expect(multisig.script.bytes.suffix(3) == [1, 20, 0xAE])
        #expect(try MultisigScript(parsing: multisig.script) == multisig)
    }

    @Test func `refuses every other script`() throws {
        let keys = try Self.keys(21)
        let first: [UInt8] = [33] + keys[0].bytes
        let second: [UInt8] = [33] + keys[1].bytes
        let valid: [UInt8] = [0x51] + first + second + [0x52, 0xAE]
        let twenty: [UInt8] = keys.prefix(20).flatMap { [33] + $0.bytes }
        #expect(try MultisigScript(parsing: Script(valid)).keys == Array(keys[..<2]))
        let cases: [(name: String, bytes: [UInt8], error: MultisigScriptError)] = [
            ("empty", [], .malformed(offset: 0, expected: .threshold)),
            ("threshold 0", [0] + valid.dropFirst(), .malformed(offset: 0, expected: .threshold)),
            ("threshold 1 as data", [1, 1] + valid.dropFirst(), .malformed(offset: 0, expected: .threshold)),
            ("threshold 16 as data", [1, 16] + valid.dropFirst(), .malformed(offset: 0, expected: .threshold)),
            ("threshold 21", [1, 21] + valid.dropFirst(), .malformed(offset: 0, expected: .threshold)),
            ("threshold cut", [1], .malformed(offset: 0, expected: .threshold)),
            ("no keys", [0x51, 0x51, 0xAE], .countMismatch(stated: 1, found: 0)),
            ("zero keys", [0x51, 0, 0xAE], .malformed(offset: 1, expected: .keyOrKeyCount)),
            ("threshold above count", [0x53] + valid.dropFirst(), .threshold(3, keyCount: 2)),
            ("count too low", valid.dropLast(2) + [0x51, 0xAE], .countMismatch(stated: 1, found: 2)),
            ("count too high", valid.dropLast(2) + [0x53, 0xAE], .countMismatch(stated: 3, found: 2)),
            ("count 2 as data", valid.dropLast(2) + [1, 2, 0xAE], .malformed(offset: 69, expected: .keyOrKeyCount)),
            ("checkmultisigverify", valid.dropLast() + [0xAF], .malformed(offset: 71, expected: .checkMultisig)),
            ("no opcode", Array(valid.dropLast()), .malformed(offset: 70, expected: .checkMultisig)),
            ("tail", valid + [0x61], .malformed(offset: 71, expected: .end)),
            ("cut key", Array(valid[..<40]), .malformed(offset: 35, expected: .key)),
            ("key prefix", [0x51, 33, 4] + valid.dropFirst(3), .malformed(offset: 1, expected: .key)),
            ("pushdata1", [0x51, 0x4C] + valid.dropFirst(), .malformed(offset: 1, expected: .keyOrKeyCount)),
            ("same key twice", [0x51] + first + first + [0x52, 0xAE], .duplicateKey(first: 0, second: 1)),
            ("21 keys", [0x51] + twenty + second + [1, 21, 0xAE], .keyCount(21)),
        ]
        for row in cases {
            #expect(throws: row.error, "\(row.name)") { try MultisigScript(parsing: Script(row.bytes)) }
        }
    }

    @Test func `uncompressed keys are another form`() throws {
        let full = [65, 4] + [UInt8](repeating: 1, count: 64)
        #expect(throws: MultisigScriptError.malformed(offset: 1, expected: .keyOrKeyCount)) {
            try MultisigScript(parsing: Script([0x51] + full + [0x51, 0xAE]))
        }
    }

    @Test func `keeps script order and tells whether it is that of BIP-67`() throws {
        let keys = try Self.keys(3)
        let reversed = try MultisigScript(threshold: 2, keys: keys.reversed())
        #expect(reversed.keys == keys.reversed() && !reversed.isSorted)
        #expect(try MultisigScript(parsing: reversed.script) == reversed)
        #expect(throws: MultisigScriptError.keyCount(21)) { try MultisigScript(threshold: 1, keys: Self.keys(21)) }
    }
}
