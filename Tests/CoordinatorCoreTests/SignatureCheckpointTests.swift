import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite struct SignatureCheckpointTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let refusal: SignatureRefusal?
        let change: @Sendable ([UInt8]) throws -> [UInt8]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "good", refusal: nil) { $0 },
        Case(name: "empty", refusal: .empty) { _ in [] },
        Case(name: "hash type none", refusal: .hashType(2)) { $0.dropLast() + [2] },
        Case(name: "hash type with anyone can pay", refusal: .hashType(0x81)) { $0.dropLast() + [0x81] },
        Case(name: "high S", refusal: .highS) {
            try ECDSASignature(strictDER: $0.dropLast()).withHighS().der + [1]
        },
        Case(name: "wrong", refusal: .wrong) { value in
            let good = try ECDSASignature(strictDER: value.dropLast())
            var compact = good.compact
            compact[31] ^= 1
            return try ECDSASignature(compact: compact).der + [1]
        },
    ]

    @Test("takes only what verifies, and names the cosigner", arguments: cases)
    func verifies(_ example: Case) throws {
        let maker = try CaseMaker.standard(.v0)
        let state = try maker.state()
        let good = try #require(SignatureCheckpoint.candidates(in: try maker.signed(by: 1)).first)
        let candidate = SignatureCheckpoint.Candidate(slot: good.slot, value: try example.change(good.value))
        let verdict = try #require(
            SignatureCheckpoint.verify([candidate], against: state.facts, verifier: OpenSSLVerifier()).first)
        let bob = try Identifier("bob")
        switch verdict {
        case .verified(let signature):
            #expect(example.refusal == nil)
            #expect(signature.person == bob)
        case .refused(let refusal, let person):
            #expect(refusal == example.refusal)
            #expect(person == bob)
        }
    }

    @Test("refuses encodings that are not strict DER")
    func encoding() throws {
        let maker = try CaseMaker.standard(.v0)
        let good = try #require(SignatureCheckpoint.candidates(in: try maker.signed(by: 1)).first)
        let values: [[UInt8]] = [
            [0x30, 1], Array(good.value.dropFirst()), [0] + good.value, good.value.dropLast() + [0, 1],
        ]
        for value in values {
            let verdict = SignatureCheckpoint.verify(
                [SignatureCheckpoint.Candidate(slot: good.slot, value: value)], against: try maker.state().facts,
                verifier: OpenSSLVerifier())
            guard case .refused(.malformed, _)? = verdict.first else {
                Issue.record("\(value) gave \(verdict)")
                continue
            }
        }
    }

    @Test("takes no key of somebody else, no key of another input, and no input that is not there")
    func foreignKeys() throws {
        let maker = try CaseMaker.standard(.v0)
        let facts = try maker.state().facts
        let candidates = SignatureCheckpoint.candidates(in: try maker.signed(by: 0))
        let (first, second) = (candidates[0], candidates[1])
        let stranger = try FixtureCosigner(number: 5, network: .regtest).xpub.publicKey.encoded
        let bad = [
            SignatureSlot(input: 0, publicKey: stranger), SignatureSlot(input: 0, publicKey: second.slot.publicKey),
            SignatureSlot(input: 9, publicKey: first.slot.publicKey),
            SignatureSlot(input: -1, publicKey: first.slot.publicKey),
        ]
        let verdicts = SignatureCheckpoint.verify(
            bad.map { SignatureCheckpoint.Candidate(slot: $0, value: first.value) }, against: facts,
            verifier: OpenSSLVerifier())
        #expect(verdicts == bad.map { _ in .refused(.keyNotInScript, person: nil) })
    }

    /// Answers fewer questions than asked.
    struct LazyVerifier: SignatureVerifier {
        func verify(_ checks: [SignatureCheck]) -> [Bool] { Array(repeating: true, count: checks.count - 1) }
    }

    @Test("takes nothing from a verifier that leaves answers out")
    func lazyVerifier() throws {
        let maker = try CaseMaker.standard(.v0)
        let verdicts = SignatureCheckpoint.verify(
            SignatureCheckpoint.candidates(in: try maker.signed(by: 0)), against: try maker.state().facts,
            verifier: LazyVerifier())
        let alice = try Identifier("alice")
        #expect(verdicts == [.refused(.wrong, person: alice), .refused(.wrong, person: alice)])
    }
}
