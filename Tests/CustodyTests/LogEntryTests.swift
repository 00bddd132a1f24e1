import ByteCoding
import Custody
import Testing

@Suite("lines of the coordinator's log")
struct LogEntryTests {
    @Test(
        "an entry reads back whatever its words begin with",
        arguments: ["plain", "", " ", "\u{301}x", "\u{fe0f}y", "\u{1f3fb}", "a  \u{308}b"])
    func roundTrip(_ text: String) throws {
        let first = LogEntry(
            sequence: 1, at: "2026-06-15T09:00:00Z", kind: "case-aborted", caseID: nil, text: text,
            after: LogEntry.start)
        let read = try LogEntry(line: first.line, number: 1)
        #expect(read == first)
        #expect(read.text.unicodeScalars.elementsEqual(text.unicodeScalars))
        let second = LogEntry(
            sequence: 2, at: first.at, kind: "case-aborted", caseID: String(repeating: "01", count: 16), text: text,
            after: first.hash)
        #expect(try LogLines.parse(LogLines.encode([first, second])) == [first, second])
    }

    @Test("a line with a word missing is refused")
    func malformed() {
        #expect(throws: LogError.malformedLine(number: 7)) { try LogEntry(line: "1 2 3 4 5 6", number: 7) }
    }
}
