import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct FinalTransactionTests {
    static func confirmed(_ state: CaseState) throws -> ConfirmedCase {
        try #require(state.confirmationTally()?.confirmed)
    }

    @Test(
        "assembles exactly M signatures of the quorum, for both versions and scripts",
        arguments: [
            (PSBTVersion.v0, MultisigDescriptor.ScriptType.p2wsh), (.v2, .p2wsh), (.v0, .p2shP2wsh), (.v2, .p2shP2wsh),
        ])
    func assembles(_ version: PSBTVersion, _ type: MultisigDescriptor.ScriptType) throws {
        var fixture = try FixtureCase(FixtureVault { $0.scriptType = type })
        fixture.version = version
        let maker = try CaseMaker(fixture)
        let state = try maker.collected(signers: [0, 1, 2], confirmers: [0, 1, 2])
        let final = try FinalTransaction(try Self.confirmed(state), of: state)
        #expect(final.signers.map(\.description) == ["alice", "bob"])
        #expect(final.transaction.txid == state.facts.finalTxid)
        #expect(final.transaction.inputs.allSatisfy { $0.witness.count == 4 })
        #expect(final.fee == state.facts.fee)
        // The same people whatever came first.
        let other = try CaseMaker(fixture).collected(signers: [2, 1, 0], confirmers: [2, 1, 0])
        #expect(try FinalTransaction(try Self.confirmed(other), of: other) == final)
    }

    @Test(
        "assembles a PSBT whose maker left the scripts out, from the scripts that the vault derives",
        arguments: [MultisigDescriptor.ScriptType.p2wsh, .p2shP2wsh])
    func withoutScripts(_ type: MultisigDescriptor.ScriptType) throws {
        var fixture = try FixtureCase(FixtureVault { $0.scriptType = type })
        let whole = try CaseMaker(fixture).collected(signers: [0, 1], confirmers: [0, 1, 2])
        fixture.hasInputScripts = false
        let state = try CaseMaker(fixture).collected(signers: [0, 1], confirmers: [0, 1, 2])
        #expect(state.proposal.psbt.inputs.allSatisfy { $0.witnessScript == nil && $0.redeemScript == nil })
        let final = try FinalTransaction(try Self.confirmed(state), of: state)
        #expect(try final.transaction == FinalTransaction(try Self.confirmed(whole), of: whole).transaction)
    }

    @Test("takes only people whose share stands, whoever else signed")
    func onlyApprovers() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.collected(signers: [1, 2], confirmers: [0, 1, 2])
        _ = try state.collect(try maker.signed(by: 0))
        let final = try FinalTransaction(try Self.confirmed(state), of: state)
        #expect(final.signers.map(\.description) == ["bob", "carol"])
    }

    @Test("needs the confirmed case of this case, and its signatures")
    func needs() throws {
        let maker = try CaseMaker.standard(.v0)
        let state = try maker.collected(signers: [0, 1], confirmers: [0, 1, 2])
        let confirmed = try Self.confirmed(state)
        let other = try CaseMaker { $0.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(2)) }
        #expect(throws: AssemblyError.otherCase) {
            try FinalTransaction(confirmed, of: try other.collected(signers: [0, 1]))
        }
        #expect(throws: AssemblyError.notEnoughSigners(present: 1, needed: 2)) {
            try FinalTransaction(confirmed, of: try maker.collected(signers: [0]))
        }
    }

    /// Believes everything while signatures are collected.
    struct CredulousVerifier: SignatureVerifier {
        func verify(_ checks: [SignatureCheck]) -> [Bool] { checks.map { _ in true } }
    }

    @Test("verifies every signature once more")
    func verifiesAgain() throws {
        let maker = try CaseMaker.standard(.v0)
        let state = try maker.collected(signers: [0, 1], confirmers: [0, 1, 2])
        var damaged = try maker.state()
        var candidates = state.signatures.values.map {
            SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value)
        }
        candidates.sort { $0.slot < $1.slot }
        // Two of one person's signatures change places: the commitment then differs and the person does not count.
        let swapped = candidates.map { candidate in
            let twin = candidates.first {
                $0.slot.input != candidate.slot.input
                    && state.signatures[$0.slot]?.person == state.signatures[candidate.slot]?.person
            }
            return SignatureCheckpoint.Candidate(slot: candidate.slot, value: twin?.value ?? candidate.value)
        }
        try damaged.restore(
            signatures: swapped, answers: state.answers, quarantine: [], verifier: CredulousVerifier())
        #expect(throws: AssemblyError.notEnoughSigners(present: 0, needed: 2)) {
            try FinalTransaction(try Self.confirmed(state), of: damaged)
        }
    }

    @Test("there is no confirmed case while anybody's confirmation is missing or a refusal is there")
    func notConfirmed() throws {
        let maker = try CaseMaker.standard(.v0)
        #expect(try maker.collected(signers: [0, 1], confirmers: [0, 1]).confirmationTally()?.confirmed == nil)
        #expect(try maker.collected(signers: [0], confirmers: [0, 1, 2]).confirmationTally() == nil)
        var vetoed = try maker.collected(signers: [0, 1], confirmers: [0, 1, 2])
        _ = try vetoed.collect(try CollectedFile(try maker.refusal(by: 2).encoded))
        #expect(vetoed.confirmationTally()?.confirmed == nil)
    }
}
