import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

/// What must not count, each with its own code and nothing lost.
@Suite struct BadAnswerTests {
    /// The codes under which a file's contents are put aside; what was collected before stays.
    static func aside(_ held: HeldCase, _ bytes: [UInt8]) throws -> [String] {
        var state = try held.collected(signers: [0, 1], confirmers: [0])
        let before = state.answers.map(\.fileHash)
        let signatures = state.signatures.count
        let codes = try state.take(bytes).quarantined.map(\.reasonCode)
        #expect(state.answers.map(\.fileHash) == before)
        #expect(state.signatures.count == signatures)
        return codes
    }

    static func refusal(_ held: HeldCase, _ bytes: [UInt8]) throws -> String? {
        var state = try held.collected(signers: [0, 1], confirmers: [0])
        do {
            _ = try state.take(bytes)
            return nil
        } catch let error as CaseError {
            #expect(!error.description.isEmpty)
            return error.code
        }
    }

    @Test("P-17: a confirmation over another digest")
    func otherDigest() throws {
        let held = try HeldCase()
        let other = try HeldCase { _ in
        } change: {
            $0.payments[0].sat -= 1
        }
        #expect(try Self.aside(held, other.confirmation(2, of: [0, 1]).encoded) == ["answer.other-digest"])
        #expect(try Self.aside(held, other.release(1).encoded) == ["answer.other-digest"])
    }

    @Test("P-17: a confirmation under another vault")
    func otherVault() throws {
        let held = try HeldCase()
        let twin = try HeldCase({ $0.name = "twin" })
        #expect(try Self.refusal(held, twin.confirmation(2, of: [0, 1]).encoded) == "collect.other-vault")
        #expect(try Self.refusal(held, twin.release(0).encoded) == "collect.other-vault")
        let inside = try held.attaching(to: held.proposal.psbt) {
            $0.confirmations = [try twin.confirmation(2, of: [0, 1])]
        }
        #expect(try Self.aside(held, inside.encoded()) == ["answer.other-vault"])
    }

    @Test("P-17: a confirmation of another case or network")
    func otherCase() throws {
        let held = try HeldCase()
        let second = try HeldCase { _ in
        } change: {
            $0.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(2))
        }
        #expect(try Self.refusal(held, second.confirmation(2, of: [0, 1]).encoded) == "collect.other-case")
        let test = try HeldCase({ $0.network = .testnet4 })
        #expect(try Self.refusal(held, test.release(0).encoded) == "collect.other-network")
    }

    @Test("a confirmation by somebody whom the vault does not list, or in another's name")
    func names() throws {
        let held = try HeldCase()
        func confirmation(as name: String, by cosigner: Int) throws -> [UInt8] {
            let body = try Confirmation(
                statement: held.statement(cosigner, as: name), facts: held.factsHash, build: SHA256.hash([1]),
                shares: [try held.share(0).digest, try held.share(1).digest], machine: held.witness(cosigner, 2))
            var document = Document(body: body)
            let signature = try held.cosigners[cosigner].signature(over: document.digest)
            document.add(
                DocumentSignature(
                    person: try Identifier(name), identityKey: signature.identityKey, signature: signature.signature))
            return document.encoded
        }
        #expect(try Self.aside(held, confirmation(as: "zoe", by: 2)) == ["answer.unknown-person"])
        // One person under two names: the name's key is another.
        #expect(try Self.aside(held, confirmation(as: "bob", by: 2)) == ["signature.other-key"])
        var state = try held.state()
        #expect(try state.take(confirmation(as: "carol", by: 2)).answers.count == 1)
    }

    @Test("a confirmation or release by a person of the vault who holds no key; a refusal by him counts")
    func noCustodian() throws {
        let held = try HeldCase({ $0.auditorCount = 1 })
        let dave = try FixtureCosigner(number: 3, network: .regtest)
        let statement = try held.statement(0, as: "dave")
        func signed<Body: DocumentBody>(_ body: Body) throws -> [UInt8] {
            var document = Document(body: body)
            document.add(try dave.signature(over: document.digest))
            return document.encoded
        }
        let shares = [try held.share(0).digest, try held.share(1).digest]
        let confirmation = try Confirmation(
            statement: statement, facts: held.factsHash, build: SHA256.hash([1]), shares: shares,
            machine: held.witness(3, 2))
        #expect(try Self.aside(held, signed(confirmation)) == ["answer.no-custodian"])
        // Not even what it tells of other journals is listened to.
        let heard = HeadsBook(
            of: try held.state().agreedCase,
            attachments: ProposalAttachments(confirmations: [try Document(parsing: signed(confirmation))]))
        #expect(heard.claims.isEmpty)
        let release = try Release(
            statement: statement, salt: held.salt(3), confirmations: [], build: SHA256.hash([1]),
            machine: held.witness(3, 2))
        #expect(try Self.aside(held, signed(release)) == ["answer.no-custodian"])
        let refusal = Refusal(
            statement: statement, reason: try RefusalReason("not ordered"), build: SHA256.hash([1]), journalSequence: 1,
            journalHead: SHA256.hash([4]), date: nil)
        var state = try held.state()
        _ = try state.take(signed(refusal))
        #expect(state.refusedBy.map(\.description) == ["dave"])
    }

    @Test("a release of a cosigner whose signatures are open")
    func openRelease() throws {
        let held = try HeldCase({ $0.release = [.held, .open, .held] })
        #expect(try Self.aside(held, held.release(1).encoded) == ["answer.other-release-rule"])
    }

    @Test("a share of the other kind than the vault says")
    func otherKind() throws {
        let held = try HeldCase()
        let body = try held.share(2).body
        let open = try Share(
            statement: body.statement, kind: .open, commitment: body.commitment, salt: held.salt(2), facts: body.facts,
            build: body.build, machine: body.machine)
        #expect(try Self.aside(held, held.sign(open, by: 2).encoded) == ["answer.other-release-rule"])
    }

    @Test("an unsigned release, or one signed by somebody else")
    func signature() throws {
        let held = try HeldCase()
        let body = try held.release(0).body
        #expect(try Self.aside(held, Document(body: body).encoded) == ["signature.missing"])
        #expect(try Self.aside(held, held.sign(body, by: 1).encoded) == ["signature.other-signer"])
    }

    @Test("a release file whose transaction differs in one sequence number", arguments: [PSBTVersion.v0, .v2])
    func sequence(_ version: PSBTVersion) throws {
        let held = try HeldCase(version: version)
        let other = try HeldCase(version: version) { _ in
        } change: {
            $0.coins[1].sequence = .final
        }
        var file = try other.attaching(to: other.raw(0)) {
            $0.caseDocument = try held.fixture.caseDocument()
            $0.releases = [try held.release(0)]
        }
        #expect(try Self.refusal(held, file.encoded()) == "collect.request-changed")
        file = try held.released(0)
        #expect(try Self.refusal(held, file.encoded()) == nil)
    }

    @Test("P-33: two documents of one journal entry with two hashes are shown as a contradiction")
    func fork() throws {
        let held = try HeldCase()
        var state = try held.collected(signers: [0, 1])
        #expect(CaseStatus(state).contradictions.isEmpty)
        let body = try held.confirmation(0, of: [0, 1]).body
        let forked = try Confirmation(
            statement: body.statement, facts: body.facts, build: body.build, shares: body.shares,
            machine: MachineWitness(journalSequence: 1, journalHead: SHA256.hash([9])))
        _ = try state.take(held.sign(forked, by: 0).encoded)
        #expect(
            CaseStatus(state).contradictions == [
                "alice signed two documents that give entry 1 of alice's journal two hashes: the journal was forked or "
                    + "rolled back"
            ])
    }
}
