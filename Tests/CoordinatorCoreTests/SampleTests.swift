import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Foundation
import TestSupport
import Testing
import WalletFormats

/// The sample that a Bitcoin Core node made: its own signatures, assembled here, give its own transaction.
@Suite struct SampleTests {
    struct Final: Decodable {
        let hex: String
        let txid: String
        let wtxid: String
        let vsize: Int
        let weight: Int
    }

    static let folder = "samples/regtest-2of3"

    static func psbt(_ name: String) throws -> PSBT {
        try PSBTFile(fileBytes: try VectorStore.bytes("\(folder)/\(name).psbt.b64")).psbt
    }

    static func final(_ version: String) throws -> Final {
        try JSONDecoder().decode(Final.self, from: Data(contentsOf: VectorStore.url("\(folder)/final-\(version).json")))
    }

    static func vault() throws -> FixtureVault { try FixtureVault { $0.maximumFeeSat = 1_000_000 } }

    /// The case that the unsigned PSBT becomes.
    static func state(_ version: String, vault: FixtureVault) throws -> CaseState {
        let bytes = try VectorStore.bytes("\(folder)/unsigned-\(version).psbt.b64")
        let choice = ProposalBuilder.CaseChoice(caseID: try FixtureCase.caseID(7))
        let file = try ProposalBuilder.adopt(
            try PSBTFile(fileBytes: bytes), under: try vault.agreement(), choice: choice)
        return try CaseState(opening: file, under: try vault.agreement())
    }

    @Test("is the vault of the test custodians")
    func descriptor() throws {
        let text = try VectorStore.bytes("\(Self.folder)/descriptor.txt").filter { $0 != UInt8(ascii: "\n") }
        #expect(try Self.vault().descriptor.text == String(decoding: text, as: UTF8.self))
    }

    @Test("gives Core's transaction byte for byte", arguments: ["v0", "v2"])
    func assembles(_ version: String) throws {
        let combined = try Combiner.combine([Self.psbt("signed-\(version)-0"), Self.psbt("signed-\(version)-1")])
        let transaction = try FinalTransaction.assemble(combined)
        let final = try Self.final(version)
        #expect(Hex.encode(transaction.encoded()) == final.hex)
        #expect(transaction.txid.description == final.txid)
        #expect(transaction.wtxid.description == final.wtxid)
        #expect(transaction.virtualSize == final.vsize)
        #expect(transaction.weight == final.weight)
    }

    @Test("becomes a case without a byte of the PSBT changed", arguments: ["v0", "v2"])
    func adopts(_ version: String) throws {
        let state = try Self.state(version, vault: try Self.vault())
        var stripped = state.proposal.psbt
        stripped.global.proprietary = []
        #expect(stripped.encoded() == (try Self.psbt("unsigned-\(version)")).encoded())
        #expect(state.proposal.encoding == .base64)
        #expect(state.facts.finalTxid.description == (try Self.final(version)).txid)
    }

    @Test("takes Core's signatures although Core knows nothing of the case", arguments: ["v0", "v2"])
    func collects(_ version: String) throws {
        var state = try Self.state(version, vault: try Self.vault())
        for signer in 0..<3 {
            let bytes = try VectorStore.bytes("\(Self.folder)/signed-\(version)-\(signer).psbt.b64")
            let file = try CollectedFile(bytes)
            #expect(file.caseID == nil)
            #expect(file.unsignedTransactionHash == state.facts.unsignedTransactionHash)
            let report = try state.collect(file)
            #expect(report.signatures.count == 2)
            #expect(report.quarantined.isEmpty)
        }
        #expect(CaseStatus(state).weakestInput == 3)
        #expect(state.quorum() == nil)
    }

    @Test("spends coins that the sample's list proves")
    func coins() throws {
        let list = try ListUnspent(parsing: try VectorStore.bytes("\(Self.folder)/listunspent.json"))
        let raw = try RawTransactions(parsing: try VectorStore.bytes("\(Self.folder)/transactions.json"))
        let found = try CoinBook.examine(
            list.coins.map { CoinClaim($0) }, transactions: raw.transactions, descriptor: try Self.vault().descriptor,
            window: 20)
        #expect(found.leftOut.isEmpty)
        #expect(found.proven.map(\.amount.sat) == [236_000_000, 199_000_000, 162_000_000, 125_000_000])
        #expect(found.proven.map(\.script.position.description) == ["0/3", "0/2", "0/1", "0/0"])
    }

    @Test("has the size that the forecast tells, within a virtual byte per input", arguments: ["v0", "v2"])
    func forecast(_ version: String) throws {
        let transaction = try Transaction(decoding: try Hex.decode(try Self.final(version).hex))
        let forecast = SpendSize(try Self.vault().descriptor).virtualSize(
            inputs: transaction.inputs.count, outputScriptLengths: transaction.outputs.map(\.scriptPubKey.bytes.count))
        #expect((transaction.virtualSize...transaction.virtualSize + transaction.inputs.count).contains(forecast))
    }
}
