package import CommandSupport
package import SecretKeys

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
    /// A line that only open keys may write has no code.
    case unsealed(line: Int)
    /// A line's code is not what the keys of this home make: it, or a line before it, was written without them.
    case seal(line: Int)
    /// An event that only open keys may write was to be written without them.
    case keyNeeded(event: String)
    /// There is no mark beside a journal in which something was done.
    case markMissing(last: UInt64)
    /// The mark beside the journal has not the form of one.
    case malformedMark(path: String)
    /// The mark knows an entry that the journal does not have: its end is missing.
    case endMissing(last: UInt64, marked: UInt64)
    /// The mark knows another entry of this number than the journal has.
    case otherThanMarked(sequence: UInt64)
    /// An entry, or what is left of one, is longer than any entry is.
    case entryTooLong(bytes: Int)
    /// The entry would make the file longer than can be read.
    case full(limit: Int)
    /// A time is outside the years of documents or malformed.
    case time(String)
    /// A code cannot be computed.
    case secret(SecretKeyError)

    package var code: String {
        switch self {
        case .file(let error): error.code
        case .malformedLine: "journal.malformed-line"
        case .sequence: "journal.sequence"
        case .chain: "journal.chain"
        case .unsealed: "journal.unsealed"
        case .seal: "journal.seal"
        case .keyNeeded: "journal.key-needed"
        case .markMissing: "journal.mark-missing"
        case .malformedMark: "journal.malformed-mark"
        case .endMissing: "journal.end-missing"
        case .otherThanMarked: "journal.other-than-marked"
        case .entryTooLong: "journal.entry-too-long"
        case .full: "journal.full"
        case .time: "journal.time"
        case .secret(let error): error.code
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .file(let error): error.exitStatus
        case .malformedLine, .sequence, .chain, .unsealed, .seal, .keyNeeded, .markMissing, .malformedMark, .endMissing,
            .otherThanMarked, .entryTooLong, .full, .time, .secret:
            .internalError
        }
    }

    package var description: String {
        switch self {
        case .file(let error): error.description
        case .malformedLine(let number, let reason): "journal line \(number): \(reason)"
        case .sequence(let line, let found): "journal line \(line) has the number \(found)"
        case .chain(let line):
            "journal line \(line) does not continue the chain: it or a line before it was changed or removed"
        case .unsealed(let line): "journal line \(line) has no code, and only open keys may write it"
        case .seal(let line):
            "the code of journal line \(line) was not made by the keys of this home: it or a line before it was changed"
        case .keyNeeded(let event): "\"\(event)\" is written to the journal with open keys only"
        case .markMissing(let last): "the mark beside the journal, which has \(last) entries, is missing"
        case .malformedMark(let path): "\(path) is not the mark of a journal"
        case .endMissing(let last, let marked):
            "the journal ends with entry \(last), and its mark is of entry \(marked): its end is missing"
        case .otherThanMarked(let sequence):
            "entry \(sequence) of the journal is not the one that its mark is of: it is another journal, or an older copy"
        case .entryTooLong(let bytes): "a journal entry of \(bytes) bytes is too long"
        case .full(let limit): "the journal would grow beyond \(limit) bytes"
        case .time(let text): "this is not a usable time: \(text)"
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .file(let error): error.remedy
        case .markMissing, .malformedMark, .endMissing, .otherThanMarked:
            "Do not sign with this home: it has forgotten what it did. Put back its latest copy as a whole, or restore the keys "
                + "from their words into another folder (Docs/recovery.md)."
        case .malformedLine, .sequence, .chain, .unsealed, .seal:
            "Do not sign on this machine; compare its journal with what the other custodians have seen of it."
        case .entryTooLong, .keyNeeded: nil
        case .full: "Begin a new home for this person, and keep this one: it holds what was answered."
        case .time: "Set the clock of this machine."
        case .secret(let error): error.remedy
        }
    }
}
