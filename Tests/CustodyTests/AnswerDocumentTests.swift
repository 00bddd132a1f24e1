import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Shares, confirmations and refusals as documents")
struct AnswerDocumentTests {
    let custody: TestCustody
    let document: Document<CaseDocument>

    init() throws {
        custody = try TestCustody.shared.get()
        document = try custody.caseParts().document()
    }

    @Test("write and read the same bytes")
    func roundTrip() throws {
        let open = try custody.share(custody.alice, of: document)
        let held = try custody.share(custody.bob, of: document, kind: .held)
        for share in [open, held] { #expect(try Document<Share>(parsing: share.encoded) == share) }
        let confirmation = try custody.confirmation(custody.carol, of: document, seeing: [open, held])
        #expect(try Document<Custody.Confirmation>(parsing: confirmation.encoded) == confirmation)
        let release = try custody.release(custody.bob, of: document, seeing: [confirmation])
        #expect(try Document<Release>(parsing: release.encoded) == release)
        #expect(throws: DocumentError.listOrder(entry: confirmation.digest.hex)) {
            try custody.release(custody.bob, of: document, seeing: [confirmation, confirmation])
        }
        let refusal = try custody.refusal(custody.carol, of: document)
        #expect(try Document<Refusal>(parsing: refusal.encoded) == refusal)
    }

    @Test("name the case, its digest and the vault that their machine computed")
    func statement() throws {
        let statement = try custody.share(custody.alice, of: document).body.statement
        #expect(statement.caseID == document.body.header.caseID)
        #expect(statement.caseDigest == document.digest)
        #expect(statement.vaultHash == document.body.vaultHash)
        #expect(statement.network == .regtest)
    }

    @Test("show the salt of an open share and keep that of a held one")
    func salt() throws {
        let share = try custody.share(custody.alice, of: document).body
        for (kind, salt) in [(ReleaseRule.open, nil), (.held, TestCustody.hash(1))] {
            #expect(throws: DocumentError.statement(.salt(kind))) {
                try Share(
                    statement: share.statement, kind: kind, commitment: share.commitment, salt: salt,
                    facts: share.facts, build: share.build, machine: share.machine)
            }
        }
    }

    @Test("hold the heads of others only, sorted, and a height that is one")
    func machine() throws {
        let share = try custody.share(custody.alice, of: document).body
        let head = PeerHead(person: custody.alice.id, sequence: 1, hash: TestCustody.hash(1))
        let other = PeerHead(person: custody.bob.id, sequence: 1, hash: TestCustody.hash(1))
        let table: [(MachineWitness, DocumentError)] = [
            (witness([other, head]), .statement(.ownHead(custody.alice.id))),
            (witness([other, other]), .listOrder(entry: "bob 1 \(TestCustody.hash(1).hex)")),
            (
                witness([], height: 500_000_000),
                .malformedValue(kind: "a block height", text: "500000000", nil)
            ),
        ]
        for (machine, error) in table {
            #expect(throws: error) {
                try Share(
                    statement: share.statement, kind: .open, commitment: share.commitment, salt: share.salt,
                    facts: share.facts, build: share.build, machine: machine)
            }
            #expect(throws: error) {
                try Custody.Confirmation(
                    statement: share.statement, facts: share.facts, build: share.build, shares: [], machine: machine)
            }
        }
        let unsorted = String(
            decoding: Document(
                body: try Share(
                    statement: share.statement, kind: .open, commitment: share.commitment, salt: share.salt,
                    facts: share.facts, build: share.build, machine: witness([other]))
            ).encoded, as: UTF8.self)
        let line = "head: bob 1 \(TestCustody.hash(1).hex)\n"
        #expect(throws: DocumentError.self) {
            try Document<Share>(
                parsing: Array(unsorted.replacing(line, with: line.replacing("bob", with: "carol") + line).utf8))
        }
    }

    @Test("list every share once, ascending")
    func shares() throws {
        let share = try custody.share(custody.alice, of: document)
        #expect(throws: DocumentError.listOrder(entry: share.digest.hex)) {
            try custody.confirmation(custody.alice, of: document, seeing: [share, share])
        }
        let two = try custody.confirmation(
            custody.alice, of: document, seeing: [share, custody.share(custody.bob, of: document)])
        #expect(two.body.shares.sorted() == two.body.shares)
        let text = String(decoding: two.encoded, as: UTF8.self)
        let lines = two.body.shares.map { "share: \($0.hex)\n" }
        #expect(throws: DocumentError.listOrder(entry: two.body.shares[0].hex)) {
            try Document<Custody.Confirmation>(
                parsing: Array(text.replacing(lines.joined(), with: lines.reversed().joined()).utf8))
        }
    }

    @Test("stand for exactly one set of signatures, in input order, with one salt, on one network")
    func commitment() throws {
        let signatures = try [custody.alice.sign(TestCustody.hash(1)), custody.alice.sign(TestCustody.hash(2))]
        let salt = TestCustody.hash(9)
        let digest = CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures)
        #expect(
            digest
                == TaggedHash.hash(
                    tag: "rensho/commitment/v1/regtest",
                    salt.bytes + signatures[0].compact + signatures[1].compact))
        let others = [
            CaseCommitment.digest(network: .mainnet, salt: salt, signatures: signatures),
            CaseCommitment.digest(network: .regtest, salt: TestCustody.hash(8), signatures: signatures),
            CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures.reversed()),
            CaseCommitment.digest(network: .regtest, salt: salt, signatures: [signatures[0]]),
        ]
        for other in others { #expect(other != digest) }
        let share = try custody.share(custody.alice, of: document).body
        let right = try #require(share.salt)
        #expect(share.isCommitted(to: signatures, salt: right))
        #expect(!share.isCommitted(to: signatures, salt: salt))
        #expect(!share.isCommitted(to: signatures.reversed(), salt: right))
    }

    private func witness(_ heads: [PeerHead], height: UInt32? = nil) -> MachineWitness {
        MachineWitness(journalSequence: 1, journalHead: TestCustody.hash(1), heads: heads, height: height)
    }
}
