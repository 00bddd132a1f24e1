import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

/// P-29: a copy of a journal is whole, begins with its author's keys, and is signed by him.
@Suite("A copy of somebody's journal")
struct JournalCopyFileTests {
    /// A copy that can be written wrongly.
    struct Copy {
        /// The numbers and events of its lines; the chain is made from them.
        var events: [(number: String, text: String)]
        /// What the lines say before they are hashed as one payload.
        var lines: @Sendable ([String]) -> [String] = { $0 }
        /// What the document says in place of the truth.
        var edit = (old: "", new: "")
        /// What stands between document and lines.
        var gap: [UInt8] = [0x0a]
        /// What follows the last line.
        var end: [UInt8] = [0x0a]
        var signer: Party
    }

    private let custody: TestCustody
    private let plain: Copy

    init() throws {
        custody = try TestCustody.shared.get()
        let alice = custody.alice
        let keys =
            "keys-created network=regtest person=alice device=alice-signer identity-key=\(alice.identityKey.hex)"
        plain = Copy(
            events: [("1", keys), ("2", "asked step=sign"), ("1000000", "adopted person=alice"), ("1000001", "left")],
            signer: alice)
    }

    private func file(_ change: (inout Copy) -> Void) throws -> [UInt8] {
        var copy = plain
        change(&copy)
        var (lines, head): ([String], Bytes32) = ([], LogEntry.start)
        for event in copy.events {
            let text = "\(event.number) 2026-06-15T09:00:00Z \(event.text) -"
            head = TaggedHash.hash(tag: "rensho/journal/v1", head.bytes + Array(text.utf8))
            lines.append("\(text) \(head.hex)")
        }
        let payload = Array(copy.lines(lines).joined(separator: "\n").utf8) + copy.end
        let body = JournalCopy(
            network: .regtest, person: custody.alice.id, device: try custody.alice.device,
            entries: UInt64(lines.count), sequence: copy.events.last.flatMap { UInt64($0.number) } ?? 0, head: head,
            lines: SHA256.hash(payload), build: TestCustody.hash(1),
            date: try CalendarDate(year: 2026, month: 6, day: 16))
        let text = String(decoding: Document(body: body).bodyBytes, as: UTF8.self)
        let edited = copy.edit.old.isEmpty ? text : text.replacing(copy.edit.old, with: copy.edit.new)
        #expect(copy.edit.old.isEmpty || edited != text)
        let document = try Document<JournalCopy>(parsing: Array((edited + "\n").utf8))
        return try copy.signer.signed(document, as: custody.alice.id).encoded + copy.gap + payload
    }

    @Test("reads as it was written, and begins a new range of numbers only after a restoration")
    func reads() throws {
        let copy = try JournalCopyFile(parsing: file { _ in })
        #expect(copy.lines.map(\.sequence) == [1, 2, 1_000_000, 1_000_001])
        #expect(copy.identityKey == custody.alice.identityKey)
    }

    /// One change and the code by which the copy is refused.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: String
        let change: @Sendable (inout Copy) -> Void

        init(_ name: String, _ code: String, _ change: @escaping @Sendable (inout Copy) -> Void) {
            testDescription = name
            self.code = code
            self.change = change
        }
    }

    static let faults: [Fault] = [
        Fault("no empty line behind the document", "journal-copy.form") { $0.gap = [] },
        Fault("no line feed at the end", "journal-copy.malformed-line") { $0.end = [] },
        Fault("a byte that is no text", "journal-copy.malformed-line") { $0.end = [0x0a, 0xff, 0x0a] },
        Fault("a line of four words", "journal-copy.malformed-line") { $0.lines = { $0 + ["5 6 7 8"] } },
        Fault("a hash in capitals", "journal-copy.malformed-line") {
            $0.lines = { $0.dropLast() + [($0.last ?? "").uppercased()] }
        },
        Fault("a number with a zero before it", "journal-copy.malformed-line") { $0.events[1].number = "02" },
        Fault("a number that is none", "journal-copy.malformed-line") { $0.events[1].number = "two" },
        Fault("a changed word", "journal-copy.chain") { copy in
            copy.lines = { $0.map { $0.replacing("step=sign", with: "step=look") } }
        },
        Fault("a line left out", "journal-copy.chain") { $0.lines = { [$0[0]] + $0.dropFirst(2) } },
        Fault("a first number that is not 1", "journal-copy.sequence") { $0.events[0].number = "2" },
        Fault("a number left out", "journal-copy.sequence") { $0.events[1].number = "3" },
        Fault("a number again", "journal-copy.sequence") { $0.events[1].number = "1" },
        Fault("a new range without a restoration", "journal-copy.sequence") { $0.events[2].text = "asked step=sign" },
        Fault("a range that begins anywhere", "journal-copy.sequence") { $0.events[2].number = "1000001" },
        Fault("a range that begins again", "journal-copy.sequence") { $0.events[3] = ("1000000", "adopted by=a") },
        Fault("no line at all", "journal-copy.other-beginning") { ($0.events, $0.end) = ([], []) },
        Fault("a beginning without keys", "journal-copy.other-beginning") { $0.events[0].text = "asked step=sign" },
        Fault("another event with keys", "journal-copy.other-beginning") {
            $0.events[0].text = $0.events[0].text.replacing("keys-created", with: "keys-shown")
        },
        Fault("another network", "journal-copy.other-beginning") {
            $0.events[0].text = $0.events[0].text.replacing("=regtest", with: "=main")
        },
        Fault("another person", "journal-copy.other-beginning") {
            $0.events[0].text = $0.events[0].text.replacing("=alice ", with: "=bob ")
        },
        Fault("another machine", "journal-copy.other-beginning") {
            $0.events[0].text = $0.events[0].text.replacing("=alice-signer", with: "=bob-signer")
        },
        Fault("a first line without its key", "journal-copy.other-beginning") {
            $0.events[0].text = $0.events[0].text.replacing("identity-key", with: "key")
        },
        Fault("another number of lines", "journal-copy.other-end") { $0.edit = ("entries: 4", "entries: 5") },
        Fault("another last number", "journal-copy.other-end") {
            $0.edit = ("journal-sequence: 1000001", "journal-sequence: 1000002")
        },
    ]

    @Test("is refused when it is not whole", arguments: faults)
    func refused(fault: Fault) throws {
        let bytes = try file(fault.change)
        let error = #expect(throws: JournalLinesError.self) { try JournalCopyFile(parsing: bytes) }
        #expect(error?.code == fault.code, "\(String(describing: error))")
    }

    @Test("is refused with another signature, another head and other lines than its author has signed")
    func signedEnd() throws {
        let bob = custody.bob
        #expect(
            throws: JournalLinesError.signature(
                .otherKey(
                    person: custody.alice.id, found: bob.identityKey, expected: custody.alice.identityKey))
        ) { try JournalCopyFile(parsing: file { $0.signer = bob }) }
        let whole = try JournalCopyFile(parsing: file { _ in }).document.body
        for hash in [whole.head, whole.lines] {
            let bytes = try file { $0.edit = (hash.hex, TestCustody.hash(9).hex) }
            #expect(throws: JournalLinesError.otherEnd) { try JournalCopyFile(parsing: bytes) }
        }
        #expect(throws: JournalLinesError.form) { try JournalCopyFile(parsing: Array("rensho/journal-copy/v1".utf8)) }
    }
}
