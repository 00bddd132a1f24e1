import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

/// P-28, P-29, P-33: journals and logs carry each other's heads, and nothing can be taken out unseen.
@Suite("Logs and journals compared with what is said about them")
struct LogAuditTests {
    private static let vault = Result { try FixtureOrder.vault.get() }

    /// A copy of a journal of a test custodian, as his machine would sign it.
    static func journal(
        _ cosigner: FixtureCosigner, _ events: [String], change: (inout [String]) -> Void = { _ in },
        signer: FixtureCosigner? = nil
    ) throws -> [UInt8] {
        let person = try cosigner.person
        let device = try FixtureVault.device(of: person)
        var all = [
            "keys-restored network=regtest person=\(person) device=\(device) fingerprint=00000000 "
                + "identity-key=\(cosigner.identityKey.hex) first-use=yes"
        ]
        all += events
        change(&all)
        var (lines, previous, number): ([String], Bytes32, UInt64) = ([], LogEntry.start, 0)
        for event in all {
            number = event.hasPrefix("adopted ") ? (number / 1_000_000 + 1) * 1_000_000 : number + 1
            let text = "\(number) 2026-06-15T09:00:00Z \(event) -"
            previous = TaggedHash.hash(tag: "rensho/journal/v1", previous.bytes + Array(text.utf8))
            lines.append(text + " " + previous.hex)
        }
        let payload = Array(lines.map { $0 + "\n" }.joined().utf8)
        var document = Document(
            body: JournalCopy(
                network: .regtest, person: person, device: device, entries: UInt64(lines.count), sequence: number,
                head: previous, lines: SHA256.hash(payload), build: SHA256.hash([1]),
                date: try CalendarDate(year: 2026, month: 6, day: 16)))
        document.add(try (signer ?? cosigner).signature(over: document.digest))
        return document.encoded + [0x0a] + payload
    }

    static func hash(_ bytes: [UInt8], _ sequence: UInt64) throws -> Bytes32 {
        try #require(try JournalCopyFile(parsing: bytes).lines.first { $0.sequence == sequence }?.hash)
    }

    static func log(_ texts: [String]) throws -> LogExport {
        var entries: [LogEntry] = []
        for text in texts {
            entries.append(
                LogEntry(
                    sequence: entries.count + 1, at: "2026-06-15T09:00:00Z", kind: "file-received", caseID: nil,
                    text: text, after: entries.last?.hash ?? LogEntry.start))
        }
        return try #require(LogExport(network: .regtest, entries))
    }

    static func audit(_ files: [[UInt8]]) throws -> LogAudit {
        let vault = try vault.get().document
        let read = try files.enumerated().map { try LogAuditFile($1, named: "file \($0)", under: vault) }
        return LogAudit(
            read.compactMap(\.chain), read.flatMap(\.claims), cases: read.reduce([]) { $0.union($1.cases) })
    }

    private static let events = (2...6).map { "asked step=sign case=0\($0)" }

    @Test("P-33: an honest set has no contradiction, and says up to where others vouch for each")
    func honest() throws {
        let people = try Self.vault.get().cosigners
        let alice = try Self.journal(people[0], Self.events)
        let head = "alice/4/\(try Self.hash(alice, 4).hex)"
        let bob = try Self.journal(people[1], ["signed heads=\(head)"])
        let log = try Self.log(["store made", "sha256 x: +share by alice; journals \(head)"])
        let audit = try Self.audit([alice, bob, log.encoded])
        #expect(audit.problems.isEmpty)
        #expect(audit.findings.map(\.compared) == [2, 0, 0])
        #expect(audit.findings.map(\.witnessed) == [4, nil, nil])
    }

    /// What an owner does to his own journal, and what gives him away.
    enum Tampering: String, CaseIterable, Sendable {
        case deleted, edited, reordered, truncated, inserted
    }

    @Test(
        "P-29: an entry deleted, edited, exchanged or put in, and an end cut off, are seen by a peer's head alone",
        arguments: Tampering.allCases)
    func tampered(_ tampering: Tampering) throws {
        let people = try Self.vault.get().cosigners
        let alice = try Self.journal(people[0], Self.events)
        let bob = try Self.journal(people[1], ["signed heads=alice/5/\(try Self.hash(alice, 5).hex)"])
        #expect(try Self.audit([alice, bob]).problems.isEmpty)
        // The owner holds the key: the copy is signed anew, and whole by itself.
        let forged = try Self.journal(people[0], Self.events) { lines in
            switch tampering {
            case .deleted: lines.remove(at: 2)
            case .edited: lines[2] = "asked step=sign case=ff"
            case .reordered: lines.swapAt(1, 2)
            case .truncated: lines = Array(lines.prefix(3))
            case .inserted: lines.insert("asked step=sign case=ff", at: 1)
            }
        }
        _ = try JournalCopyFile(parsing: forged)
        let codes = try Self.audit([forged, bob]).problems.map(\.code)
        #expect(codes == [tampering == .truncated ? "log-audit.cut-off" : "log-audit.other-entry"])
        let both = try Self.audit([forged, alice]).problems.map(\.code)
        #expect(both == (tampering == .truncated ? [] : ["log-audit.fork"]))
    }

    @Test("P-29: the same of the coordinator's log, by a countersignature", arguments: Tampering.allCases)
    func tamperedLog(_ tampering: Tampering) throws {
        let vault = try Self.vault.get()
        let texts = (1...6).map { "entry \($0)" }
        let log = try Self.log(texts)
        let countersign = try Self.countersign(logs: [log.latest], by: vault.others[3])
        #expect(try Self.audit([log.encoded, countersign.encoded]).problems.isEmpty)
        var changed = texts
        switch tampering {
        case .deleted: changed.remove(at: 2)
        case .edited: changed[2] = "another"
        case .reordered: changed.swapAt(2, 3)
        case .truncated: changed = Array(changed.prefix(4))
        case .inserted: changed.insert("another", at: 3)
        }
        let problems = try Self.audit([Self.log(changed).encoded, countersign.encoded]).problems
        let isShort = tampering == .truncated || tampering == .deleted
        #expect(problems.map(\.code) == [isShort ? "log-audit.cut-off" : "log-audit.other-entry"])
    }

    static func countersign(
        logs: [LogHead], heads: [PeerHead] = [], by cosigner: FixtureCosigner, as name: Identifier? = nil
    ) throws -> Document<LogCountersign> {
        let vault = try vault.get().document
        let person = try name ?? cosigner.person
        var document = Document(
            body: try LogCountersign(
                network: .regtest, vault: vault.body.name, vaultHash: vault.digest, person: person,
                device: FixtureVault.device(of: person), logs: logs, heads: heads, build: SHA256.hash([1]),
                journalSequence: 9, journalHead: SHA256.hash([9]), date: CalendarDate(year: 2026, month: 6, day: 17)))
        document.add(try cosigner.signature(over: document.digest))
        return document
    }

    @Test("a countersignature counts only by an auditor's own key")
    func countersigner() throws {
        let vault = try Self.vault.get()
        func problem(_ document: Document<LogCountersign>) -> String? {
            do throws(CountersignProblem) {
                _ = try VerifiedCountersign(document, in: vault.document)
                return nil
            } catch {
                return error.code
            }
        }
        let grace = vault.others[3]
        let log = try Self.log(["a"]).latest
        #expect(try problem(Self.countersign(logs: [log], by: grace)) == nil)
        #expect(try problem(Self.countersign(logs: [log], by: vault.cosigners[0])) == "countersign.no-auditor")
        #expect(
            try problem(Self.countersign(logs: [log], by: vault.cosigners[0], as: grace.person))
                == "signature.other-signer")
        let body = try Self.countersign(logs: [log], by: grace).body
        #expect(problem(Document(body: body)) == "signature.missing")
    }

    @Test("P-33: two versions of one journal, or two claims about one entry, are a contradiction by themselves")
    func forks() throws {
        let vault = try Self.vault.get()
        let one = try Self.journal(vault.cosigners[0], Self.events)
        let other = try Self.journal(vault.cosigners[0], Array(Self.events.reversed()))
        #expect(try Self.audit([one, other]).problems.map(\.code) == ["log-audit.fork"])
        let heads = [one, other].map { try? PeerHead(person: Identifier("alice"), sequence: 3, hash: Self.hash($0, 3)) }
        let claims = heads.compactMap { $0 }.map {
            LogAudit.Claim(.journal($0.person), sequence: $0.sequence, hash: $0.hash, saidBy: "x")
        }
        #expect(LogAudit([], claims).problems.map(\.code) == ["log-audit.contradiction"])
        #expect(LogAudit([], [claims[0], claims[0]]).problems.isEmpty)
    }

    @Test("a copy signed with another key than the vault's, and a damaged one, do not take part")
    func copies() throws {
        let vault = try Self.vault.get()
        let people = vault.cosigners
        let copy = try Self.journal(people[0], Self.events)
        #expect(
            throws: LogAuditFileError.journal(
                .signature(.otherSigner(found: try people[1].person, expected: try people[0].person)))
        ) {
            try Self.audit([Self.journal(people[0], Self.events, signer: people[1])])
        }
        for place in stride(from: 0, to: copy.count, by: 5) {
            var damaged = copy
            damaged[place] ^= 1
            #expect(throws: JournalLinesError.self, "byte \(place)") { try JournalCopyFile(parsing: damaged) }
        }
        #expect(throws: LogAuditFileError.vaultNeeded) {
            try LogAuditFile(
                Self.countersign(logs: [], by: vault.others[3]).encoded, named: "x", under: nil)
        }
        #expect(throws: LogAuditFileError.otherType("vault")) {
            try LogAuditFile(vault.document.encoded, named: "x", under: nil)
        }
    }

    /// A journal of a restored machine: its first lines, then what it took over as entry 1,000,000.
    private static func restored(
        _ cosigner: FixtureCosigner, _ events: [String] = [], taking adopted: String
    ) throws -> [UInt8] {
        try journal(cosigner, events + [adopted, "asked step=sign"]) { lines in
            lines[0] = lines[0].replacing("first-use=yes", with: "first-use=no")
        }
    }

    @Test(
        "a restored machine's journal goes on in a new range, and heads of the lost one are told, and not held against it"
    )
    func restored() throws {
        let people = try Self.vault.get().cosigners
        let hash = SHA256.hash([4])
        let adopted = "adopted vaults=treasury head=alice/40/\(hash.hex) above=40"
        let bob = try Self.journal(people[1], ["signed heads=alice/40/\(hash.hex)"])
        let audit = try Self.audit([Self.restored(people[0], taking: adopted), bob])
        #expect(audit.problems.isEmpty && audit.findings[0].chain.last == 1_000_001)
        #expect(audit.findings.map(\.beforeRestoration) == [1, 0])
        // An entry of the lost journal with a number that the new one has as well is no forgery either.
        let low = try Self.journal(people[1], ["signed heads=alice/2/\(SHA256.hash([2]).hex)"])
        let again = try Self.audit([Self.restored(people[0], ["vault-registered x=y"], taking: adopted), low])
        #expect(again.problems.isEmpty && again.findings[0].beforeRestoration == 1)
    }

    @Test("what a restoration leaves out is named: a later entry than it took over, another one in its place")
    func restoredTooEarly() throws {
        let people = try Self.vault.get().cosigners
        let bob = try Self.journal(people[1], ["signed heads=alice/40/\(SHA256.hash([4]).hex)"])
        func codes(_ alice: [UInt8]) throws -> [String] { try Self.audit([alice, bob]).problems.map(\.code) }
        let earlier = "adopted vaults=treasury head=alice/30/\(SHA256.hash([3]).hex) above=30"
        #expect(try codes(Self.restored(people[0], taking: earlier)) == ["log-audit.not-taken-over"])
        let other = "adopted vaults=treasury head=alice/40/\(SHA256.hash([3]).hex) above=40"
        #expect(try codes(Self.restored(people[0], taking: other)) == ["log-audit.other-entry"])
        #expect(try codes(Self.restored(people[0], taking: "adopted x=y")) == ["log-audit.not-taken-over"])
        // A journal that was never lost cannot begin anew in its midst.
        let invented = try Self.journal(people[0], ["adopted vaults=treasury", "asked step=sign"])
        #expect(try codes(invented) == ["log-audit.other-entry"])
    }

    @Test("P-28: a log that was written anew under another name is missed, as far as anybody has named the first one")
    func otherName() throws {
        let vault = try Self.vault.get()
        let first = try Self.log(["store made for alice", "two", "three"])
        let anew = try Self.log(["store made for bob", "two"])
        let countersign = try Self.countersign(logs: [first.latest], by: vault.others[3]).encoded
        let alice = try Self.journal(vault.cosigners[0], Self.events)
        #expect(try Self.audit([first.encoded, countersign, alice]).problems.isEmpty)
        let audit = try Self.audit([anew.encoded, countersign, alice])
        #expect(audit.problems.map(\.code) == ["log-audit.absent"])
        #expect(audit.problems.allSatisfy { $0.isIncomplete })
        // Where no log is compared, none is missed.
        #expect(try Self.audit([countersign, alice]).problems.isEmpty)
    }

    @Test(
        "P-34: an answer that a journal knows and no log has received comes to light",
        arguments: [
            "signed", "confirmed", "released", "refused",
        ])
    func withheld(_ event: String) throws {
        let people = try Self.vault.get().cosigners
        let (id, other) = (try FixtureCase.caseID(1).description, try FixtureCase.caseID(2).description)
        let carol = try Self.journal(
            people[2], ["reviewed case=\(id)", "\(event) case=\(id)", "\(event) case=\(other)"])
        func log(_ text: String) throws -> LogExport {
            var entries = [
                LogEntry(
                    sequence: 1, at: "2026-06-15T09:00:00Z", kind: "case-opened", caseID: id, text: "x",
                    after: LogEntry.start)
            ]
            entries.append(
                LogEntry(
                    sequence: 2, at: "2026-06-15T09:00:01Z", kind: "file-received", caseID: id, text: text,
                    after: entries[0].hash))
            return try #require(LogExport(network: .regtest, entries))
        }
        let head = "; journals carol/3/\(try Self.hash(carol, 3).hex)"
        let honest = try log("sha256 x: +\(event) by carol\(head)")
        #expect(try Self.audit([carol, honest.encoded]).problems.isEmpty)
        let silent = try Self.audit([carol, log("sha256 x: nothing").encoded])
        #expect(silent.problems.map(\.code) == ["log-audit.not-received"])
        #expect(silent.problems.first?.description.contains("entry 3") == true)
        #expect(silent.problems.first?.description.contains(event) == true)
    }

    @Test("a person's own words in the log say nothing about anybody's journal")
    func words() throws {
        let heads = "x; journals alice/5/\(SHA256.hash([1]).hex)"
        for kind in ["coin-labelled", "coin-frozen", "stop-heeded", "case-aborted", "store-created"] {
            let entry = LogEntry(
                sequence: 1, at: "2026-06-15T09:00:00Z", kind: kind, caseID: nil, text: heads, after: LogEntry.start)
            #expect(LogClaims.heads(in: entry).isEmpty, "\(kind)")
        }
        for kind in ["file-received", "log-countersigned"] {
            let entry = LogEntry(
                sequence: 1, at: "2026-06-15T09:00:00Z", kind: kind, caseID: nil, text: heads, after: LogEntry.start)
            #expect(LogClaims.heads(in: entry).count == 1, "\(kind)")
        }
    }

    @Test("an entry reads back whatever its text begins with, and only with a moment as its time")
    func lines() throws {
        for text in ["\u{301}x", "\u{200d}", "\u{fe0f}", "plain", "  two spaces", ""] {
            let entry = LogEntry(
                sequence: 1, at: "2026-06-15T09:00:00Z", kind: "case-aborted", caseID: nil, text: text,
                after: LogEntry.start)
            #expect(try LogEntry(line: entry.line, number: 1) == entry, "\(text.utf8)")
        }
        for time in ["yesterday", "2026-06-15T09:00:00z", "2026-06-15T09:00:00Z\u{202e}", ""] {
            let entry = LogEntry(
                sequence: 1, at: time, kind: "case-aborted", caseID: nil, text: "x", after: LogEntry.start)
            #expect(throws: LogError.malformedLine(number: 1)) { try LogEntry(line: entry.line, number: 1) }
        }
    }

    @Test("a journal of somebody whom the vault does not list does not take part")
    func stranger() throws {
        let stranger = try FixtureCosigner(number: 9, network: .regtest)
        #expect(throws: LogAuditFileError.notListed(try stranger.person)) {
            try Self.audit([Self.journal(stranger, Self.events)])
        }
    }

    /// Two exports of one log, of which the second one is what its owner made of the first.
    @Test(
        "P-29: two exports of one log show by themselves what was done to it between them",
        arguments: Tampering.allCases)
    func twoExports(_ tampering: Tampering) throws {
        let texts = (1...6).map { "entry \($0)" }
        var changed = texts
        switch tampering {
        case .deleted: changed.remove(at: 2)
        case .edited: changed[2] = "another"
        case .reordered: changed.swapAt(2, 3)
        case .truncated: changed = Array(changed.prefix(4)) + ["entry 5 is another", "and so is 6"]
        case .inserted: changed.insert("another", at: 3)
        }
        let audit = try Self.audit([Self.log(texts).encoded, Self.log(changed + ["later"]).encoded])
        #expect(audit.problems.map(\.code) == ["log-audit.fork"])
        #expect(try Self.audit([Self.log(texts).encoded, Self.log(texts + ["later"]).encoded]).problems.isEmpty)
    }

    @Test("an export of a log is refused after a change of any byte")
    func everyByte() throws {
        var bytes = try Self.log(["one", "two", "three"]).encoded
        let whole = try LogExport(parsing: bytes)
        for place in bytes.indices {
            bytes[place] ^= 1
            #expect(throws: LogError.self, "byte \(place)") { try LogExport(parsing: bytes) }
            bytes[place] ^= 1
        }
        #expect(try LogExport(parsing: bytes) == whole)
    }

    @Test("a countersigned log that was written anew refuses the evidence that carries both")
    func evidence() throws {
        let held = try EvidenceMaker.ordered.get()
        let grace = held.fixture.vault.others[3]
        func countersign(_ head: LogHead) throws -> [UInt8] {
            let vault = held.agreement.document
            var document = Document(
                body: try LogCountersign(
                    network: .regtest, vault: vault.body.name, vaultHash: vault.digest, person: grace.person,
                    device: FixtureVault.device(of: grace.person), logs: [head], heads: [], build: SHA256.hash([1]),
                    journalSequence: 9, journalHead: SHA256.hash([9]),
                    date: CalendarDate(year: 2026, month: 6, day: 17)))
            document.add(try grace.signature(over: document.digest))
            return document.encoded
        }
        var maker = EvidenceMaker(held)
        try maker.collect(held.answer(0))
        let head = try maker.source().head
        maker.documents = [try countersign(head)]
        let replay = try maker.replay()
        #expect(replay.documents.map(\.signers) == [[try Identifier("grace")]])
        let vault = held.agreement.document
        maker.documents = [
            try countersign(LogHead(first: head.first, sequence: head.sequence, hash: SHA256.hash([7])))
        ]
        #expect(try EvidenceMaker.refusal(maker.source().bundle(), vault) == "evidence.log")
        // Another log's countersignature says nothing about this one, and one beyond its end says that the end is missing.
        for other in [
            LogHead(first: SHA256.hash([7]), sequence: head.sequence, hash: head.hash),
            LogHead(first: head.first, sequence: head.sequence + 1, hash: SHA256.hash([7])),
            LogHead(first: head.first, sequence: 1, hash: head.first),
        ] {
            maker.documents = [try countersign(other)]
            #expect(try EvidenceMaker.refusal(maker.source().bundle(), vault) == "evidence.log")
        }
        maker.documents = [vault.encoded]
        #expect(try EvidenceMaker.refusal(maker.source().bundle(), vault) == "document.unknown-version")
    }
}
