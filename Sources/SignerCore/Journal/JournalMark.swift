import ByteCoding
import CommandSupport

/// The number and hash of the journal's latest entry, in a file of its own beside it.
///
/// The journal alone cannot tell that whole lines are missing at its end. The mark can: it is replaced in one step after
/// each entry is on the medium and before its effect begins, so it is never ahead of the journal, and at most one entry
/// behind.
struct JournalMark: Hashable, Sendable {
    let sequence: UInt64
    let hash: Bytes32

    /// What the name of the mark adds to that of the journal.
    static let suffix = "-mark"
    /// A number, a space, 64 hex digits and a line feed.
    private static let maximumBytes = 20 + 1 + 64 + 1

    init(_ entry: JournalEntry) {
        sequence = entry.sequence
        hash = entry.hash
    }

    /// Reads the mark of a journal; `nil` without one.
    init?(of journal: String) throws(JournalError) {
        let path = journal + Self.suffix
        guard FileAccess.exists(path) else { return nil }
        let bytes: [UInt8]
        do throws(FileError) { bytes = try FileAccess.read(path, limit: Self.maximumBytes) } catch {
            throw .file(error)
        }
        let words = String(decoding: bytes, as: UTF8.self).dropLast().split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let sequence = UInt64(words[0]), let hash = try? Bytes32(Hex.decode(String(words[1])))
        else { throw .malformedMark(path: path) }
        self.sequence = sequence
        self.hash = hash
        guard self.bytes == bytes else { throw .malformedMark(path: path) }
    }

    /// Puts the mark in the place of an earlier one, and returns when it is on the medium.
    func write(beside journal: String) throws(JournalError) {
        do throws(FileError) { try FileAccess.replaceAtomically(journal + Self.suffix, bytes) } catch {
            throw .file(error)
        }
    }

    /// Takes the mark of a journal away that is begun anew; nothing is said where there is none.
    static func remove(beside journal: String) throws(FileError) {
        let path = journal + suffix
        guard FileAccess.exists(path) else { return }
        try FileAccess.remove(path, holding: FileAccess.read(path, limit: maximumBytes))
    }

    private var bytes: [UInt8] { Array("\(sequence) \(hash.hex)\n".utf8) }
}
