import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite("signature hashes before BIP-143")
struct LegacySighashTests {
    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let digest: HexBytes
            let digestReversed: HexBytes
        }
        let id: Int
        let tx: HexBytes
        let script: HexBytes
        let input: Int
        let hashType: Int32
        let expected: Expected
    }

    @Test("hashes as the reference implementation does, whatever the hash type")
    func vectors() throws {
        let rows: [Row] = try VectorStore.load("legacy-sighash/legacy-sighash.json")
        #expect(rows.count == 554)
        for row in rows {
            let sighash = LegacySighash(try Transaction(decoding: row.tx.bytes))
            let digest = try sighash.digest(
                input: row.input, scriptCode: Script(row.script.bytes), hashType: UInt32(bitPattern: row.hashType))
            #expect(digest.bytes == row.expected.digest.bytes, "row \(row.id)")
            #expect(digest.bytes.reversed() == row.expected.digestReversed.bytes, "row \(row.id)")
        }
    }

    private static let transaction = Transaction(
        version: 1,
        inputs: (0..<3).map { TxIn(previousOutput: OutPoint(txid: Txid(zero), vout: $0)) },
        outputs: [], lockTime: .unlocked)

    private static let zero = Bytes32(bigEndianWords: (0, 0, 0, 0))

    @Test("gives the number 1 for a single output that is not there, with or without other inputs")
    func missingOutput() throws {
        let sighash = LegacySighash(Self.transaction)
        for type: UInt32 in [0x03, 0x83, 0x43] {
            let digest = try sighash.digest(input: 2, scriptCode: .empty, hashType: type)
            #expect(digest.bytes == [1] + [UInt8](repeating: 0, count: 31))
        }
    }

    @Test("refuses an input that is not there", arguments: [-1, 3])
    func missingInput(index: Int) {
        #expect(throws: SighashError.inputOutOfRange(index: index, count: 3)) {
            try LegacySighash(Self.transaction).digest(input: index, scriptCode: .empty, hashType: 1)
        }
    }

    @Test(
        "skips separators that are instructions, and no byte that is pushed",
        arguments: [
            ("ab", ""), ("abac", "ac"), ("01abac", "01abac"), ("4c01abab", "4c01ab"), ("4d0100abab", "4d0100ab"),
            ("4e01000000abab", "4e01000000ab"), ("ab05abab", "05abab"), ("ab4cab", "4cab"),
        ])
    func separators(script: String, kept: String) throws {
        let sighash = LegacySighash(Self.transaction)
        let withSeparators = try sighash.digest(input: 0, scriptCode: Script(Hex.decode(script)), hashType: 1)
        #expect(try sighash.digest(input: 0, scriptCode: Script(Hex.decode(kept)), hashType: 1) == withSeparators)
        let others = try sighash.digest(input: 0, scriptCode: Script(Hex.decode("51" + kept)), hashType: 1)
        #expect(others != withSeparators)
    }
}
