import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

/// P-16: what somebody can bring who wants the case to be lost in what he brings.
@Suite("Files that mean harm")
struct HostileCollectTests {
    @Test(
        "thousands of signatures by keys that are nobody's leave a few rows and one line, and the good ones are taken")
    func strangers() throws {
        let maker = try CaseMaker.standard(.v0)
        var builder = PSBTBuilder(of: try maker.signed(by: 0))
        let good = try maker.signed(by: 0).inputs[0].partialSigs[0].signature
        for number in 0..<5_000 {
            let key = [0x02, 0x02] + SHA256.hash([UInt8(number & 0xff), UInt8(number >> 8)]).bytes
            builder.inputs[0].append(PSBTBuilder.Pair(key, good))
        }
        var state = try maker.state()
        let report = try state.take(builder.bytes)
        #expect(report.signatures.count == 2 && report.hasRefusals)
        #expect(report.quarantined.count == 20 && state.quarantine.count == 20)
        #expect(Set(report.quarantined.map(\.reasonCode)) == [SignatureRefusal.keyNotInScript.code])
        #expect(report.strangers == 4_980)
        #expect(report.logText.utf8.count < 16_384 && report.logText.contains("4980 more signatures"))
        // The same again is the same again.
        let again = try state.take(builder.bytes)
        #expect(again.knownQuarantined == 20 && state.quarantine.count == 20)
    }

    @Test("a final witness has exactly M signatures, or it is none of this script", arguments: [-1, 1, 40])
    func witness(_ more: Int) throws {
        let maker = try CaseMaker.standard(.v0)
        var signed = try maker.signed(by: 0)
        try maker.fixture.sign(&signed, by: 1)
        var final = try Finalizer.finalize(signed)
        var state = try maker.state()
        #expect(try state.take(final.encoded()).signatures.count == 4)
        var stack = try #require(final.inputs[1].finalScriptWitness)
        if more < 0 {
            stack.remove(at: 1)
        } else {
            stack.insert(contentsOf: repeatElement(stack[1], count: more), at: 1)
        }
        final.inputs[1].finalScriptWitness = stack
        var fresh = try maker.state()
        #expect(throws: CaseError.otherFinal(input: 1)) { try fresh.take(final.encoded()) }
        #expect(fresh.signatures.isEmpty)
    }

    /// The three files of a person whose key signed twice: a mixture, what the share stands for, and the rest.
    private static func twice(_ maker: CaseMaker) throws -> [[UInt8]] {
        let facts = try maker.state().facts
        let own = try maker.answer(by: 0)
        func other(_ input: Int) throws -> (EncodedPublicKey, [UInt8]) {
            let fact = facts.inputs[input]
            let key = try #require(fact.script.keys.first { $0.keyIndex == 0 })
            return (
                key.publicKey.encoded,
                try maker.cosigners[0].otherSignature(
                    fact.signatureDigest, branch: fact.script.position.branch, index: fact.script.position.index)
            )
        }
        var mixture = maker.proposal.psbt
        let (key, signature) = try other(0)
        mixture.inputs[0].addPartialSig(publicKey: key, signature: signature)
        let right = own.inputs[1].partialSigs[0]
        mixture.inputs[1].addPartialSig(publicKey: right.publicKey, signature: right.signature)
        var rest = maker.proposal.psbt
        let (second, last) = try other(1)
        rest.inputs[1].addPartialSig(publicKey: second, signature: last)
        return [mixture.encoded(), own.encoded(), rest.encoded()]
    }

    @Test(
        "of a key that signed twice the set counts that its share stands for, in whatever order the files come",
        arguments: [
            [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
        ])
    func signedTwice(_ order: [Int]) throws {
        let maker = try CaseMaker.standard(.v0)
        let files = try Self.twice(maker)
        var state = try maker.state()
        for number in order { _ = try state.take(files[number]) }
        let alice = try Identifier("alice")
        #expect(state.standing(of: alice) == .complete)
        #expect(try state.signatures(of: alice).map { $0?.signature } == maker.signatures(by: 0))
        // What the store gives back counts the same.
        var restored = try maker.state()
        try restored.restore(
            signatures: state.signatures.values.map { SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value) },
            answers: state.answers, quarantine: Array(state.quarantine.values))
        #expect(restored.standing(of: alice) == .complete)
    }
}
