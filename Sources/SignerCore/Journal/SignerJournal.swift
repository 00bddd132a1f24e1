package import BitcoinPrimitives
package import ByteCoding
import CommandSupport
package import Custody
package import SecretKeys

/// The signer's memory: append-only, hash-chained lines, each on the medium before its effect begins.
///
/// Every line of which something later depends carries a code that only the open keys make, over itself and everything
/// before it. What a machine writes down while its keys are closed is covered by the next such line.
package struct SignerJournal: Sendable {
    /// The file is far smaller: 64 MiB hold decades of cases.
    package static let maximumBytes = 64 << 20
    /// A case of thousands of inputs has an entry of some hundred kilobytes.
    package static let maximumEntryBytes = 1 << 20
    /// What the first entry is chained to.
    package static let start = Bytes32(bigEndianWords: (0, 0, 0, 0))

    private let path: String
    private let limit: Int
    private var size: Int

    /// Every entry, oldest first.
    package private(set) var entries: [JournalEntry]
    /// The bytes behind the last line that a power loss has left of an unfinished entry; 0 without any, and once the next
    /// entry has taken their place.
    package private(set) var unfinishedBytes: Int
    /// Whether the mark beside the journal is there; every home with keys has it.
    let isMarked: Bool

    /// Reads the journal, verifies its chain, and compares its end with the mark beside it.
    ///
    /// An entry is synced before its effect begins, so an unfinished line had no effect. It stays where it is until the
    /// next entry is written, which says so in its place. Only what no mark knows can be an unfinished line.
    /// - Parameter limit: the bytes that the file may have.
    package init(opening path: String, limit: Int = maximumBytes) throws(JournalError) {
        self.path = path
        self.limit = limit
        var bytes: [UInt8] = []
        if FileAccess.exists(path) {
            do throws(FileError) {
                bytes = try FileAccess.read(path, limit: limit)
            } catch {
                throw .file(error)
            }
        }
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        entries = try Self.parse(bytes[..<end])
        size = end
        unfinishedBytes = bytes.count - end
        let mark = try JournalMark(of: path)
        isMarked = mark != nil
        try Self.check(mark, entries)
        guard unfinishedBytes <= Self.maximumEntryBytes else { throw .entryTooLong(bytes: unfinishedBytes) }
    }

    /// Reads the lines of a copy of a journal, each ended by a line feed, and verifies their chain.
    package static func parse(copy bytes: [UInt8]) throws(JournalError) -> [JournalEntry] {
        guard bytes.last == UInt8(ascii: "\n") else {
            throw .malformedLine(number: bytes.count { $0 == UInt8(ascii: "\n") } + 1, reason: "it is not finished")
        }
        return try parse(bytes[...])
    }

    /// The number of the latest entry; 0 before the first.
    package var sequence: UInt64 { entries.last?.sequence ?? 0 }

    /// The hash of the latest entry.
    package var head: Bytes32 { entries.last?.hash ?? Self.start }

    /// The entries after the last one with a code.
    package var uncovered: Int { entries.count - ((entries.lastIndex { $0.code != nil } ?? -1) + 1) }

    /// Checks every code with the key of this home.
    package func verify(with key: borrowing JournalKey) throws(JournalError) {
        var previous = Self.start
        for (index, entry) in entries.enumerated() {
            let holds: Bool
            do throws(SecretKeyError) { holds = try entry.holds(for: key, after: previous) } catch {
                throw .secret(error)
            }
            guard holds else { throw .seal(line: index + 1) }
            previous = entry.hash
        }
    }

    /// Writes an entry while the keys are closed, and returns when it is on the medium.
    package mutating func append(_ event: JournalEvent, at time: UTCTime) throws(JournalError) -> JournalEntry {
        guard !event.needsKey else { throw .keyNeeded(event: event.name) }
        try recover(at: time)
        let entry = JournalEntry(sequence: try number(of: event), time: time, event: event, after: head)
        return try write(entry)
    }

    /// Writes an entry with the code of the open keys, and returns when it is on the medium.
    package mutating func append(
        _ event: JournalEvent, at time: UTCTime, sealedBy key: borrowing JournalKey
    ) throws(JournalError) -> JournalEntry {
        try recover(at: time)
        let number = try number(of: event)
        let entry: JournalEntry
        do throws(SecretKeyError) {
            entry = try JournalEntry(sequence: number, time: time, event: event, sealedBy: key, after: head)
        } catch {
            throw .secret(error)
        }
        return try write(entry)
    }

    /// Says in the journal itself, in the place of an unfinished line, that there was one.
    private mutating func recover(at time: UTCTime) throws(JournalError) {
        // Where nothing was ever finished, the home begins with the next entry.
        guard unfinishedBytes > 0, !entries.isEmpty else { return }
        let event = JournalEvent.noted(.recovered(bytes: unfinishedBytes))
        _ = try write(JournalEntry(sequence: try number(of: event), time: time, event: event, after: head))
    }

    private mutating func write(_ entry: JournalEntry) throws(JournalError) -> JournalEntry {
        let bytes = Array((entry.line + "\n").utf8)
        guard bytes.count <= Self.maximumEntryBytes else { throw .entryTooLong(bytes: bytes.count) }
        // A longer file could be written and never be read again.
        guard bytes.count <= limit - size else { throw .full(limit: limit) }
        do throws(FileError) {
            if unfinishedBytes > 0 {
                try FileAccess.overwriteEnd(
                    of: path, from: size, with: bytes, expectedSize: size + unfinishedBytes)
            } else {
                try FileAccess.append(bytes, to: path, expectedSize: size)
            }
        } catch {
            throw .file(error)
        }
        size += bytes.count
        unfinishedBytes = 0
        entries.append(entry)
        try JournalMark(entry).write(beside: path)
        return entry
    }

    private func number(of event: JournalEvent) throws(JournalError) -> UInt64 {
        guard let number = Self.number(of: event, after: sequence) else { throw .full(limit: limit) }
        return number
    }

    /// Refuses a journal that ends before, or otherwise than, the mark beside it says.
    private static func check(_ mark: JournalMark?, _ entries: [JournalEntry]) throws(JournalError) {
        guard let mark else {
            guard entries.allSatisfy(\.event.isBeginning) else { throw .markMissing(last: entries.last?.sequence ?? 0) }
            return
        }
        guard let marked = entries.last(where: { $0.sequence == mark.sequence }) else {
            throw .endMissing(last: entries.last?.sequence ?? 0, marked: mark.sequence)
        }
        guard marked.hash == mark.hash else { throw .otherThanMarked(sequence: mark.sequence) }
    }

    /// The number of an event: one more than the last, or the first of a new era when a lost journal is taken over.
    private static func number(of event: JournalEvent, after last: UInt64) -> UInt64? {
        guard case .adopted(let adopted) = event else {
            let (next, overflow) = last.addingReportingOverflow(1)
            return overflow ? nil : next
        }
        return nextEra(above: max(adopted.above, last))
    }

    private static func parse(_ bytes: ArraySlice<UInt8>) throws(JournalError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        var previous = start
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
            .enumerated()
        {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw .malformedLine(number: index + 1, reason: "it is not UTF-8")
            }
            let entry = try JournalEntry(line: text, number: index + 1, after: previous)
            guard entry.sequence == number(of: entry.event, after: entries.last?.sequence ?? 0) else {
                throw .sequence(line: index + 1, found: entry.sequence)
            }
            previous = entry.hash
            entries.append(entry)
        }
        return entries
    }
}

extension SignerJournal {
    /// The entry of look 1 for a case.
    package func signed(_ caseID: CaseID) -> (entry: JournalEntry, look: JournalEvent.Look)? {
        for entry in entries {
            if case .signed(let look) = entry.event, look.caseID == caseID { return (entry, look) }
        }
        return nil
    }

    /// The entry of look 2 for a case.
    package func confirmed(
        _ caseID: CaseID
    ) -> (entry: JournalEntry, look: JournalEvent.Look, shares: [Bytes32])? {
        for entry in entries {
            if case .confirmed(let look, let shares) = entry.event, look.caseID == caseID {
                return (entry, look, shares)
            }
        }
        return nil
    }

    /// The entry of the refusal of a case.
    package func refused(_ caseID: CaseID) -> (entry: JournalEntry, refusal: JournalEvent.CaseRefused)? {
        for entry in entries {
            if case .refused(let refusal) = entry.event, refusal.caseID == caseID { return (entry, refusal) }
        }
        return nil
    }

    /// The entry of the refusal of exactly these contents of a case.
    package func refused(
        _ caseID: CaseID, digest: Bytes32
    ) -> (entry: JournalEntry, refusal: JournalEvent.CaseRefused)? {
        for entry in entries {
            if case .refused(let refusal) = entry.event, refusal.caseID == caseID, refusal.caseDigest == digest {
                return (entry, refusal)
            }
        }
        return nil
    }

    /// How often a challenge of a case was begun and did not lead to an answer: wrong answers, and interruptions however
    /// they came, as the questions are on record before the first is asked.
    package func failedChallenges(of caseID: CaseID) -> Int {
        var failed = 0
        for entry in entries {
            switch entry.event {
            case .asked(let again) where again.caseID == caseID: failed += 1
            case .signed(let look) where look.caseID == caseID && !look.challenge.isEmpty: failed -= 1
            case .confirmed(let look, _) where look.caseID == caseID && !look.challenge.isEmpty: failed -= 1
            case .repeated(let again) where again.caseID == caseID && !again.challenge.isEmpty: failed -= 1
            case .regained(let event) where event.contents.caseID == caseID && !event.challenge.isEmpty: failed -= 1
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed,
                .released, .refused,
                .refusalSeen, .asked,
                .repeated, .notAccepted, .answersSeen, .restorationSeen, .recordGiven,
                .adoptedCase, .adopted,
                .overtaken,
                .regained, .ordered, .snapshot, .stopKept, .noted:
                break
            }
        }
        return max(0, failed)
    }

    /// The digests that were answered, by case: never more than one, unless others have told a restored machine of two.
    package var answeredCases: [CaseID: Set<Bytes32>] {
        var digests: [CaseID: Set<Bytes32>] = [:]
        for entry in entries {
            switch entry.event {
            case .signed(let look), .confirmed(let look, _):
                digests[look.caseID] = digests[look.caseID] ?? [look.caseDigest]
            case .refused(let refusal): digests[refusal.caseID] = digests[refusal.caseID] ?? [refusal.caseDigest]
            case .adoptedCase(let event):
                digests[event.contents.caseID, default: []].insert(event.contents.caseDigest)
            case .regained(let event): digests[event.contents.caseID, default: []].insert(event.contents.caseDigest)
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .asked, .released,
                .refusalSeen,
                .repeated, .notAccepted,
                .answersSeen,
                .restorationSeen, .recordGiven, .adopted, .overtaken, .ordered, .snapshot, .stopKept, .noted:
                break
            }
        }
        return digests
    }

    /// The case that each coin was last signed or confirmed for.
    package var answeredOutpoints: [OutPoint: CaseID] {
        var cases: [OutPoint: CaseID] = [:]
        var known: Set<Bytes32> = []
        for entry in entries {
            switch entry.event {
            case .signed(let look), .confirmed(let look, _):
                known.insert(look.caseDigest)
                for outpoint in look.spends { cases[outpoint] = look.caseID }
            case .adoptedCase(let event):
                // What this machine has answered itself stands in its own order.
                guard !known.contains(event.contents.caseDigest), event.answers.contains(where: { $0.kind != .refusal })
                else { continue }
                for outpoint in event.contents.spends { cases[outpoint] = event.contents.caseID }
            case .regained(let event):
                for outpoint in event.contents.spends { cases[outpoint] = event.contents.caseID }
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .asked, .released,
                .refused,
                .refusalSeen, .repeated, .notAccepted,
                .answersSeen, .restorationSeen, .recordGiven, .adopted, .overtaken, .ordered, .snapshot, .stopKept,
                .noted:
                break
            }
        }
        return cases
    }

    /// The address characters that challenges of a case have asked for, by output.
    package func askedPositions(of caseID: CaseID) -> [Int: Set<Int>] {
        var asked: [Int: Set<Int>] = [:]
        for entry in entries {
            guard let (id, challenge) = entry.event.challenge, id == caseID else { continue }
            for one in challenge { asked[one.output, default: []].formUnion(one.positions) }
        }
        return asked
    }
}

extension JournalEvent {
    /// The case and what its challenge asked for.
    fileprivate var challenge: (CaseID, [AskedPositions])? {
        switch self {
        case .signed(let look), .confirmed(let look, _): (look.caseID, look.challenge)
        case .asked(let again), .repeated(let again), .notAccepted(let again): (again.caseID, again.challenge)
        case .regained(let event): (event.contents.caseID, event.challenge)
        case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .released, .refused,
            .refusalSeen,
            .answersSeen, .restorationSeen,
            .recordGiven, .adoptedCase, .adopted, .overtaken, .ordered, .snapshot, .stopKept, .noted:
            nil
        }
    }
}
