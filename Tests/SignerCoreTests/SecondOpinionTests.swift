import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SignerCore
import TestSupport
import Testing

@Suite("No signature leaves a signer on one opinion alone")
struct SecondOpinionTests {
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let opinion: SecondOpinion
        let code: String
    }

    static let lies = [
        Lie(
            testDescription: "OpenSSL says no",
            opinion: SecondOpinion(first: LyingVerifier(about: [0])), code: "second-opinion.refused-by-openssl"),
        Lie(
            testDescription: "PublicCurve says no",
            opinion: SecondOpinion(first: nil, second: LyingVerifier(about: [0])),
            code: "second-opinion.refused-by-public-curve"),
        Lie(
            testDescription: "both say no",
            opinion: SecondOpinion(first: LyingVerifier(about: [0]), second: LyingVerifier(about: [0])),
            code: "second-opinion.refused-by-both"),
        Lie(
            testDescription: "PublicCurve answers nothing",
            opinion: SecondOpinion(first: nil, second: ForgetfulVerifier()),
            code: "second-opinion.unanswered-by-public-curve"),
        Lie(
            testDescription: "the second signature hash is another one",
            opinion: SecondOpinion(first: nil, path: LyingPath(about: 0)), code: "second-opinion.sighashes-differ"),
    ]

    private static func tools(_ opinion: SecondOpinion) -> CaseTools {
        CaseTools(randomness: CaseTools.system.randomness, words: CaseTools.system.words, opinion: opinion)
    }

    /// The files of a folder that could carry a signature or a promise of one.
    private func answers(in world: SigningWorld) -> [String] {
        world.files.filter { $0.hasSuffix(".share") || $0.hasSuffix(".signed.psbt") }
    }

    @Test("a first look that lets signatures go at once writes nothing", arguments: lies)
    func open(_ lie: Lie) throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let acknowledgements = try world.register(vault)
        let input = try world.write(
            world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements), as: "in.psbt")
        do {
            // The home is locked while it is open.
            var home = try world.open(.alice)
            let error = #expect(throws: SignerError.self) {
                try LookOne.run(
                    world.answering(input, tools: Self.tools(lie.opinion)), in: &home,
                    terminal: Answers.challenge(of: input, network: .regtest))
            }
            #expect(error?.code == lie.code && error?.exitStatus == .internalError)
        }
        #expect(answers(in: world).isEmpty)
        // The same file signs where the two agree.
        #expect(try world.sign(input, by: .alice).isRepeated)
        #expect(answers(in: world) == ["01010101.alice.signed.psbt"])
    }

    @Test("a first look that holds its signatures does not even promise them", arguments: lies)
    func held(_ lie: Lie) throws {
        let held = try HeldWorld()
        held.tools = Self.tools(lie.opinion)
        let error = #expect(throws: SignerError.self) { try held.sign(by: .alice) }
        #expect(error?.code == lie.code)
        #expect(try held.answers().isEmpty)
    }

    @Test("a release writes nothing, and the journal has none", arguments: lies)
    func release(_ lie: Lie) throws {
        let held = try HeldWorld()
        let shares = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let file = try held.gather(
            try Custodian.all.map { try held.confirm(shares, by: $0, releasing: false).files[0].path }, over: shares)
        let before = try held.answers()
        held.tools = Self.tools(lie.opinion)
        let error = #expect(throws: SignerError.self) { try held.release(file, by: .alice) }
        #expect(error?.code == lie.code && error?.exitStatus == .internalError)
        #expect(try held.answers() == before)
        let caseID = try CaseID([UInt8](repeating: 1, count: 16))
        #expect(try held.world.open(.alice).journal.released(caseID) == nil)
        held.tools = .system
        #expect(try held.verified(held.release(file, by: .alice).path, of: .alice, in: file).signatures.count == 1)
    }

    @Test("the error names input, cosigner and side")
    func names() throws {
        let held = try HeldWorld()
        held.tools = Self.tools(SecondOpinion(first: nil, second: LyingVerifier(about: [0])))
        let expected = PSBTSignerError.secondOpinion(
            .refused(by: .publicCurve, input: 0, person: try Custodian.bob.person))
        #expect(throws: SignerError.cause(SignerErrorCause(error: expected))) { try held.sign(by: .bob) }
    }
}
