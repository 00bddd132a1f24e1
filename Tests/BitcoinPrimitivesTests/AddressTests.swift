import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct AddressTests {
    static let segwitFile = "bech32/bip173-bip350.json"
    static let base58File = "base58/base58check.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let scriptPubkey: String?
            let canonical: String?
            let string: String?
        }
        let id: Int
        let string: String?
        let stringHex: String?
        let hrp: String?
        let network: String?
        let version: UInt8?
        let program: String?
        let expected: Expected?

        func text() throws -> String {
            if let string { return string }
            return String(decoding: try Hex.decode(stringHex ?? ""), as: UTF8.self)
        }
    }

    /// One network per human-readable part, or the one that a row asks for.
    static func networks(hrp: String?) -> [Network] {
        [.mainnet, .testnet4, .regtest].filter { hrp == nil || $0.bech32HRP == hrp }
    }

    @Test func `reads the listed segwit addresses on their network only`() throws {
        let rows: [Row] = try VectorStore.load(Self.segwitFile, op: "segwit_decode")
        #expect(rows.count == 160)
        for row in rows {
            let text = try row.text()
            let found = Self.networks(hrp: row.hrp).compactMap { try? Address(parsing: text, network: $0) }
            guard let expected = row.expected else {
                #expect(found.isEmpty, "row \(row.id)")
                continue
            }
            #expect(!found.isEmpty, "row \(row.id)")
            for address in found {
                #expect(address.scriptPubKey.hex == expected.scriptPubkey, "row \(row.id)")
                #expect(address.text == expected.canonical, "row \(row.id)")
                #expect(text.lowercased().hasPrefix(address.network.bech32HRP + "1"), "row \(row.id)")
            }
        }
    }

    @Test func `writes the listed segwit addresses`() throws {
        let rows: [Row] = try VectorStore.load(Self.segwitFile, op: "segwit_encode")
        #expect(rows.count == 20)
        for row in rows {
            let version = try #require(row.version)
            let program = try Hex.decode(row.program ?? "")
            let opcode = version == 0 ? 0 : 0x50 + version
            let script = Script([opcode, UInt8(program.count)] + program)
            let network = try #require(Self.networks(hrp: row.hrp).first)
            #expect(Address(scriptPubKey: script, network: network)?.text == row.expected?.string, "row \(row.id)")
        }
    }

    @Test func `reads and writes the listed base58 addresses`() throws {
        let rows: [Row] = try VectorStore.load(Self.base58File, op: "address")
        #expect(rows.count == 22)
        let names = ["main": Network.mainnet, "test": .testnet4, "signet": .signet, "regtest": .regtest]
        for row in rows {
            let network = try #require(names[row.network ?? ""])
            let address = try Address(parsing: row.text(), network: network)
            #expect(address.scriptPubKey.hex == row.expected?.scriptPubkey, "row \(row.id)")
            #expect(address.text == row.string)
            let other: Network = network == .mainnet ? .regtest : .mainnet
            let error = #expect(throws: AddressError.self) { try Address(parsing: row.text(), network: other) }
            #expect(error?.code == "address.wrong-network", "row \(row.id)")
        }
    }

    @Test func `refuses the listed texts that are neither address nor key`() throws {
        let rows: [Row] = try VectorStore.load(Self.base58File, op: "address_or_wif")
        #expect(rows.count == 35)
        for row in rows {
            for network in Network.allCases {
                #expect(throws: AddressError.self, "row \(row.id)") {
                    try Address(parsing: row.text(), network: network)
                }
            }
        }
    }

    @Test func `refuses private keys by name and never repeats them`() throws {
        // The `wif` rows of the file belong to whoever reads private keys; here each one is no address.
        let rows: [Row] = try VectorStore.load(Self.base58File, op: "wif")
        #expect(rows.count == 39)
        for row in rows {
            let text = try row.text()
            let error = #expect(throws: AddressError.self) { try Address(parsing: text, network: .mainnet) }
            if row.expected != nil { #expect(error == .privateKey, "row \(row.id)") }
            #expect(error?.description.contains(text) == false, "row \(row.id)")
        }
        let xprv =
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33"
            + "yuGBxrMPHi"
        #expect(throws: AddressError.privateKey) { try Address(parsing: xprv, network: .mainnet) }
    }

    @Test func `names the reason for each refusal`() throws {
        let mainnet = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
        let testnet = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"
        let version17 = Bech32(
            humanReadablePart: "bc", data: [17] + Bech32.toFiveBit([UInt8](repeating: 1, count: 32)), variant: .bech32m)
        let noData = Bech32(humanReadablePart: "tb", data: [], variant: .bech32)
        let cases: [(text: String, network: Network, error: AddressError)] = [
            ("", .mainnet, .empty),
            (mainnet, .regtest, .wrongNetwork(text: mainnet, belongsTo: [.mainnet], wanted: .regtest)),
            (
                testnet, .mainnet,
                .wrongNetwork(text: testnet, belongsTo: [.testnet3, .testnet4, .signet], wanted: .mainnet)
            ),
            (
                "mp7GLQwjqgBZJJgMxsCufL2jpq2ir715VM", .mainnet,
                .wrongNetwork(
                    text: "mp7GLQwjqgBZJJgMxsCufL2jpq2ir715VM", belongsTo: [.testnet3, .testnet4, .signet, .regtest],
                    wanted: .mainnet)
            ),
            ("tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty", .mainnet, .unknownPrefix("tc")),
            (version17.text, .mainnet, .witnessVersion(17)),
            (noData.text, .testnet3, .noWitnessVersion),
            (
                Bech32(humanReadablePart: "bc", data: [1] + Bech32.toFiveBit([1]), variant: .bech32m).text, .mainnet,
                .programLength(1, version: 1)
            ),
            (
                Bech32(
                    humanReadablePart: "bc", data: [0] + Bech32.toFiveBit(.init(repeating: 1, count: 21)),
                    variant: .bech32
                )
                .text,
                .mainnet, .programLength(21, version: 0)
            ),
            (
                Bech32(
                    humanReadablePart: "bc", data: [0] + Bech32.toFiveBit(.init(repeating: 1, count: 20)),
                    variant: .bech32m
                )
                .text,
                .mainnet, .wrongVariant(version: 0)
            ),
            (
                Bech32(
                    humanReadablePart: "bc", data: [1] + Bech32.toFiveBit(.init(repeating: 1, count: 32)),
                    variant: .bech32
                )
                .text,
                .mainnet, .wrongVariant(version: 1)
            ),
            (
                Bech32(
                    humanReadablePart: "bc", data: [0] + Bech32.toFiveBit(.init(repeating: 1, count: 20)) + [0],
                    variant: .bech32
                )
                .text,
                .mainnet, .bech32(.invalidPadding)
            ),
            (Base58Check.encode([0x30] + .init(repeating: 1, count: 20)), .mainnet, .unknownVersion(0x30)),
            (Base58Check.encode([0x00] + .init(repeating: 1, count: 19)), .mainnet, .payloadLength(20)),
            (Base58Check.encode([]), .mainnet, .payloadLength(0)),
            ("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mp", .mainnet, .base58(.wrongChecksum)),
            (
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7Kv8f3t4", .mainnet, .bech32(.mixedCase(positions: [35]))
            ),
        ]
        for row in cases {
            #expect(throws: row.error, "\(row.text)") { try Address(parsing: row.text, network: row.network) }
        }
    }

    @Test func `scripts without address have none`() {
        for script in [Script([0x6A]), Script([0, 3, 1, 2, 3]), .empty, Script([0x51])] {
            #expect(Address(scriptPubKey: script, network: .mainnet) == nil)
        }
    }

    @Test func `groups are four characters`() throws {
        let address = try Address(parsing: "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg", network: .regtest)
        #expect(address.groups.joined() == address.text)
        #expect(address.groups.dropLast().allSatisfy { $0.count == 4 })
        #expect(address.groups.first == "bcrt")
    }

    @Test func `random text never traps and what is read is written back`() {
        var random = SeededGenerator(seed: 5)
        let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l1bio2345678ABCé".unicodeScalars)
        for round in 0..<1500 {
            var text = ["bc1", "tb1p", "bcrt1q", "1", "3", ""][round % 6]
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                text.unicodeScalars.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
            }
            guard let address = try? Address(parsing: text, network: .mainnet) else { continue }
            #expect(address.text == text.lowercased() || address.text == text)
        }
    }
}
