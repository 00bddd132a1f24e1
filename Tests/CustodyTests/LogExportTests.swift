import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

/// P-28: a coordinator's log is one chain, and a file of it is the whole of what it says it is.
@Suite("A coordinator's log as a file")
struct LogExportTests {
    private static let time = "2026-06-15T09:00:00Z"

    private static func entries(_ numbers: [Int] = [1, 2, 3]) -> [LogEntry] {
        numbers.reduce(into: []) { entries, number in
            entries.append(
                LogEntry(
                    sequence: number, at: time, kind: "file-received", caseID: nil, text: "entry \(number)",
                    after: entries.last?.hash ?? LogEntry.start))
        }
    }

    private static func lines(_ entries: [LogEntry]) -> [String] { entries.map(\.line) }

    /// Lines that are none of a log, and why.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: LogError
        let text: String

        init(_ name: String, _ error: LogError, _ lines: [String], end: String = "\n") {
            testDescription = name
            self.error = error
            text = lines.joined(separator: "\n") + end
        }
    }

    static let faults: [Fault] = [
        Fault("no line feed at the end", .malformedLine(number: 3), lines(entries()), end: ""),
        Fault("six words", .malformedLine(number: 1), ["1 2 3 4 5 6"]),
        Fault("number 0", .malformedLine(number: 1), lines(entries([0, 1]))),
        Fault("a number that is none", .malformedLine(number: 1), ["one" + entries([1])[0].line.dropFirst()]),
        Fault(
            "a number with a zero before it", .malformedLine(number: 1), ["0" + entries([1])[0].line]),
        Fault("no hash before", .malformedLine(number: 1), [entries([1])[0].line.replacing("1 00", with: "1 ")]),
        Fault(
            "a hash in capitals", .malformedLine(number: 2),
            [entries()[0].line, entries()[1].line.replacing(entries()[0].hash.hex, with: capitals(entries()[0].hash))]),
        Fault(
            "no hash", .malformedLine(number: 1),
            [entries([1])[0].line.replacing(entries([1])[0].hash.hex, with: "-")]),
        Fault("a changed word", .changed(line: 3), lines(entries()).map { $0.replacing("entry 3", with: "entry 4") }),
        Fault("an entry again", .order(line: 2), [entries()[0].line, entries()[0].line]),
        Fault("entries exchanged", .order(line: 3), [0, 2, 1].map { entries()[$0].line }),
        Fault(
            "an entry of another chain", .chain(sequence: 2),
            [
                entries()[0].line,
                LogEntry(sequence: 2, at: time, kind: "k", caseID: nil, text: "t", after: TestCustody.hash(1)).line,
            ]),
        Fault(
            "a first entry that follows another", .chain(sequence: 1),
            [LogEntry(sequence: 1, at: time, kind: "k", caseID: nil, text: "t", after: TestCustody.hash(1)).line]),
    ]

    private static func capitals(_ hash: Bytes32) -> String { hash.hex.uppercased() }

    @Test("lines that are not whole, not in order or not chained are refused", arguments: faults)
    func refused(fault: Fault) {
        #expect(throws: fault.error) { try LogLines.parse(Array(fault.text.utf8)) }
    }

    @Test("lines may leave others out between them, and are text")
    func gaps() throws {
        let entries = Self.entries()
        #expect(try LogLines.parse(LogLines.encode([entries[0], entries[2]])) == [entries[0], entries[2]])
        #expect(throws: LogError.malformedLine(number: 1)) { try LogLines.parse([0xff, 0x0a]) }
    }

    @Test("a file has every entry, and a header that says so")
    func file() throws {
        let entries = Self.entries()
        let export = try #require(LogExport(network: .regtest, entries))
        #expect(try LogExport(parsing: export.encoded) == export)
        #expect(LogExport(network: .regtest, []) == nil)
        let payload = LogLines.encode(entries)
        let short = LogLines.encode([entries[0], entries[2]])
        #expect(throws: LogError.missing(sequence: 2)) {
            try LogExport(parsing: SealedFile.encode(Document(body: export.header), short))
        }
        let other = TestCustody.hash(9).hex
        for (old, new) in [
            ("entries: 3", "entries: 4"), ("first: \(entries[0].hash.hex)", "first: \(other)"),
            ("log-head: \(entries[2].hash.hex)", "log-head: \(other)"),
            ("lines: \(SHA256.hash(payload).hex)", "lines: \(other)"),
        ] {
            let text = String(decoding: Document(body: export.header).encoded, as: UTF8.self)
            #expect(text.contains(old))
            let header = try Document<LogExportHeader>(parsing: Array(text.replacing(old, with: new).utf8))
            #expect(throws: LogError.otherEnd, "\(new)") {
                try LogExport(parsing: SealedFile.encode(header, payload))
            }
        }
    }

    @Test("a sealed file has an end of its document, and the document's digest behind it")
    func sealed() throws {
        let export = try #require(LogExport(network: .regtest, Self.entries()))
        let document = Document(body: export.header)
        let seal = Array((document.digest.hex + "\n").utf8)
        for bytes in [Array(document.encoded.dropLast()), document.encoded, document.encoded + seal.dropLast()] {
            #expect(throws: LogError.file(.form)) { try LogExport(parsing: bytes) }
        }
        #expect(throws: LogError.file(.seal)) {
            try LogExport(parsing: document.encoded + Array((TestCustody.hash(9).hex + "\n").utf8))
        }
    }
}
