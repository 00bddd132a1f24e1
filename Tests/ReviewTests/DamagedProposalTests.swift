import BitcoinCrypto
import BitcoinPSBT
import Custody
import Review
import TestSupport
import Testing

@Suite("A proposal with random damage")
struct DamagedProposalTests {
    @Test("is refused, or does exactly what the undamaged one does", arguments: ["v0", "v2"], 0..<4)
    func damage(_ version: String, _ round: Int) throws {
        var fixture = try ReviewFixture.standardCase()
        fixture.version = version == "v2" ? .v2 : .v0
        let bytes = try fixture.proposal().encoded()
        let undamaged = try #require(try review(bytes, fixture))
        #expect(undamaged.isSignable)
        var generator = SeededGenerator(seed: UInt64(round) << 8 | (version == "v2" ? 1 : 0))
        for _ in 0..<40 {
            var damaged = bytes
            let place = Int.random(in: 5..<bytes.count, using: &generator)
            damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
            guard let review = try? review(damaged, fixture), review.isSignable else { continue }
            #expect(review.facts?.digest == undamaged.facts?.digest, "byte \(place)")
            #expect(review.factsHash == undamaged.factsHash, "byte \(place)")
        }
    }

    /// The review of a file, as a signer makes it; throws when the file or a document in it does not parse.
    private func review(_ bytes: [UInt8], _ fixture: FixtureCase) throws -> Review? {
        let psbt = try PSBT(decoding: bytes)
        let attachments = try ProposalFields.read(from: psbt)
        return ReviewFixture.review(
            ReviewContext(
                psbt: psbt, fileHash: SHA256.hash(bytes), vault: fixture.vault.view, attachments: attachments,
                machine: try ReviewFixture.alice()))
    }
}
