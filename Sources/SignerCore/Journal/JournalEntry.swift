import BitcoinCrypto
package import ByteCoding

/// One line of the journal: its number, its time, what was done, and the hash that chains it to the line before.
package struct JournalEntry: Hashable, Sendable {
    /// The number, from 1.
    package let sequence: UInt64
    /// When.
    package let time: UTCTime
    /// What.
    package let event: JournalEvent
    /// The hash of the previous entry's hash and this line's text.
    package let hash: Bytes32

    private static let tag = "rensho/journal/v1"

    /// Makes the entry that follows an entry with `previous` as its hash.
    init(sequence: UInt64, time: UTCTime, event: JournalEvent, after previous: Bytes32) {
        self.sequence = sequence
        self.time = time
        self.event = event
        hash = Self.hash(Self.text(sequence, time, event), after: previous)
    }

    /// Reads a line without its line feed.
    init(line: String, number: Int, after previous: Bytes32) throws(JournalError) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 4, let last = words.last, let hash = try? Bytes32(Hex.decode(last)) else {
            throw .malformedLine(number: number, reason: "it has not the form of an entry")
        }
        let text = String(line.utf8.prefix(line.utf8.count - last.utf8.count - 1)) ?? ""
        guard Self.hash(text, after: previous) == hash, hash.hex == last else { throw .chain(line: number) }
        guard let sequence = UInt64(words[0]) else {
            throw .malformedLine(number: number, reason: "its number is malformed")
        }
        var fields = JournalFields(Array(words[3..<(words.count - 1)]))
        do throws(JournalFieldError) {
            event = try JournalEvent(name: words[2], fields: &fields)
        } catch {
            throw .malformedLine(number: number, reason: "\"\(error.name)\" is malformed")
        }
        self.sequence = sequence
        time = try UTCTime(parsing: words[1])
        self.hash = hash
        guard Self.text(sequence, time, event) == text else {
            throw .malformedLine(number: number, reason: "writing it again gives another line")
        }
    }

    /// The line without its line feed.
    package var line: String { Self.text(sequence, time, event) + " " + hash.hex }

    private static func text(_ sequence: UInt64, _ time: UTCTime, _ event: JournalEvent) -> String {
        (["\(sequence)", time.description, event.name] + event.fields.words).joined(separator: " ")
    }

    private static func hash(_ text: String, after previous: Bytes32) -> Bytes32 {
        TaggedHash.hash(tag: tag, previous.bytes + Array(text.utf8))
    }
}
