import BitcoinCrypto
package import ByteCoding

/// One entry of the coordinator's append-only log.
package struct LogEntry: Sendable, Hashable {
    /// What the first entry is chained to.
    package static let start = Bytes32(bigEndianWords: (0, 0, 0, 0))

    /// The position, from 1, without gaps.
    package let sequence: Int
    /// When, in UTC.
    package let at: String
    /// The kind of event.
    package let kind: String
    /// The case it concerns.
    package let caseID: String?
    /// What happened.
    package let text: String
    /// The hash of the entry before; 32 zero bytes for the first.
    package let previous: Bytes32
    /// The hash of this entry.
    package let hash: Bytes32

    /// Takes an entry as it was stored; nothing is checked.
    package init(
        sequence: Int, at: String, kind: String, caseID: String?, text: String, previous: Bytes32, hash: Bytes32
    ) {
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.caseID = caseID
        self.text = text
        self.previous = previous
        self.hash = hash
    }

    /// Makes the entry that follows an entry with `previous` as its hash; a text in several lines becomes one.
    package init(sequence: Int, at: String, kind: String, caseID: String?, text: String, after previous: Bytes32) {
        let text = Self.oneLine(text)
        self.init(
            sequence: sequence, at: at, kind: kind, caseID: caseID, text: text, previous: previous,
            hash: Self.hash(sequence, at, kind, caseID, text, after: previous))
    }

    /// Reads the line that ``line`` gives, without its line feed, and compares its hash.
    package init(line: String, number: Int) throws(LogError) {
        // By bytes: a text may begin with a mark that would make one character of the space before it.
        let words = line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 6, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard words.count == 7, let sequence = Int(words[0]), sequence > 0, Self.isMoment(words[2]),
            let previous = try? Bytes32(Hex.decode(words[1])), let hash = try? Bytes32(Hex.decode(words[5]))
        else { throw .malformedLine(number: number) }
        self.init(
            sequence: sequence, at: words[2], kind: words[3], caseID: words[4] == Self.absent ? nil : words[4],
            text: words[6], previous: previous, hash: hash)
        guard isWhole else { throw .changed(line: number) }
        guard self.line.utf8.elementsEqual(line.utf8) else { throw .malformedLine(number: number) }
    }

    /// Whether a text has the form of a moment: 2026-11-21T09:30:00Z.
    private static func isMoment(_ text: String) -> Bool {
        let form = Array("0000-00-00T00:00:00Z".utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return text.utf8.count == form.count
            && zip(text.utf8, form).allSatisfy { digits.contains($1) ? digits.contains($0) : $0 == $1 }
    }

    /// The entry in one line: number, hash before, time, kind, case or `-`, hash, text.
    package var line: String {
        [String(sequence), previous.hex, at, kind, caseID ?? Self.absent, hash.hex, text].joined(separator: " ")
    }

    /// Whether the hash is the one that the entry's own words give.
    package var isWhole: Bool { hash == Self.hash(sequence, at, kind, caseID, text, after: previous) }

    private static let absent = "-"

    private static func hash(
        _ sequence: Int, _ at: String, _ kind: String, _ caseID: String?, _ text: String, after previous: Bytes32
    ) -> Bytes32 {
        // Every field stands on a line of its own and none contains a line end, so no two entries share their bytes.
        let lines = [String(sequence), previous.hex, at, kind, caseID ?? absent, text]
        return TaggedHash.hash(tag: "rensho/coordinator-log/v1", Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    private static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }
}

/// Lines of a coordinator's log.
package enum LogLines {
    /// The lines, each with its line feed.
    package static func encode(_ entries: [LogEntry]) -> [UInt8] { Array(entries.map { $0.line + "\n" }.joined().utf8) }

    /// Reads lines that may leave others out between them: each is whole, numbers rise, and neighbours are chained.
    package static func parse(_ bytes: some Sequence<UInt8>) throws(LogError) -> [LogEntry] {
        var entries: [LogEntry] = []
        let lines = Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.last?.isEmpty == true else { throw .malformedLine(number: lines.count) }
        for (index, line) in lines.dropLast().enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else { throw .malformedLine(number: index + 1) }
            let entry = try LogEntry(line: text, number: index + 1)
            if let last = entries.last {
                guard entry.sequence > last.sequence else { throw .order(line: index + 1) }
                guard entry.sequence > last.sequence + 1 || entry.previous == last.hash else {
                    throw .chain(sequence: entry.sequence)
                }
            }
            guard entry.sequence > 1 || entry.previous == LogEntry.start else { throw .chain(sequence: 1) }
            entries.append(entry)
        }
        return entries
    }
}

/// Why lines are not those of a coordinator's log.
package enum LogError: CodedError, Equatable {
    /// A line has not the form of an entry.
    case malformedLine(number: Int)
    /// The hash of a line is not that of its words.
    case changed(line: Int)
    /// A line does not come after the one before it.
    case order(line: Int)
    /// An entry does not follow the entry before it.
    case chain(sequence: Int)
    /// Entries are missing.
    case missing(sequence: Int)
    /// The list of lines is not the one that the file states.
    case otherEnd
    /// The file is no export of a log.
    case file(SealedFileError)

    package var code: String {
        switch self {
        case .malformedLine: "log.malformed-line"
        case .changed: "log.changed"
        case .order: "log.order"
        case .chain: "log.chain"
        case .missing: "log.missing"
        case .otherEnd: "log.other-end"
        case .file(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .malformedLine(let number): "line \(number) of the log has not the form of an entry"
        case .changed(let line): "line \(line) of the log was changed: its hash is not that of its words"
        case .order(let line): "line \(line) of the log does not come after the line before it"
        case .chain(let sequence): "entry \(sequence) of the log does not follow the entry before it"
        case .missing(let sequence): "entry \(sequence) of the log is missing"
        case .otherEnd: "the lines of the log are not those that the file states"
        case .file(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .file(let error): error.remedy
        case .malformedLine, .changed, .order, .chain, .missing, .otherEnd:
            "Compare with earlier exports, with evidence of the same time and with what the auditor has countersigned."
        }
    }
}
