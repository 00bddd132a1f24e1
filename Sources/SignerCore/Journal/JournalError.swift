package import CommandSupport

/// Why the signer's journal cannot be read or written. Without its journal a signer does nothing.
package enum JournalError: CommandError, Equatable {
    /// The file cannot be read or written.
    case file(FileError)
    /// A line has not the form of an entry.
    case malformedLine(number: Int, reason: String)
    /// A line's number does not follow the one before.
    case sequence(line: Int, found: UInt64)
    /// A line's hash is not that of its text after the line before: the line was changed, added or removed.
    case chain(line: Int)
    /// The file ends with a line that was never finished; ``SignerJournal/open(_:)`` recovers it.
    case entryTooLong(bytes: Int)
    /// The entry would make the file longer than can be read.
    case full(limit: Int)
    /// A time is outside the years of documents or malformed.
    case time(String)

    package var code: String {
        switch self {
        case .file(let error): error.code
        case .malformedLine: "journal.malformed-line"
        case .sequence: "journal.sequence"
        case .chain: "journal.chain"
        case .entryTooLong: "journal.entry-too-long"
        case .full: "journal.full"
        case .time: "journal.time"
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .file(let error): error.exitStatus
        case .malformedLine, .sequence, .chain, .entryTooLong, .full, .time: .internalError
        }
    }

    package var description: String {
        switch self {
        case .file(let error): error.description
        case .malformedLine(let number, let reason): "journal line \(number): \(reason)"
        case .sequence(let line, let found): "journal line \(line) has the number \(found)"
        case .chain(let line):
            "journal line \(line) does not continue the chain: it or a line before it was changed or removed"
        case .entryTooLong(let bytes): "a journal entry of \(bytes) bytes is too long"
        case .full(let limit): "the journal would grow beyond \(limit) bytes"
        case .time(let text): "this is not a usable time: \(text)"
        }
    }

    package var remedy: String? {
        switch self {
        case .file(let error): error.remedy
        case .malformedLine, .sequence, .chain:
            "Do not sign on this machine; compare its journal with what the other custodians have seen of it."
        case .entryTooLong: nil
        case .full: "Begin a new home for this person, and keep this one: it holds what was answered."
        case .time: "Set the clock of this machine."
        }
    }
}
