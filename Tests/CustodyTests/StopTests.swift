import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport
import Testing

/// P-30, P-32, P-42: what stops a vault, an order or a case, who may sign it, and what lets things go on.
@Suite("What stops something, and what lets it go on")
struct StopTests {
    private let fixture: FixtureCase
    private let vault: FixtureVault
    private let stop: FixtureStop
    private let order: Document<Order>

    init() throws {
        fixture = try FixtureCase.ordered()
        vault = fixture.vault
        stop = try FixtureStop(vault)
        order = fixture.orders[0]
    }

    private static let digest = Bytes32(bigEndianWords: (1, 2, 3, 4))

    private func book(_ documents: [StopDocument], on today: CalendarDate? = nil) -> StopBook {
        StopBook(documents, under: vault.view, on: today)
    }

    private func caseID(_ number: UInt8) throws -> CaseID { try FixtureCase.caseID(number) }

    private func all() throws -> [StopDocument] {
        let freeze = try stop.freeze("carol")
        return [
            .freeze(freeze), try stop.lift("alice", freeze), try stop.veto("dave", order),
            try stop.countersign("grace", order, after: [caseID(1), caseID(2)]),
            try stop.excuse("alice", of: "carol", in: Self.digest, caseID(1)),
            try stop.override("erin", [.destinationWait, .destinationCap], in: Self.digest, caseID(1)),
        ]
    }

    @Test("each reads as it was written, under its own tag, and counts by the person who may sign it")
    func codec() throws {
        let documents = try all()
        #expect(documents.map(\.kind) == StopKind.allCases)
        for document in documents {
            #expect(try StopDocument(parsing: document.encoded) == document)
            #expect(StopDocument.isOne(document.encoded))
            #expect(document.problem(under: vault.view, on: nil) == nil, "\(document.kind)")
            // One changed byte is refused, or is nobody's word.
            for place in stride(from: 0, to: document.encoded.count, by: 7) {
                var bytes = document.encoded
                bytes[place] ^= 1
                guard let changed = try? StopDocument(parsing: bytes) else { continue }
                #expect(changed.problem(under: vault.view, on: nil) != nil, "\(document.kind) \(place)")
            }
        }
        #expect(Set(documents.map(\.digest)).count == documents.count)
        #expect(throws: DocumentError.stop(.otherType("order"))) { try StopDocument(parsing: order.encoded) }
        #expect(throws: DocumentError.stop(.tooLong(bytes: 16_385, limit: 16_384))) {
            try StopDocument(parsing: [UInt8](repeating: 0x61, count: 16_385))
        }
    }

    @Test("none of them names nothing, or its own author")
    func bodies() throws {
        #expect(throws: DocumentError.stop(.noCase)) { try stop.countersign("grace", order, after: []) }
        #expect(throws: DocumentError.stop(.noRule)) {
            try stop.override("alice", [], in: Self.digest, caseID(1))
        }
        #expect(throws: DocumentError.stop(.ownExcuse(try Identifier("alice")))) {
            try stop.excuse("alice", of: "alice", in: Self.digest, caseID(1))
        }
        let twice = try stop.countersign("grace", order, after: [caseID(2), caseID(1)])
        let text = String(decoding: twice.encoded, as: UTF8.self)
        let lines = try [caseID(1), caseID(2)].map { "case: \($0)\n" }
        let swapped = text.replacing(lines.joined(), with: lines.reversed().joined())
        #expect(throws: DocumentError.listOrder(entry: try caseID(1).description)) {
            try StopDocument(parsing: Array(swapped.utf8))
        }
    }

    @Test("they travel in a PSBT under their type and digest, and under nothing else")
    func travel() throws {
        var psbt = try fixture.psbt()
        let documents = try all()
        try ProposalFields.attach(ProposalAttachments(stops: documents), to: &psbt)
        #expect(Set(try ProposalFields.read(from: psbt).stops) == Set(documents))
        #expect(throws: ProposalError.repeated(.stop, person: try Identifier("carol"))) {
            try ProposalFields.attach(ProposalAttachments(stops: [documents[0], documents[0]]), to: &psbt)
        }
        try ProposalFields.attach(ProposalAttachments(stops: [documents[0]]), to: &psbt)
        let place = try #require(psbt.global.proprietary.firstIndex { $0.identifier == ProposalFields.identifier })
        let pair = psbt.global.proprietary[place]
        psbt.global.proprietary[place] = ProprietaryPair(
            identifier: pair.identifier, subtype: pair.subtype, keyData: Array("lift/00".utf8), value: pair.value)
        #expect(throws: ProposalError.keyData(.stop, keyData: "lift/00")) { try ProposalFields.read(from: psbt) }
    }

    /// Who may sign what.
    @Test(
        "P-32, P-42: custodians and the auditor freeze, custodians lift, anybody vetoes, the auditor countersigns",
        arguments: [
            (StopKind.freeze, ["alice", "bob", "carol", "grace"]), (.lift, ["alice", "bob", "carol"]),
            (.veto, ["alice", "bob", "carol", "dave", "erin", "frank", "grace"]), (.countersign, ["grace"]),
            (.excuse, ["alice", "bob", "erin", "frank"]), (.override, ["alice", "bob", "carol", "erin", "frank"]),
        ])
    func entitled(kind: StopKind, people: [String]) throws {
        let freeze = try stop.freeze("carol")
        for name in ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "mallory"] {
            if kind == .excuse, name == "carol" { continue }
            let document: StopDocument =
                switch kind {
                case .freeze: .freeze(try stop.freeze(name))
                case .lift: try stop.lift(name, freeze)
                case .veto: try stop.veto(name, order)
                case .countersign: try stop.countersign(name, order, after: [caseID(1)])
                case .excuse: try stop.excuse(name, of: "carol", in: Self.digest, caseID(1))
                case .override: try stop.override(name, [.destinationCap], in: Self.digest, caseID(1))
                }
            let person = try Identifier(name)
            let expected: StopProblem? =
                name == "mallory"
                ? .unknownPerson(person) : people.contains(name) ? nil : .notEntitled(person, kind)
            #expect(document.problem(under: vault.view, on: nil) == expected, "\(name) \(kind)")
        }
    }

    @Test(
        "none counts for another vault, from a stranger's key, or for nobody's absence; what lets go, from no other machine"
    )
    func foreign() throws {
        var other = stop
        other.founding = Self.digest
        #expect(
            StopDocument.freeze(try other.freeze("carol")).problem(under: vault.view, on: nil)
                == .otherFounding(Self.digest))
        func freeze(network: Network = .regtest, vault name: String = "treasury") throws -> StopDocument {
            let own = try stop.statement("carol")
            let statement = StopStatement(
                network: network, vault: try Identifier(name), founding: own.founding, person: own.person,
                device: own.device, date: own.date, journalSequence: own.journalSequence, journalHead: own.journalHead,
                reason: own.reason)
            return .freeze(try stop.signed(Freeze(statement: statement), "carol"))
        }
        #expect(try freeze().problem(under: vault.view, on: nil) == nil)
        #expect(try freeze(network: .signet).problem(under: vault.view, on: nil) == .otherNetwork(.signet))
        #expect(
            try freeze(vault: "other").problem(under: vault.view, on: nil) == .otherVault(try Identifier("other")))
        let forged = try stop.party("bob")
        var document = Document(body: try stop.freeze("carol").body)
        let line = try forged.signature(over: document.digest)
        let carol = try Identifier("carol")
        document.add(DocumentSignature(person: carol, identityKey: line.identityKey, signature: line.signature))
        #expect(
            StopDocument.freeze(document).problem(under: vault.view, on: nil)
                == .signature(
                    .otherKey(
                        person: carol, found: forged.identityKey, expected: try stop.party("carol").identityKey)))
        let nobody = try stop.excuse("alice", of: "erin", in: Self.digest, caseID(1))
        #expect(nobody.problem(under: vault.view, on: nil) == .noCustodian(try Identifier("erin")))
        let standing = try stop.freeze("carol")
        var elsewhere = stop
        elsewhere.device = try Identifier("elsewhere")
        #expect(
            try elsewhere.lift("alice", standing).problem(under: vault.view, on: nil)
                == .otherDevice(try Identifier("elsewhere")))
        #expect(StopDocument.freeze(try elsewhere.freeze("carol")).problem(under: vault.view, on: nil) == nil)
    }

    @Test("P-48: a part that has ended lets nothing go on, whatever day the document names, and still stops")
    func lapsed() throws {
        let last = try CalendarDate(year: 2026, month: 6, day: 14)
        let next = try CalendarDate(year: 2026, month: 6, day: 15)
        let ended = try FixtureVault {
            $0.otherRoles = [.requester, .approver, .approver, .auditor]
            $0.expiry = last
        }
        let stop = try FixtureStop(ended)
        let freeze = try stop.freeze("carol")
        let lift = try stop.lift("alice", freeze)
        #expect(lift.problem(under: ended.view, on: last) == nil)
        #expect(
            lift.problem(under: ended.view, on: next)
                == .lapsed(try Identifier("alice"), lastDay: last, day: next))
        #expect(StopDocument.freeze(freeze).problem(under: ended.view, on: next) == nil)
    }

    @Test("P-32: one freeze stands until as many custodians as sign have lifted exactly it")
    func frozen() throws {
        let freeze = try stop.freeze("grace")
        let lifts = try ["alice", "bob", "carol"].map { try stop.lift($0, freeze) }
        #expect(book([.freeze(freeze)]).freezes.map(\.document) == [freeze])
        #expect(book([.freeze(freeze), lifts[0]]).freezes.first?.liftedBy == [try Identifier("alice")])
        #expect(book([.freeze(freeze), lifts[0], lifts[0]]).freezes.count == 1, "one person lifts once")
        #expect(book([lifts[1], .freeze(freeze), lifts[0]]).freezes.isEmpty)
        #expect(book(lifts).freezes.isEmpty)
        var later = stop
        later.journalSequence = 8
        let again = try later.freeze("grace")
        #expect(book([.freeze(freeze), .freeze(again)] + lifts).freezes.map(\.document) == [again])
        let auditor = try stop.lift("grace", freeze)
        #expect(book([.freeze(freeze), lifts[0], auditor]).freezes.count == 1, "the auditor unfreezes nothing")
        let sameAgain = try later.lift("alice", freeze)
        #expect(book([.freeze(freeze), lifts[0], sameAgain]).freezes.count == 1, "nor one person with two documents")
    }

    @Test(
        "nobody fills a journal: what is about something else is not kept from a file, nor the same more than four times"
    )
    func keeping() throws {
        let orders = [order.digest]
        func isKept(_ document: StopDocument, beside known: [StopDocument]) -> Bool {
            document.isWorthKeeping(beside: known, case: Self.digest, orders: orders)
        }
        func again(_ make: (FixtureStop) throws -> StopDocument) throws -> [StopDocument] {
            try (1...5).map { number in
                var stop = stop
                stop.journalSequence = UInt64(number)
                return try make(stop)
            }
        }
        var other = try FixtureOrder(of: fixture)
        other.number += 1
        let (freeze, foreign) = (try stop.freeze("carol"), try other.order())
        #expect(isKept(.freeze(freeze), beside: []) && !isKept(.freeze(freeze), beside: [.freeze(freeze)]))
        #expect(try isKept(stop.veto("dave", order), beside: []) && !isKept(stop.veto("dave", foreign), beside: []))
        #expect(try isKept(stop.excuse("alice", of: "carol", in: Self.digest, caseID(1)), beside: []))
        let elsewhere = Bytes32(bigEndianWords: (9, 9, 9, 9))
        #expect(try !isKept(stop.excuse("alice", of: "carol", in: elsewhere, caseID(1)), beside: []))
        #expect(try !isKept(stop.countersign("grace", foreign, after: [caseID(1)]), beside: []))
        let lift = try stop.lift("alice", freeze)
        #expect(isKept(lift, beside: [.freeze(freeze)]) && !isKept(lift, beside: []))
        for many in [
            try again { try $0.veto("dave", order) }, try again { .freeze(try $0.freeze("carol")) },
            try again { try $0.override("erin", [.destinationWait], in: Self.digest, caseID(1)) },
        ] {
            #expect(isKept(many[3], beside: Array(many.prefix(3))))
            #expect(!isKept(many[4], beside: Array(many.prefix(4))))
        }
        // A freeze that was lifted leaves room for the next one, and another person's is his own.
        let freezes = try again { .freeze(try $0.freeze("carol")) }
        guard case .freeze(let first) = freezes[0] else { return }
        #expect(try isKept(freezes[4], beside: Array(freezes.prefix(4)) + [stop.lift("alice", first)]))
        #expect(try isKept(.freeze(stop.freeze("bob")), beside: Array(freezes.prefix(4))))
    }

    @Test("P-32: one veto ends an order, and no other")
    func vetoed() throws {
        let book = book([try stop.veto("erin", order)])
        #expect(book.vetoes(of: order.digest).map(\.body.statement.person) == [try Identifier("erin")])
        #expect(book.vetoes(of: Self.digest).isEmpty)
    }

    @Test("P-30: two failed cases lock an order until the auditor has countersigned all of them")
    func locked() throws {
        let (one, two, three) = (try caseID(1), try caseID(2), try caseID(3))
        let empty = book([])
        #expect(!empty.isLocked(order.digest, after: []) && !empty.isLocked(order.digest, after: [one]))
        #expect(empty.isLocked(order.digest, after: [one, two]))
        let countersigned = book([try stop.countersign("grace", order, after: [two, one])])
        #expect(!countersigned.isLocked(order.digest, after: [one, two]))
        #expect(countersigned.isLocked(order.digest, after: [one, two, three]), "one more locks it again")
        #expect(countersigned.isLocked(Self.digest, after: [one, two]))
        #expect(
            book([try stop.countersign("alice", order, after: [one, two])]).isLocked(order.digest, after: [one, two]))
    }

    @Test("an excuse takes as many custodians as sign and an approver, none of them absent, for one case")
    func excused() throws {
        func excuses(_ names: [String], _ more: [StopDocument] = [], of absent: String = "carol") throws -> Bool? {
            let documents = try names.map { try stop.excuse($0, of: absent, in: Self.digest, caseID(1)) }
            return book(documents + more).excuses(of: Self.digest).first { $0.absent.description == absent }?.isComplete
        }
        #expect(try excuses(["alice", "bob", "erin"]) == true)
        #expect(try excuses(["alice", "bob"]) == false, "no approver")
        #expect(try excuses(["alice", "erin", "frank"]) == false, "one custodian")
        #expect(try excuses(["alice", "bob", "grace"]) == false, "the auditor is no approver")
        #expect(try excuses(["alice", "bob", "dave"]) == false, "nor is the requester")
        let bobAbsent = try stop.excuse("alice", of: "bob", in: Self.digest, caseID(1))
        #expect(try excuses(["alice", "bob", "erin"], [bobAbsent]) == false, "who is absent excuses nobody")
        #expect(
            book([try stop.excuse("alice", of: "carol", in: Self.digest, caseID(1))]).excuses(of: order.digest).isEmpty)
    }

    @Test("P-42: an override takes one custodian more than a signature, and an approver, for one case and rule")
    func overridden() throws {
        func overrides(_ names: [String], on vault: FixtureVault? = nil) throws -> [Bool] {
            let vault = vault ?? self.vault
            let stop = try FixtureStop(vault)
            let documents = try names.map {
                try stop.override($0, [.destinationWait], in: Self.digest, caseID(1))
            }
            let book = StopBook(documents, under: vault.view, on: nil)
            #expect(book.overrides(of: order.digest).isEmpty)
            #expect(book.overrides(of: Self.digest).allSatisfy { $0.rule == .destinationWait })
            return book.overrides(of: Self.digest).map(\.isComplete)
        }
        #expect(try overrides(["alice", "bob", "carol", "erin"]) == [true])
        #expect(try overrides(["alice", "bob", "erin", "frank"]) == [false], "a signing quorum is not enough")
        #expect(try overrides(["alice", "bob", "carol"]) == [false], "no approver")
        #expect(try overrides(["alice", "bob", "carol", "grace"]) == [false], "the auditor is no approver")
        let everybody = try FixtureVault {
            $0.threshold = 3
            $0.otherRoles = [.requester, .approver]
        }
        #expect(
            try overrides(["alice", "bob", "carol", "erin"], on: everybody) == [true], "all, where there are no more")
        #expect(try overrides(["alice", "bob", "erin"], on: everybody) == [false])
        #expect(Set(OverridableRule.allCases.map(\.check)) == ["output.entry-waiting", "output.entry-cap"])
    }
}
