import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

@Suite("the built programs on a real node's coins")
struct SampleWalkTests {
    @Test("a PSBT made by Bitcoin Core ends as the very transaction that Core made", arguments: ["v0", "v2"])
    func sameAsCore(version: String) throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(["--psbt", BuiltPrograms.sample + "/unsigned-\(version).psbt.b64"])
        let hex = try walk.finish(proposed)
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/final-\(version).json"))
        let core = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(hex == core["hex"] as? String)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        #expect(transaction.txid.description == core["txid"] as? String)
    }

    @Test("cosigners with open signatures end with the same transaction", arguments: ["v0", "v2"])
    func openCosigners(version: String) throws {
        let walk = try SampleWalk(open: SampleWalk.custodians)
        let proposed = try walk.propose(["--psbt", BuiltPrograms.sample + "/unsigned-\(version).psbt.b64"])
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/final-\(version).json"))
        let core = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(try walk.finishOpen(proposed) == core["hex"] as? String)
    }

    @Test(
        "a case of our own passes Bitcoin Core's consensus code in every input",
        .enabled(if: ConsensusCheck.interpreter != nil),
        arguments: ["0", "2"], [["alice", "bob"], ["carol", "alice"]])
    func consensus(version: String, signers: [String]) throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose([
            "--payouts", BuiltPrograms.sample + "/payouts.csv", "--fee-rate", "5", "--psbt-version", version,
        ])
        let transaction = try Transaction(decoding: [UInt8](hexText: walk.finish(proposed, signers: signers)))
        let spent = try transaction.inputs.map { try Self.output($0.previousOutput) }
        let verdict = try ConsensusCheck.verdict(of: transaction, spending: spent)
        #expect(verdict.isAccepted, "\(verdict.text)")
        #expect(verdict.text == "accepted \(transaction.txid) inputs=\(transaction.inputs.count)")
    }

    @Test(
        "the consensus check itself refuses a transaction with one signature bit changed",
        .enabled(if: ConsensusCheck.interpreter != nil))
    func consensusSees() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/final-v0.json"))
        let core = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var transaction = try Transaction(decoding: [UInt8](hexText: try #require(core["hex"] as? String)))
        let spent = try transaction.inputs.map { try Self.output($0.previousOutput) }
        #expect(try ConsensusCheck.verdict(of: transaction, spending: spent).isAccepted)
        transaction.inputs[1].witness[1][20] ^= 1
        let verdict = try ConsensusCheck.verdict(of: transaction, spending: spent)
        #expect(!verdict.isAccepted)
        #expect(verdict.text.hasPrefix("input 1"))
    }

    private static func output(_ outpoint: OutPoint) throws -> TxOut {
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/transactions.json"))
        let hex = try #require(try JSONSerialization.jsonObject(with: data) as? [String: String])
        let previous = try Transaction(
            decoding: [UInt8](hexText: try #require(hex[outpoint.txid.description])))
        return previous.outputs[Int(outpoint.vout)]
    }
}
