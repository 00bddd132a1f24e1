import BitcoinCrypto
package import ByteCoding
import SecretKeys

/// One line of the journal: its number, its time, what was done, the code of whoever had the keys open, and the hash that
/// chains it to the line before.
package struct JournalEntry: Hashable, Sendable {
    /// The number, from 1.
    package let sequence: UInt64
    /// When.
    package let time: UTCTime
    /// What.
    package let event: JournalEvent
    /// The code that only the open keys make of this line and of everything before it; `nil` for a line that was written
    /// while they were closed. The next line with a code covers it.
    package let code: Bytes32?
    /// The hash of the previous entry's hash and of this line's text, its code among it.
    package let hash: Bytes32

    private static let tag = "rensho/journal/v1"
    private static let sealTag = Array("rensho/journal-seal/v1".utf8)
    /// What stands for a code where there is none.
    private static let noCode = "-"

    /// Makes the entry that follows an entry with `previous` as its hash.
    init(sequence: UInt64, time: UTCTime, event: JournalEvent, code: Bytes32? = nil, after previous: Bytes32) {
        self.sequence = sequence
        self.time = time
        self.event = event
        self.code = code
        hash = Self.hash(Self.text(sequence, time, event, code), after: previous)
    }

    /// Makes the entry with its code.
    init(
        sequence: UInt64, time: UTCTime, event: JournalEvent, sealedBy key: borrowing JournalKey,
        after previous: Bytes32
    ) throws(SecretKeyError) {
        let message = Self.sealed(Self.text(sequence, time, event), after: previous)
        self.init(sequence: sequence, time: time, event: event, code: try key.mac(message), after: previous)
    }

    /// Reads a line without its line feed.
    init(line: String, number: Int, after previous: Bytes32) throws(JournalError) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 5, let last = words.last, let hash = try? Bytes32(Hex.decode(last)) else {
            throw .malformedLine(number: number, reason: "it has not the form of an entry")
        }
        let text = String(line.utf8.prefix(line.utf8.count - last.utf8.count - 1)) ?? ""
        guard Self.hash(text, after: previous) == hash, hash.hex == last else { throw .chain(line: number) }
        guard let sequence = UInt64(words[0]) else {
            throw .malformedLine(number: number, reason: "its number is malformed")
        }
        let seal = words[words.count - 2]
        let code = seal == Self.noCode ? nil : try? Bytes32(Hex.decode(seal))
        guard seal == (code?.hex ?? Self.noCode) else {
            throw .malformedLine(number: number, reason: "its code is malformed")
        }
        var fields = JournalFields(Array(words[3..<(words.count - 2)]))
        do throws(JournalFieldError) {
            event = try JournalEvent(name: words[2], fields: &fields)
        } catch {
            throw .malformedLine(number: number, reason: "\"\(error.name)\" is malformed")
        }
        guard code != nil || !event.needsKey else { throw .unsealed(line: number) }
        self.sequence = sequence
        time = try UTCTime(parsing: words[1])
        self.code = code
        self.hash = hash
        guard Self.text(sequence, time, event, code) == text else {
            throw .malformedLine(number: number, reason: "writing it again gives another line")
        }
    }

    /// The line without its line feed.
    package var line: String { Self.text(sequence, time, event, code) + " " + hash.hex }

    /// Whether the code, where there is one, is what these keys make of the line after `previous`.
    func holds(for key: borrowing JournalKey, after previous: Bytes32) throws(SecretKeyError) -> Bool {
        guard let code else { return true }
        return try key.makes(code, of: Self.sealed(Self.text(sequence, time, event), after: previous))
    }

    private static func text(_ sequence: UInt64, _ time: UTCTime, _ event: JournalEvent) -> String {
        (["\(sequence)", time.description, event.name] + event.fields.words).joined(separator: " ")
    }

    private static func text(
        _ sequence: UInt64, _ time: UTCTime, _ event: JournalEvent, _ code: Bytes32?
    ) -> String {
        text(sequence, time, event) + " " + (code?.hex ?? noCode)
    }

    /// What a code is made of: the hash before stands for every line before.
    private static func sealed(_ text: String, after previous: Bytes32) -> [UInt8] {
        sealTag + previous.bytes + Array(text.utf8)
    }

    private static func hash(_ text: String, after previous: Bytes32) -> Bytes32 {
        TaggedHash.hash(tag: tag, previous.bytes + Array(text.utf8))
    }
}
