import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SignerCore
import TestSupport
import Testing

@Suite("SignerJournal remembers what was done")
struct JournalTests {
    private let folder = JournalFolder()

    @Test("knows the amount and script of every coin that a case was answered over, and of no coin of older entries")
    func seenCoins() throws {
        try write(Self.events())
        let seen = try SignerJournal(opening: folder.journal).seenCoins
        #expect(
            seen == [
                OutPoint(txid: Txid(Self.hash(7)), vout: 0): TxOut(
                    amount: try Amount(sat: 6), scriptPubKey: Script([0x52])),
                OutPoint(txid: Txid(Self.hash(8)), vout: 4_294_967_295): TxOut(
                    amount: try Amount(sat: 7), scriptPubKey: Script([0x53, 0x54])),
            ])
        // An entry without coins, as entries were written before, reads as it stands.
        let older = try #require(
            SignerJournal(opening: folder.journal).entries.first { $0.line.contains(" confirmed ") })
        #expect(!older.line.contains("coins="))
    }

    @Test("refuses an entry that has not one amount for each of its coins")
    func coinsOfOther() throws {
        let look = JournalEvent.Look(
            caseID: try CaseID([UInt8](repeating: 5, count: 16)), caseDigest: Self.hash(1), vaultHash: Self.hash(2),
            file: Self.hash(3), factsHash: Self.hash(4), build: Self.hash(5), heads: [],
            spends: [OutPoint(txid: Txid(Self.hash(7)), vout: 0), OutPoint(txid: Txid(Self.hash(7)), vout: 1)],
            challenge: [], isAttended: false, pays: [], keeps: [], fee: .zero, replaces: nil, release: .open,
            coins: [TxOut(amount: try Amount(sat: 6), scriptPubKey: Script([0x52]))])
        try write([.signed(look)])
        #expect(throws: JournalError.malformedLine(number: 1, reason: "\"coins\" is malformed")) {
            try SignerJournal(opening: folder.journal)
        }
    }

    private static func hash(_ number: UInt64) -> Bytes32 { Bytes32(bigEndianWords: (number, 0, 0, number)) }

    private static func events() throws -> [JournalEvent] {
        let caseID = try CaseID([UInt8](repeating: 5, count: 16))
        let look = JournalEvent.Look(
            caseID: caseID, caseDigest: hash(1), vaultHash: hash(2), file: hash(3), factsHash: hash(4), build: hash(5),
            heads: [PeerHead(person: try Identifier("bob"), sequence: 9, hash: hash(6))],
            spends: [
                OutPoint(txid: Txid(hash(7)), vout: 0), OutPoint(txid: Txid(hash(8)), vout: 4_294_967_295),
            ],
            challenge: [AskedPositions(output: 0, positions: [7]), AskedPositions(output: 2, positions: [1, 30])],
            isAttended: true, pays: [TxOut(amount: try Amount(sat: 5), scriptPubKey: Script([0x51]))],
            keeps: [TxOut(amount: try Amount(sat: 6), scriptPubKey: Script([0x52]))], fee: try Amount(sat: 7),
            replaces: try CaseID([UInt8](repeating: 4, count: 16)), release: .held,
            coins: [
                TxOut(amount: try Amount(sat: 6), scriptPubKey: Script([0x52])),
                TxOut(amount: try Amount(sat: 7), scriptPubKey: Script([0x53, 0x54])),
            ])
        let bare = JournalEvent.Look(
            caseID: caseID, caseDigest: hash(1), vaultHash: hash(2), file: hash(3), factsHash: hash(4), build: hash(5),
            heads: [], spends: [], challenge: [], isAttended: false, pays: [], keeps: [], fee: .zero,
            replaces: nil, release: .open)
        let again = JournalEvent.Again(
            step: .confirm, caseID: caseID, caseDigest: hash(1), file: hash(3),
            challenge: [AskedPositions(output: 1, positions: [3])])
        return [
            .keysRestored(.init(try keys(), isFirstUse: true)),
            .vaultRegistered(.init(name: try Identifier("treasury"), version: 1, digest: hash(2))), .signed(look),
            .vaultSigned(.init(name: try Identifier("treasury"), version: 2, digest: hash(14))),
            .vaultRevised(
                .init(
                    vault: .init(name: try Identifier("treasury"), version: 2, digest: hash(14)), closes: [caseID],
                    armed: [try CaseID([UInt8](repeating: 4, count: 16)), caseID])),
            .vaultRevised(
                .init(
                    vault: .init(name: try Identifier("treasury"), version: 3, digest: hash(15)), closes: [],
                    armed: [])),
            .confirmed(bare, shares: [hash(10), hash(11)]), .confirmed(look, shares: []), .repeated(again),
            .notAccepted(again),
            .released(
                .init(
                    caseID: caseID, caseDigest: hash(1), vaultHash: hash(2), file: hash(3), build: hash(5),
                    heads: look.heads, confirmations: [hash(12), hash(13)])),
            .refused(
                .init(
                    caseID: caseID, caseDigest: hash(1), vaultHash: hash(2), build: hash(5),
                    reason: try RefusalReason("金額が違います, wrong amount = no"))),
            .asked(again),
            .noted(
                .reviewed(
                    .init(
                        purpose: .inspect, caseID: caseID, caseDigest: hash(1), vaultHash: hash(2), file: hash(3),
                        factsHash: hash(4), isSignable: false))), .noted(.passphraseChanged(hasKeyFile: true)),
            .noted(.keyRecordExported(document: hash(16))), .noted(.journalExported), .noted(.challengeFailed(again)),
            .noted(
                .viewed(
                    .init(
                        step: .sign, caseID: caseID, caseDigest: hash(1), file: hash(3), pages: 9, pagesSeen: 9,
                        acknowledged: ["orders-optional", "dust 3"], decision: .matches))),
            .noted(.viewed(.init(step: .confirm, caseID: caseID, caseDigest: hash(1), file: hash(3)))),
        ]
    }

    private static func keys() throws -> JournalEvent.HomeKeys {
        let key = try PublicKey(Hex.decode("03bcb06b4d4198257955af5d5dbe79d121f26b91710d260ec0e5a2c16e257b51f4"))
        return JournalEvent.HomeKeys(
            network: .regtest, person: try Identifier("alice"), device: try Identifier("laptop-1"),
            fingerprint: try Fingerprint(parsing: "73c5da0a"), identityKey: key)
    }

    /// Other beginnings, what a machine remembers of others, and what a restored one takes over.
    private static func restorationEvents() throws -> [JournalEvent] {
        let bob = try Identifier("bob")
        let head = PeerHead(person: try Identifier("alice"), sequence: 7, hash: hash(30))
        let contents = JournalEvent.CaseContents(
            caseID: try CaseID([UInt8](repeating: 8, count: 16)), caseDigest: hash(31),
            replaces: try CaseID([UInt8](repeating: 9, count: 16)), spends: [OutPoint(txid: Txid(hash(32)), vout: 3)],
            pays: [TxOut(amount: try Amount(sat: 6), scriptPubKey: Script([0x51, 0x52]))])
        let unseen = JournalEvent.CaseContents(
            caseID: contents.caseID, caseDigest: hash(33), replaces: nil, spends: [], pays: [])
        let answers = [
            RecordedAnswer(kind: .heldShare, document: hash(34), date: nil),
            RecordedAnswer(
                kind: .confirmation, document: hash(35), date: try CalendarDate(year: 2026, month: 11, day: 21)),
        ]
        return [
            .keysCreated(try keys()), .keysRestored(.init(try keys(), isFirstUse: false)),
            .answersSeen(
                .init(
                    contents: contents, vaultHash: hash(2),
                    answers: answers.map { JournalEvent.SeenAnswer(person: bob, answer: $0) }, heads: [head])),
            .answersSeen(.init(contents: unseen, vaultHash: hash(2), answers: [], heads: [])),
            .restorationSeen(.init(adopted: head, document: hash(36))),
            .recordGiven(.init(vault: try Identifier("treasury"), of: bob)),
            .overtaken(.init(seen: head, saidBy: bob, document: hash(37))),
            .adoptedCase(.init(contents: contents, answers: answers, saidBy: [bob, try Identifier("carol")])),
            .adoptedCase(.init(contents: unseen, answers: [], saidBy: [])),
            .adopted(
                .init(
                    vaults: [try Identifier("treasury")],
                    records: [PeerHead(person: bob, sequence: 4, hash: hash(38))], documents: [hash(39)], head: head,
                    above: 12)),
            .regained(
                .init(
                    contents: contents, answer: answers[1], vaultHash: hash(2), file: hash(3), build: hash(5),
                    challenge: [AskedPositions(output: 1, positions: [2, 9])])),
        ]
    }

    private func write(_ events: [JournalEvent]) throws {
        let key = try JournalFolder.key()
        var journal = try SignerJournal(opening: folder.journal)
        for event in events { _ = try journal.append(event, at: Fixed.time, sealedBy: key) }
    }

    @Test("reads back every event and goes on in the same chain")
    func roundTrip() throws {
        let all = try Self.events() + Self.restorationEvents()
        try write(all)
        var journal = try SignerJournal(opening: folder.journal)
        #expect(journal.entries.map(\.event) == all)
        // What is taken over begins a new era of numbers.
        let before = UInt64(all.count - 2)
        #expect(
            journal.entries.map(\.sequence)
                == Array(1...before) + [SignerJournal.eraLength, SignerJournal.eraLength + 1])
        #expect(journal.unfinishedBytes == 0)
        let head = journal.head
        let entry = try journal.append(Self.events()[1], at: Fixed.time, sealedBy: JournalFolder.key())
        #expect(entry.sequence == SignerJournal.eraLength + 2)
        #expect(entry.hash != head)
        #expect(try SignerJournal(opening: folder.journal).head == entry.hash)
    }

    @Test("keeps the refusals of others by the digest that they are about")
    func refusalsSeen() throws {
        let caseID = try CaseID([UInt8](repeating: 5, count: 16))
        func seen(_ person: String, _ digest: UInt64) throws -> JournalEvent {
            .refusalSeen(
                .init(
                    caseID: caseID, caseDigest: Self.hash(digest), person: try Identifier(person),
                    document: Self.hash(20)))
        }
        let events = try [seen("bob", 1), seen("carol", 1), seen("bob", 1), seen("bob", 2)]
        try write(events)
        let journal = try SignerJournal(opening: folder.journal)
        #expect(journal.entries.map(\.event) == events)
        #expect(
            journal.refusalsSeen.mapValues { $0.map(\.description) } == [
                Self.hash(1): ["bob", "carol"], Self.hash(2): ["bob"],
            ])
        #expect(journal.answeredCases.isEmpty)
    }

    @Test("starts empty, with a head that no entry has")
    func startsEmpty() throws {
        let journal = try SignerJournal(opening: folder.journal)
        #expect(journal.sequence == 0)
        #expect(journal.head == SignerJournal.start)
        #expect(!FileAccess.exists(folder.journal))
    }

    @Test("refuses to append where somebody else has written")
    func noticesSecondWriter() throws {
        var first = try SignerJournal(opening: folder.journal)
        try write([Self.events()[1]])
        let before = try folder.read()
        #expect(throws: JournalError.self) { try first.append(Self.events()[12], at: Fixed.time) }
        #expect(try folder.read() == before)
    }

    @Test("never grows beyond what it could read again")
    func full() throws {
        try write([Self.events()[1]])
        let size = try folder.read().count
        var journal = try SignerJournal(opening: folder.journal, limit: size + 10)
        #expect(throws: JournalError.full(limit: size + 10)) { try journal.append(Self.events()[12], at: Fixed.time) }
        #expect(try folder.read().count == size)
        #expect(journal.sequence == 1)
    }

    @Test("refuses a journal that is a link")
    func refusesLink() throws {
        try write([Self.events()[1]])
        let link = try folder.linkToJournal()
        #expect(throws: JournalError.file(.link(path: link))) { try SignerJournal(opening: link) }
    }

    @Test("answers which case was answered, with which digest, and for which coins")
    func answers() throws {
        try write(Self.events())
        let journal = try SignerJournal(opening: folder.journal)
        let caseID = try CaseID([UInt8](repeating: 5, count: 16))
        #expect(journal.answeredCases == [caseID: [Self.hash(1)]])
        #expect(journal.answeredOutpoints.values.allSatisfy { $0 == caseID })
        #expect(journal.answeredOutpoints.count == 2)
        #expect(journal.askedPositions(of: caseID) == [0: [7], 1: [3], 2: [1, 30]])
        #expect(journal.signed(caseID)?.entry.sequence == 3)
        #expect(journal.confirmed(caseID)?.shares == [Self.hash(10), Self.hash(11)])
        #expect(journal.refused(caseID)?.entry.sequence == 12)
        #expect(journal.signed(try CaseID([UInt8](repeating: 6, count: 16))) == nil)
    }
}

@Suite("UTCTime")
struct UTCTimeTests {
    @Test(
        "is the civil time of seconds since 1970",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"), (1_763_717_400, "2025-11-21T09:30:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func civil(seconds: Int64, text: String) throws {
        guard seconds >= 946_684_800 else {
            // Documents begin with the year 2000.
            #expect(throws: JournalError.self) { try UTCTime(secondsSince1970: seconds) }
            return
        }
        #expect(try UTCTime(secondsSince1970: seconds).description == text)
        #expect(try UTCTime(parsing: text) == UTCTime(secondsSince1970: seconds))
        #expect(try UTCTime(parsing: text).secondsSince1970 == seconds)
    }

    @Test(
        "refuses every other spelling",
        arguments: [
            "2026-11-21", "2026-11-21T09:30:00", "2026-11-21T9:30:00Z", "2026-11-21T24:00:00Z", "2026-02-30T00:00:00Z",
            "2026-11-21T09:30:00z", "2026-11-21 09:30:00Z", "2026-11-21T09:30:0aZ", "2026-11-21T09:30:00ZZ",
        ])
    func strict(text: String) {
        #expect(throws: JournalError.time(text)) { try UTCTime(parsing: text) }
    }
}
