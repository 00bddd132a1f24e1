import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct ScriptTests {
    static let hash = [UInt8](repeating: 0xAB, count: 20)
    static let long = [UInt8](repeating: 0xCD, count: 32)
    static let key = [2] + [UInt8](repeating: 0x11, count: 32)
    static let fullKey = [4] + [UInt8](repeating: 0x11, count: 64)

    @Test func `names every standard form`() throws {
        let (hash, long, key, fullKey) = (Self.hash, Self.long, Self.key, Self.fullKey)
        let long32 = try Bytes32(long)
        let cases: [(name: String, bytes: [UInt8], kind: Script.Kind)] = [
            ("p2pkh", [0x76, 0xA9, 20] + hash + [0x88, 0xAC], .p2pkh(hash)),
            ("p2sh", [0xA9, 20] + hash + [0x87], .p2sh(hash)),
            ("p2wpkh", [0, 20] + hash, .p2wpkh(hash)),
            ("p2wsh", [0, 32] + long, .p2wsh(long32)),
            ("p2tr", [0x51, 32] + long, .p2tr(long)),
            ("version 1 of another length", [0x51, 20] + hash, .witnessUnknown(version: 1, program: hash)),
            ("pay to anchor", [0x51, 2, 0x4E, 0x73], .witnessUnknown(version: 1, program: [0x4E, 0x73])),
            ("version 16", [0x60, 32] + long, .witnessUnknown(version: 16, program: long)),
            ("version 0 of a wrong length", [0, 21, 1] + hash, .other),
            ("program of one byte", [0x51, 1, 7], .other),
            ("program of 41 bytes", [0x51, 41] + Array(repeating: 7, count: 41), .other),
            ("program with a wrong length byte", [0x51, 31] + long, .other),
            ("compressed p2pk", [33] + key + [0xAC], .p2pk),
            ("full p2pk", [65] + fullKey + [0xAC], .p2pk),
            ("p2pk with a wrong prefix", [33, 5] + long + [0xAC], .other),
            ("bare 1 of 2", [0x51, 33] + key + [33] + key + [0x52, 0xAE], .bareMultisig),
            ("bare 1 of 1, full key", [0x51, 65] + fullKey + [0x51, 0xAE], .bareMultisig),
            ("bare 2 of 1", [0x52, 33] + key + [0x51, 0xAE], .other),
            ("bare with a wrong count", [0x51, 33] + key + [0x52, 0xAE], .other),
            ("bare without keys", [0x51, 0x51, 0xAE], .other),
            ("op_return", [0x6A, 2, 1, 2], .opReturn(payload: [2, 1, 2])),
            ("op_return alone", [0x6A], .opReturn(payload: [])),
            ("empty", [], .other),
            ("p2pkh and a byte", [0x76, 0xA9, 20] + hash + [0x88, 0xAC, 0], .other),
            ("p2sh and a byte", [0xA9, 20] + hash + [0x87, 0], .other),
        ]
        for row in cases { #expect(Script(row.bytes).kind == row.kind, "\(row.name)") }
    }

    @Test func `constructors make the forms that kind names`() throws {
        let script = Script([0x51])
        #expect(Script.p2pkh(hash: Self.hash).kind == .p2pkh(Self.hash))
        #expect(Script.p2wpkh(hash: Self.hash).kind == .p2wpkh(Self.hash))
        #expect(Script.p2sh(hash: Self.hash).kind == .p2sh(Self.hash))
        #expect(
            Script.p2wsh(of: script).hex == "00204ae81572f06e1b88fd5ced7a1a000945432e83e1551e6f721ee9c00b8cc33260")
        #expect(Script.p2sh(of: script).hex == "a914da1745e9b549bd0bfa1a569971c77eba30cd5a4b87")
        #expect(Script.p2wsh(hash: try Bytes32(Self.long)).kind == .p2wsh(try Bytes32(Self.long)))
        #expect(Script.empty.isEmpty && !script.isEmpty)
    }

    @Test func `pushes data in the shortest form`() {
        func data(_ count: Int) -> [UInt8] { .init(repeating: 9, count: count) }
        #expect(Script.pushing([]) == [0])
        #expect(Script.pushing([1]) == [0x51])
        #expect(Script.pushing([16]) == [0x60])
        #expect(Script.pushing([17]) == [1, 17])
        #expect(Script.pushing([0]) == [1, 0])
        #expect(Script.pushing([0x81]) == [0x4F])
        #expect(Script.pushing(data(75)) == [75] + data(75))
        #expect(Script.pushing(data(76)) == [0x4C, 76] + data(76))
        #expect(Script.pushing(data(255)) == [0x4C, 255] + data(255))
        #expect(Script.pushing(data(256)) == [0x4D, 0, 1] + data(256))
        #expect(Script.pushing(data(65_536)) == [0x4E, 0, 0, 1, 0] + data(65_536))
    }

    @Test func `splits what op_return pushes`() {
        #expect(Script([0x6A, 2, 1, 2, 0x4C, 1, 9, 0x51, 0x4F, 0]).opReturnPushes == [[1, 2], [9], [1], [0x81], []])
        #expect(Script([0x6A]).opReturnPushes == [])
        #expect(Script([0x6A, 3, 1, 2]).opReturnPushes == nil)
        #expect(Script([0x6A, 0xAC]).opReturnPushes == nil)
        #expect(Script([0x51]).opReturnPushes == nil)
    }

    @Test func `no bytes trap`() {
        var random = SeededGenerator(seed: 2)
        let starts: [[UInt8]] = [[], [0x6A], [0x51], [0x76, 0xA9], [0xA9, 20], [0], [33, 2], [0x51, 33, 2]]
        for round in 0..<4000 {
            let bytes = starts[round % starts.count] + random.bytes(Int.random(in: 0...45, using: &random))
            let script = Script(bytes)
            _ = (script.kind, script.opReturnPushes)
            _ = try? MultisigScript(parsing: script)
            _ = Address(scriptPubKey: script, network: .mainnet)
        }
    }
}
