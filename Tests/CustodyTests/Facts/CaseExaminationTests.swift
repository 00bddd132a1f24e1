import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("The examination of a case")
struct CaseExaminationTests {
    private func standard() throws -> FixtureCase { try FixtureCase(FixtureVault.standard.get()) }

    private func examine(_ fixture: FixtureCase, _ mutate: (inout PSBT) throws -> Void = { _ in }) throws
        -> CaseExamination
    {
        var psbt = try fixture.psbt()
        try mutate(&psbt)
        return CaseExamination(psbt: psbt, vault: fixture.vault.view, header: fixture.header)
    }

    @Test("gives the same digest for v0, v2, without hints, with signatures and without global keys")
    func digestDependsOnTheTransactionOnly() throws {
        var fixture = try standard()
        let digest = try #require(try examine(fixture).facts).digest
        let bare = try examine(fixture) { psbt in
            psbt.global.xpubs = []
            for index in psbt.inputs.indices {
                psbt.inputs[index].bip32Derivations = []
                psbt.inputs[index].witnessScript = nil
                psbt.inputs[index].witnessUtxo = nil
            }
            for index in psbt.outputs.indices {
                psbt.outputs[index].bip32Derivations = []
                psbt.outputs[index].witnessScript = nil
            }
        }
        #expect(bare.isSound)
        #expect(bare.facts?.digest == digest)
        #expect(try examine(fixture) { try fixture.sign(&$0, by: 2) }.facts?.digest == digest)
        fixture.version = .v2
        #expect(try examine(fixture).facts?.digest == digest)
        fixture.header = try CaseHeader(drill: true, caseID: fixture.header.caseID)
        #expect(try examine(fixture).facts?.digest != digest)
    }

    @Test("adds up what is spent, what leaves, what stays and the fee")
    func sums() throws {
        var fixture = try standard()
        try fixture.addOwnOutput(0, 7, sat: 500)
        fixture.payments[1].sat -= 500
        let facts = try #require(try examine(fixture).facts)
        #expect(facts.spent.sat == 300_000_000)
        #expect(facts.leaving.sat == 250_000_000)
        #expect(facts.staying.sat == 49_999_000)
        #expect(facts.fee.sat == 1_000)
        #expect(facts.feeShare == Proportion(facts.fee, of: facts.leaving))
        #expect(
            facts.outputs.map(\.role) == [
                .external, .change(ScriptPosition(branch: 1, index: 5)), .receive(ScriptPosition(branch: 0, index: 7)),
            ])
    }

    @Test("takes the final txid of P2SH-P2WSH with its scriptSigs")
    func nestedFinalTxid() throws {
        let fixture = try FixtureCase(FixtureVault { $0.scriptType = .p2shP2wsh })
        let facts = try #require(try examine(fixture).facts)
        var final = try fixture.transaction()
        for (index, input) in facts.inputs.enumerated() {
            let redeemScript = try #require(input.script.redeemScript)
            final.inputs[index].scriptSig = Script([34] + redeemScript.bytes)
        }
        #expect(facts.finalTxid == final.txid)
        #expect(facts.finalTxid != facts.transaction.txid)
        #expect(facts.caseDocument.txid == final.txid)
    }

    @Test("hashes the unsigned transaction's own bytes")
    func unsignedTransactionHash() throws {
        let fixture = try standard()
        let facts = try #require(try examine(fixture).facts)
        #expect(facts.unsignedTransactionHash == SHA256.hash(try fixture.transaction().encodedWithoutWitness()))
    }

    @Test("computes no digest for a legacy coin, whatever output the file claims for it")
    func sighashFollowsTheProvenScript() throws {
        var fixture = try standard()
        fixture.coins[0].script = Script.p2pkh(hash: [UInt8](repeating: 4, count: 20))
        let examination = try examine(fixture) { psbt in
            let ours = try fixture.vault.script(0, 1).scriptPubKey
            psbt.inputs[0].witnessUtxo = TxOut(amount: try Amount(sat: 100_000_000), scriptPubKey: ours)
        }
        #expect(examination.inputs[0].signatureDigest == nil)
        #expect(examination.inputs[0].script == nil)
        #expect(examination.facts == nil)
        #expect(examination.inputs[0].problems.contains(.scriptUnsupported(.p2pkh)))
    }

    @Test("has no facts without a header, and says so")
    func header() throws {
        let fixture = try standard()
        let examination = CaseExamination(psbt: try fixture.psbt(), vault: fixture.vault.view, header: nil)
        #expect(examination.facts == nil)
        #expect(examination.problems == [.caseUnnamed])
    }

    @Test("says exactly what is not proven about an input")
    func inputProblems() throws {
        let fixture = try standard()
        let other = try fixture.previousTransaction(1).txid
        let differs = try examine(fixture) { $0.inputs[0].nonWitnessUtxo = try fixture.previousTransaction(1) }
        #expect(differs.inputs[0].problems == [.previousTransactionDiffers(given: other)])
        #expect(differs.problems == [.feeUnknown(unprovenInputs: [0])])
        let missing = try examine(fixture) { for index in 0...1 { $0.inputs[index].nonWitnessUtxo = nil } }
        #expect(missing.inputs.map(\.problems) == [[.previousTransactionMissing], [.previousTransactionMissing]])
        #expect(missing.problems == [.feeUnknown(unprovenInputs: [0, 1])])
    }

    @Test("distrusts a verifier that answers too few questions")
    func lazyVerifier() throws {
        struct Lazy: SignatureVerifier {
            func verify(_ checks: [SignatureCheck]) -> [Bool] { [] }
        }
        let fixture = try standard()
        var psbt = try fixture.psbt()
        try fixture.sign(&psbt, by: 0)
        let examination = CaseExamination(
            psbt: psbt, vault: fixture.vault.view, header: fixture.header, verifier: Lazy())
        #expect(examination.inputs.flatMap(\.signatures).map(\.verdict) == [.wrong, .wrong])
        #expect(examination.facts != nil)
        #expect(!examination.isSound)
    }

    @Test("does not check signatures of an input that is not proven")
    func signatureWithoutDigest() throws {
        let fixture = try standard()
        let examination = try examine(fixture) {
            try fixture.sign(&$0, by: 0)
            $0.inputs[0].nonWitnessUtxo = nil
        }
        #expect(examination.inputs.flatMap(\.signatures).map(\.verdict) == [.notChecked, .valid])
    }
}
