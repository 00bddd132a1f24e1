import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("A record of another machine")
struct MachineRecordTests {
    private let golden: GoldenDocuments
    private let custody: TestCustody

    init() throws {
        custody = try TestCustody.shared.get()
        golden = try GoldenDocuments(custody)
    }

    /// The golden record with some of it changed.
    private func record(
        of: Identifier? = nil, cases: [RecordedCase]? = nil, machine: MachineWitness? = nil
    ) throws -> MachineRecord {
        let body = golden.machineRecord.body
        return try MachineRecord(
            network: body.network, vault: body.vault, vaultVersion: body.vaultVersion, vaultHash: body.vaultHash,
            person: body.person, device: body.device, of: of ?? body.of, cases: cases ?? body.cases, build: body.build,
            machine: machine ?? body.machine)
    }

    private func aCase(_ number: UInt8, answers: [RecordedAnswer]? = nil) -> RecordedCase {
        let one = golden.machineRecord.body.cases[0]
        return RecordedCase(
            caseID: one.caseID, digest: TestCustody.hash(number), vaultVersion: 1, replaces: one.caseID,
            answers: answers ?? one.answers, spends: [], pays: [])
    }

    @Test("names the head that was seen, and holds its cases in one order")
    func contents() throws {
        let record = try record(cases: [aCase(9), aCase(3), aCase(5)])
        #expect(record.cases.map(\.digest) == [3, 5, 9].map { TestCustody.hash($0) })
        #expect(record.headSeen?.sequence == 12)
        let document = Document(body: record)
        #expect(try Document<MachineRecord>(parsing: document.encoded) == document)
        let unseen = try self.record(
            machine: MachineWitness(
                journalSequence: 3, journalHead: TestCustody.hash(1), date: golden.machineRecord.body.machine.date))
        #expect(unseen.headSeen == nil)
    }

    @Test("refuses what contradicts itself")
    func contradictions() throws {
        let machine = golden.machineRecord.body.machine
        let undated = MachineWitness(
            journalSequence: machine.journalSequence, journalHead: machine.journalHead, heads: machine.heads)
        #expect(throws: DocumentError.record(.undated)) { try record(machine: undated) }
        #expect(throws: DocumentError.record(.ownMachine(custody.carol.id))) { try record(of: custody.carol.id) }
        #expect(throws: DocumentError.record(.noAnswer(TestCustody.hash(7)))) {
            try record(cases: [aCase(7, answers: [])])
        }
        #expect(throws: DocumentError.self) { try record(cases: [aCase(7), aCase(7)]) }
        let answer = golden.machineRecord.body.cases[0].answers[0]
        #expect(throws: DocumentError.self) { try record(cases: [aCase(7, answers: [answer, answer])]) }
    }

    @Test("has no line of a case that it does not list", arguments: ["answer", "spend", "pay", "order", "fee"])
    func strayLines(_ name: String) throws {
        let one = golden.machineRecord.body.cases[0]
        let use = OrderUse(
            vault: golden.vault.body.name, name: OrderName(requester: custody.dave.id, number: 17),
            order: TestCustody.hash(4))
        let whole = RecordedCase(
            caseID: one.caseID, digest: one.digest, vaultVersion: 1, replaces: nil, answers: one.answers,
            spends: one.spends, pays: one.pays, orders: [use], fee: try Amount(sat: 5_000))
        let document = Document(body: try record(cases: [whole]))
        #expect(try Document<MachineRecord>(parsing: document.encoded) == document)
        let text = String(decoding: document.encoded, as: UTF8.self)
        let line = "\(name): \(one.digest.hex)"
        #expect(text.contains(line))
        let other = TestCustody.hash(9)
        let edited = text.replacing(line, with: "\(name): \(other.hex)", maxReplacements: 1)
        #expect(throws: DocumentError.record(.strayLine(other))) {
            try Document<MachineRecord>(parsing: Array(edited.utf8))
        }
    }

    @Test("counts only with everything that the vault says about its author")
    func verified() throws {
        let vault = golden.vault
        let alice = custody.alice.id
        #expect(try VerifiedRecord(golden.machineRecord, about: alice, in: vault).record == golden.machineRecord.body)
        #expect(throws: RecordProblem.otherPerson(alice)) {
            try VerifiedRecord(golden.machineRecord, about: custody.bob.id, in: vault)
        }
        let other = try custody.vault()
        #expect(throws: RecordProblem.self) { try VerifiedRecord(golden.machineRecord, about: alice, in: other) }
        let unsigned = Document(body: golden.machineRecord.body)
        #expect(throws: RecordProblem.signature(.unsigned(person: custody.carol.id))) {
            try VerifiedRecord(unsigned, about: alice, in: vault)
        }
        for problem in [
            RecordProblem.otherNetwork, .otherVault(alice), .otherVersion(2), .otherPerson(alice), .noCustodian(alice),
            .otherDevice(alice),
        ] {
            #expect(problem.code.hasPrefix("record.") && !problem.description.hasSuffix("."))
        }
    }

    @Test("a person's own head among the others says that his machine was restored, and must be an earlier one")
    func restoration() throws {
        let agreed = try custody.agreedCase()
        let share = try custody.share(custody.alice, of: agreed.document).body
        func signed(own sequence: UInt64) throws -> Document<Share> {
            try custody.alice.signed(
                Document(
                    body: Share(
                        statement: share.statement, kind: share.kind, commitment: share.commitment, salt: share.salt,
                        facts: share.facts, build: share.build,
                        machine: MachineWitness(
                            journalSequence: 12, journalHead: TestCustody.hash(2),
                            heads: [
                                PeerHead(person: custody.alice.id, sequence: sequence, hash: TestCustody.hash(3))
                            ]))))
        }
        for sequence in [UInt64(12), 13] {
            #expect(throws: DocumentError.statement(.ownHead(custody.alice.id))) { try signed(own: sequence) }
        }
        let restored = try signed(own: 11)
        let book = HeadsBook(of: agreed, attachments: ProposalAttachments(shares: [restored]))
        #expect(book.restorations.map(\.adopted.sequence) == [11])
        #expect(book.restorations.map(\.own.sequence) == [12] && book.restorations.map(\.document) == [restored.digest])
        #expect(book.latest.map(\.sequence) == [12])
    }
}
