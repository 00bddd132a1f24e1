import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Review
import TestSupport
import Testing

/// P-49: an evidence names what its own documents show to be missing from it.
@Suite("What is missing from an evidence")
struct EvidenceGapTests {
    private let held: HeldCase

    init() throws { held = try EvidenceMaker.ordered.get() }

    private func replay(_ files: [[UInt8]]) throws -> EvidenceReplay {
        var maker = EvidenceMaker(held)
        for file in files { try maker.collect(file) }
        return try maker.replay()
    }

    private func confirmation(
        _ cosigner: Int, of signers: [Int], heads: [PeerHead] = [], shares: [Bytes32]? = nil
    ) throws -> Document<Custody.Confirmation> {
        let body = try Custody.Confirmation(
            statement: held.statement(cosigner), facts: held.factsHash, build: SHA256.hash([1]),
            shares: try shares ?? signers.map { try held.share($0).digest },
            machine: MachineWitness(
                journalSequence: 20 + UInt64(cosigner), journalHead: SHA256.hash([UInt8(cosigner), 20]), heads: heads))
        return try held.sign(body, by: cosigner)
    }

    private func release(_ cosigner: Int, naming confirmations: [Bytes32]) throws -> [UInt8] {
        let release = try held.sign(
            Release(
                statement: held.statement(cosigner), salt: held.salt(cosigner), confirmations: confirmations,
                build: SHA256.hash([1]), machine: held.witness(cosigner, 30)), by: cosigner)
        return try held.attaching(to: held.raw(cosigner)) { $0.releases = [release] }.encoded()
    }

    @Test("nothing, when everything that is named is there")
    func whole() throws {
        let confirmations = try [0, 1, 2].map { try confirmation($0, of: [0, 1]) }
        let files =
            try [held.answer(0), held.answer(1)] + confirmations.map(\.encoded)
            + [release(0, naming: confirmations.map(\.digest)), release(1, naming: confirmations.map(\.digest))]
        #expect(try replay(files).gaps.isEmpty)
        #expect(try EvidenceReplay(EvidenceMaker.assembled.get(), trusting: held.agreement.document).gaps.isEmpty)
    }

    @Test("a share that a confirmation names, by whom")
    func missingShare() throws {
        let missing = try held.share(1).digest
        let replay = try replay([held.answer(0), held.answer(2), confirmation(0, of: [0, 1]).encoded])
        #expect(replay.gaps == [.share(missing, namedBy: try Identifier("alice"))])
        #expect(replay.gaps.allSatisfy { $0.isOfThisCase })
        for language in ScreenLanguage.allCases {
            let text = EvidencePage.make(replay, language: language).text.filter { !$0.isWhitespace }
            #expect(text.contains(missing.hex))
        }
        #expect(
            EvidencePage.make(replay, language: .english).text.contains(
                "MISSING: the confirmation of alice names a share"))
    }

    @Test("a confirmation that a release names, by whom")
    func missingConfirmation() throws {
        let confirmations = try [0, 1, 2].map { try confirmation($0, of: [0, 1]) }
        let files =
            try [held.answer(0), held.answer(1)] + confirmations.dropLast().map(\.encoded)
            + [release(1, naming: confirmations.map(\.digest))]
        let replay = try replay(files)
        #expect(replay.gaps == [.confirmation(confirmations[2].digest, namedBy: try Identifier("bob"))])
        #expect(EvidencePage.make(replay, language: .japanese).text.contains("欠落：bob の引き渡し書"))
    }

    @Test("an entry of a journal that somebody has seen behind the first document here, and no other entry")
    func journal() throws {
        // Alice's share is of her entry 1, her confirmation of her entry 20.
        let (alice, carol) = (try Identifier("alice"), try Identifier("carol"))
        func gaps(_ person: Identifier, _ entry: UInt64) throws -> [EvidenceGap] {
            let head = PeerHead(person: person, sequence: entry, hash: SHA256.hash([0, UInt8(entry)]))
            return try replay([
                held.answer(0), held.answer(1), confirmation(0, of: [0, 1]).encoded,
                confirmation(1, of: [0, 1], heads: [head]).encoded,
            ]).gaps
        }
        #expect(
            try gaps(alice, 7)
                == [
                    .journal(
                        PeerHead(person: alice, sequence: 7, hash: SHA256.hash([0, 7])),
                        namedBy: try Identifier("bob"))
                ])
        #expect(try gaps(alice, 7).allSatisfy { !$0.isOfThisCase })
        #expect(try gaps(alice, 20).isEmpty, "her confirmation")
        #expect(try gaps(alice, 1).isEmpty, "her share")
        // Of whom nothing is here nothing follows: the entry may be as old as the vault.
        #expect(try gaps(carol, 7).isEmpty)
    }

    @Test("what was put aside is here")
    func aside() throws {
        let twin = try held.sign(
            Share(
                statement: CaseStatement(
                    network: .regtest, caseID: held.state().caseID, caseDigest: SHA256.hash([9]),
                    vaultHash: held.agreement.digest, person: held.person(1),
                    device: FixtureVault.device(of: held.person(1))),
                kind: .held, commitment: SHA256.hash([8]), salt: nil, facts: held.factsHash, build: SHA256.hash([1]),
                machine: held.witness(1, 1)), by: 1)
        let named = try confirmation(0, of: [], shares: [twin.digest])
        #expect(try replay([held.answer(0), named.encoded]).gaps.count == 1)
        let replay = try replay([held.answer(0), twin.encoded, named.encoded])
        #expect(replay.gaps.isEmpty && !replay.state.quarantine.isEmpty)
    }
}
