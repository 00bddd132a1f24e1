import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import PublicCurve
import Review
import SecretKeys
import SignerCore
import TestSupport
import Testing

/// The property that everything else serves: *if the signer signs, then the set of (destination, amount), the change
/// scripts, the fee and the inputs are exactly what its review said, and the review was produced from the same bytes*.
///
/// Valid PSBTs are changed at random in every field. Half of the changed files keep the documents of the case that they
/// were made for; the others get new ones for whatever they have become, as a coordinator that means no good would write
/// them. What was signed is then read by ``IndependentPSBT`` and verified by our own curve arithmetic.
@Suite("A proposal that was changed at random")
struct MutatedProposalTests {
    /// How many changed files each of the parts of the test looks at: 10,000 in all where the code is optimised.
    #if DEBUG
        private static let casesPerPart = 100
    #else
        private static let casesPerPart = 2_500
    #endif
    private static let parts = 4

    private static let worlds = Result {
        [try MutationWorld(.p2wsh), try MutationWorld(.p2shP2wsh)]
    }

    /// What the parts of the test counted.
    private struct Tally {
        var signed = 0
        var signedOtherwise = 0
    }

    @Test("is signed only as what its review says, from the bytes that were reviewed", arguments: 0..<parts)
    func signsWhatItSays(part: Int) throws {
        let world = try Self.worlds.get()[part % 2]
        let account = try world.account()
        let header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(1))
        let seeds = try world.seeds()
        let proposals = try seeds.map { try #require(try world.proposal($0, header: header)) }
        let original = try IndependentPSBT(proposals[0].encoded())
        var tally = Tally()
        var mutator = Mutator(seed: UInt64(part) << 32 | 0x5e_ed)
        for number in 0..<Self.casesPerPart {
            let seed = number % seeds.count
            let place = part * Self.casesPerPart + number / seeds.count
            let bytes: [UInt8]
            if number / seeds.count % 2 == 0 {
                bytes = mutator.mutate(PSBTBuilder(of: proposals[seed]), at: place)
            } else {
                let changed = mutator.mutate(PSBTBuilder(of: seeds[seed]), at: place)
                guard let psbt = try? PSBT(decoding: changed),
                    let proposal = try world.proposal(psbt, header: header)
                else { continue }
                bytes = proposal.encoded()
            }
            guard let (review, signed) = world.look(at: bytes, account: account), let signed else { continue }
            tally.signed += 1
            let read = try IndependentPSBT(signed)
            if read.inputs != original.inputs || read.outputs != original.outputs { tally.signedOtherwise += 1 }
            try require(review, says: read, of: bytes, in: world, "part \(part), number \(number)")
        }
        // A property that nothing reaches would hold of nothing.
        #if !DEBUG
            #expect(tally.signed * 10 >= Self.casesPerPart, "\(tally)")
            #expect(tally.signedOtherwise > 0, "\(tally)")
        #endif
    }

    private func require(
        _ review: Review, says signed: IndependentPSBT, of bytes: [UInt8], in world: MutationWorld, _ name: String
    ) throws {
        // The same bytes: what was reviewed, and the transaction in it.
        #expect(review.fileHash == SHA256.hash(bytes), "\(name)")
        let file = try IndependentPSBT(bytes)
        #expect(
            file.inputs == signed.inputs && file.outputs == signed.outputs && file.version == signed.version
                && file.lockTime == signed.lockTime, "\(name)")

        // Destinations, change, inputs and fee.
        let facts = try #require(review.facts)
        let external = signed.outputs.filter { world.own[$0.script] == nil }
        let back = signed.outputs.filter { world.own[$0.script] != nil }
        func output(_ fact: OutputFact) -> IndependentPSBT.Output {
            IndependentPSBT.Output(sat: fact.amount.sat, script: fact.script.bytes)
        }
        #expect(facts.externalOutputs.map(output) == external, "\(name)")
        #expect(facts.ownOutputs.map(output) == back, "\(name)")
        for fact in facts.ownOutputs {
            #expect(fact.role.position == world.own[fact.script.bytes]?.position, "\(name)")
        }
        #expect(Int(facts.fee.sat) == signed.fee, "\(name)")
        #expect(
            facts.inputs.map { $0.outpoint.txid.bytes.bytes } == signed.inputs.map(\.txid)
                && facts.inputs.map(\.outpoint.vout) == signed.inputs.map(\.vout)
                && facts.inputs.map(\.amount.sat) == signed.inputs.map(\.coin.sat)
                && facts.inputs.map(\.script.scriptPubKey.bytes) == signed.inputs.map(\.coin.script), "\(name)")

        // What the custodian reads.
        let text = review.pages().flatMap(\.lines).joined().filter { $0 != " " }
        for output in signed.outputs {
            let address = try #require(Address(scriptPubKey: Script(output.script), network: .regtest))
            #expect(text.contains(address.text) && text.contains("\(output.sat)sat"), "\(name)")
        }
        #expect(text.contains("(\(signed.fee)sat)"), "\(name)")

        // The signatures sign exactly this, by Alice's key and whoever else is in the file.
        var claims: [SignatureClaim] = []
        for (place, input) in signed.inputs.enumerated() {
            let own = try #require(world.own[input.coin.script])
            let digest = try Bytes32(signed.digest(place, witnessScript: own.witnessScript))
            #expect(signed.signatures[place][own.key] != nil, "\(name)")
            for (key, signature) in signed.signatures[place] {
                #expect(signature.last == 1, "\(name)")
                let compact = try ECDSASignature(strictDER: signature.dropLast()).compact
                claims.append(
                    SignatureClaim(
                        publicKey: key, digest: digest, r: try Bytes32(Array(compact[..<32])),
                        s: try Bytes32(Array(compact[32...]))))
            }
        }
        #expect(!SignatureBatch.verify(claims).contains(false), "\(name)")
    }
}
