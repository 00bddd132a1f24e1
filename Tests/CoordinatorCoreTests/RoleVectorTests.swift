import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import TestSupport
import Testing

/// BIP-174's and BIP-370's rows for the Combiner, the Finalizer and the Transaction Extractor.
@Suite struct RoleVectorTests {
    struct Combine: Decodable, Sendable, CustomTestStringConvertible {
        struct Expected: Decodable, Sendable { let psbt: String }
        let id: Int
        let comment: String
        let psbts: [String]
        let expect: String
        let expected: Expected?
        var testDescription: String { "\(id) \(comment)" }
    }

    struct Role: Decodable, Sendable, CustomTestStringConvertible {
        struct Expected: Decodable, Sendable {
            let psbt: String?
            let tx: String?
        }
        let id: Int
        let comment: String
        let psbt: String
        let expect: String
        let expected: Expected?
        var testDescription: String { "\(id) \(comment)" }

        /// Rows with a bare P2SH multisig: outside our scripts, so the Finalizer refuses them.
        var isBareScriptHash: Bool {
            comment.hasPrefix("own P2SH ") || ["published finalizer", "one signature of two"].contains(comment)
        }

        /// Rows with another hash type than SIGHASH_ALL, which the Finalizer refuses too.
        var hasOtherHashType: Bool { comment == "own P2WSH 1 of 2, 1 input" }
    }

    static let files = ["bip174/bip174.json", "bip370/bip370.json"]

    static func rows<Row: Decodable & Sendable>(_ operation: String) throws -> [Row] {
        try files.flatMap { try VectorStore.load($0, op: operation, as: Row.self) }
    }

    static func psbt(_ base64: String) throws -> PSBT { try PSBT(decoding: try Base64.decode(base64)) }

    /// A PSBT as sets of pairs, map by map: the vectors leave the order within a map open.
    static func maps(_ psbt: PSBT) -> [[String]] {
        func pairs(_ pairs: [RawPair]) -> [String] {
            pairs.map { "\(Hex.encode($0.key))=\(Hex.encode($0.value))" }.sorted()
        }
        return [pairs(psbt.global.pairs)] + psbt.inputs.map { pairs($0.pairs) } + psbt.outputs.map { pairs($0.pairs) }
    }

    @Test("combines as the vectors say", arguments: try rows("combine") as [Combine])
    func combine(_ row: Combine) throws {
        let psbts = try row.psbts.map { try Self.psbt($0) }
        guard let expected = row.expected else {
            let error = try #require(throws: CombinerError.self) { try Combiner.combine(psbts) }
            #expect(error == .otherTransaction(file: 1))
            return
        }
        #expect(Self.maps(try Combiner.combine(psbts)) == Self.maps(try Self.psbt(expected.psbt)))
    }

    @Test("finalises P2WSH and P2SH-P2WSH as the vectors say", arguments: try rows("finalize") as [Role])
    func finalize(_ row: Role) throws {
        let psbt = try Self.psbt(row.psbt)
        if row.isBareScriptHash {
            let error = try #require(throws: FinalizerError.self) { try Finalizer.finalize(psbt) }
            #expect(error.code == "finalize.script")
            return
        }
        if row.hasOtherHashType {
            #expect(throws: FinalizerError.input(index: 0, .hashType(0x81))) { try Finalizer.finalize(psbt) }
            return
        }
        guard let expected = row.expected?.psbt else {
            let error = try #require(throws: FinalizerError.self) { try Finalizer.finalize(psbt) }
            #expect(error.code == "finalize.not-enough-signatures")
            return
        }
        #expect(Self.maps(try Finalizer.finalize(psbt)) == Self.maps(try Self.psbt(expected)))
    }

    @Test("extracts as the vectors say", arguments: try rows("extract") as [Role])
    func extract(_ row: Role) throws {
        let psbt = try Self.psbt(row.psbt)
        guard let expected = row.expected?.tx else {
            let error = try #require(throws: ExtractorError.self) { try Extractor.extract(psbt) }
            #expect(error.code == "extract.not-final")
            return
        }
        #expect(Hex.encode(try Extractor.extract(psbt).encoded()) == expected)
    }

    @Test("runs every row of the three roles and names those outside our scripts")
    func countsRows() throws {
        let finalizing: [Role] = try Self.rows("finalize")
        #expect(try Self.files.map { try VectorStore.operationCounts($0)["combine"] } == [13, 8])
        #expect(try Self.files.map { try VectorStore.operationCounts($0)["finalize"] } == [17, 8])
        #expect(try Self.files.map { try VectorStore.operationCounts($0)["extract"] } == [10, 8])
        let refused = finalizing.filter(\.isBareScriptHash)
        let rowCount = finalizing.count
        #expect(rowCount == 25)
        #expect(refused.map(\.id) == [72, 76, 111, 113, 147, 149, 93, 126])
        #expect(finalizing.filter(\.hasOtherHashType).map(\.id) == [138, 117])
    }
}
