import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Synchronization
import TestSupport
import Testing

@Suite("The transaction being assembled is verified twice")
struct SecondOpinionTests {
    /// A case with everybody's answers; two people sign its inputs.
    private static func state() throws -> (CaseState, ConfirmedCase) {
        let state = try CaseMaker.standard(.v0).collected(signers: [0, 1], confirmers: [0, 1, 2])
        return (state, try FinalTransactionTests.confirmed(state))
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let opinion: SecondOpinion
        let error: @Sendable (CaseFacts) throws -> SecondOpinionError
    }

    /// The signatures are asked about by input, then by key: number 3 is the second one of input 1.
    static let lies: [Lie] = [
        Lie(
            testDescription: "OpenSSL says no",
            opinion: SecondOpinion(first: LyingVerifier(about: [0])),
            error: { try .refused(by: .openSSL, input: 0, person: signer($0, input: 0, number: 0)) }),
        Lie(
            testDescription: "PublicCurve says no",
            opinion: SecondOpinion(first: OpenSSLVerifier(), second: LyingVerifier(about: [3])),
            error: { try .refused(by: .publicCurve, input: 1, person: signer($0, input: 1, number: 1)) }),
        Lie(
            testDescription: "both say no",
            opinion: SecondOpinion(first: LyingVerifier(about: [2]), second: LyingVerifier(about: [2])),
            error: { try .refusedByBoth(input: 1, person: signer($0, input: 1, number: 0)) }),
        Lie(
            testDescription: "OpenSSL leaves an answer out",
            opinion: SecondOpinion(first: ForgetfulVerifier()),
            error: { _ in .unanswered(by: .openSSL, asked: 4, answered: 3) }),
        Lie(
            testDescription: "PublicCurve leaves an answer out",
            opinion: SecondOpinion(first: OpenSSLVerifier(), second: ForgetfulVerifier()),
            error: { _ in .unanswered(by: .publicCurve, asked: 4, answered: 3) }),
        Lie(
            testDescription: "the second signature hash is another one",
            opinion: SecondOpinion(first: OpenSSLVerifier(), path: LyingPath(about: 1)),
            error: {
                let digest = $0.inputs[1].signatureDigest
                return .sighashesDiffer(input: 1, first: digest, second: LyingPath.changed(digest))
            }),
        Lie(
            testDescription: "the second signature hash is not there",
            opinion: SecondOpinion(first: OpenSSLVerifier(), path: LyingPath(about: 0, .missing)),
            error: { .sighashesDiffer(input: 0, first: $0.inputs[0].signatureDigest, second: nil) }),
        Lie(
            testDescription: "the second way ends too early",
            opinion: SecondOpinion(first: OpenSSLVerifier(), path: LyingPath(about: 1, .cutShort)),
            error: { .inputCount(expected: $0.inputs.count, found: 1) }),
    ]

    /// Who of the two signers has the key that comes first or second in an input's script.
    private static func signer(_ facts: CaseFacts, input: Int, number: Int) throws -> Identifier {
        let keys = facts.inputs[input].script.keys.filter { $0.keyIndex < 2 }
            .sorted { $0.publicKey < $1.publicKey }
        return facts.vault.vault.cosigners[keys[number].keyIndex].person
    }

    @Test("any disagreement stops the assembly by its name, and there is no transaction", arguments: lies)
    func disagreement(_ lie: Lie) throws {
        let (state, confirmed) = try Self.state()
        #expect(state.facts.inputs.count == 2)
        let expected = try lie.error(state.facts)
        let error = #expect(throws: AssemblyError.secondOpinion(expected)) {
            try FinalTransaction(confirmed, of: state, opinion: lie.opinion)
        }
        #expect(error?.code == expected.code && error?.remedy == expected.remedy)
    }

    /// Keeps what it was asked.
    final class Witness: SignatureVerifier {
        let asked = Mutex<[SignatureCheck]>([])

        func verify(_ checks: [SignatureCheck]) -> [Bool] {
            asked.withLock { $0 += checks }
            return OpenSSLVerifier().verify(checks)
        }
    }

    @Test(
        "both are asked about all M signatures of every input, over the same digests",
        arguments: [MultisigDescriptor.ScriptType.p2wsh, .p2shP2wsh], [PSBTVersion.v0, .v2])
    func everything(_ type: MultisigDescriptor.ScriptType, _ version: PSBTVersion) throws {
        var fixture = try FixtureCase(FixtureVault { $0.scriptType = type })
        fixture.version = version
        let state = try CaseMaker(fixture).collected(signers: [0, 1, 2], confirmers: [0, 1, 2])
        let (first, second) = (Witness(), Witness())
        _ = try FinalTransaction(
            FinalTransactionTests.confirmed(state), of: state, opinion: SecondOpinion(first: first, second: second))
        let (asked, again) = (first.asked.withLock { $0 }, second.asked.withLock { $0 })
        #expect(asked == again && asked.count == 2 * state.facts.inputs.count)
        for input in state.facts.inputs {
            let keys = Set(input.script.keys.filter { $0.keyIndex < 2 }.map(\.publicKey.encoded))
            #expect(Set(asked.filter { $0.digest == input.signatureDigest }.map(\.publicKey)) == keys)
        }
    }

    @Test("needs the previous transaction of every input once more, and as many inputs as the case has")
    func coins() throws {
        let (state, _) = try Self.state()
        let transaction = try FinalTransaction(Self.state().1, of: state).transaction
        var psbt = state.proposal.psbt
        psbt.inputs[1].nonWitnessUtxo = nil
        #expect(throws: SecondOpinionError.noCoin(input: 1)) {
            try SecondOpinion.ofCollected.confirm([], of: state.facts, in: transaction, from: psbt)
        }
        #expect(throws: SecondOpinionError.noCoin(input: 1)) {
            try SecondOpinion.ofCollected.confirm([], of: state.facts, in: psbt)
        }
        var short = transaction
        short.inputs.removeLast()
        #expect(throws: SecondOpinionError.inputCount(expected: 2, found: 1)) {
            try SecondOpinion.ofCollected.confirm([], of: state.facts, in: short, from: state.proposal.psbt)
        }
    }

    @Test("sees an amount, an output and a witness script that are not the case's")
    func changed() throws {
        let (state, confirmed) = try Self.state()
        let transaction = try FinalTransaction(confirmed, of: state).transaction
        var payment = transaction
        payment.outputs.swapAt(0, 1)
        var script = transaction
        script.inputs[1].witness[3].append(0x75)
        for (changed, input) in [(payment, 0), (script, 1)] {
            let error = #expect(throws: SecondOpinionError.self) {
                try SecondOpinion.ofCollected.confirm(
                    [], of: state.facts, in: changed, from: state.proposal.psbt)
            }
            guard case .sighashesDiffer(input, state.facts.inputs[input].signatureDigest, _)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }
}
