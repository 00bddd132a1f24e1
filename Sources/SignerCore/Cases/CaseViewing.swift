import ByteCoding
import CommandSupport
import Custody
import Review

/// A person's way through the pages of a case, his own decision where he makes one first, and the warnings; with a record of
/// how far he got.
struct CaseViewing {
    /// What the journal keeps of it.
    private(set) var record: JournalEvent.Viewed
    private let reviewed: CaseReview
    private let decidesFirst: Bool

    /// What a person types when the case is what he ordered, and when it is not: the same in every language.
    static let matches = "matches"
    static let differs = "differs"

    /// How often a word may be typed before the visit ends.
    private static let attempts = 3

    init(_ reviewed: CaseReview, step: JournalEvent.Step, decidesFirst: Bool) {
        self.reviewed = reviewed
        self.decidesFirst = decidesFirst
        record = JournalEvent.Viewed(
            step: step, caseID: reviewed.file.caseID, caseDigest: reviewed.caseDigest, file: reviewed.file.hash)
    }

    /// Shows every page; with the person's decision before the findings where he decides first.
    mutating func show(prelude: [[String]], on terminal: some ReviewTerminal) throws(SignerError) {
        let language = terminal.language
        guard decidesFirst, reviewed.review.facts != nil else {
            return try show(prelude + reviewed.pages(in: language), on: terminal)
        }
        try show(prelude + reviewed.pagesWithoutFindings(in: language), on: terminal)
        try decide(on: terminal)
        try show(reviewed.findingsPages(in: language), on: terminal)
        if record.decision == .differs { throw .stopped(.differs) }
    }

    private mutating func show(_ pages: [[String]], on terminal: some ReviewTerminal) throws(SignerError) {
        var seen = PagesSeen()
        do throws(TerminalError) {
            try terminal.show(pages: pages, seen: &seen)
        } catch {
            count(seen)
            throw .cause(SignerErrorCause(error: error))
        }
        count(seen)
    }

    private mutating func count(_ seen: PagesSeen) {
        record.pages += seen.total
        record.pagesSeen += seen.seen
    }

    private mutating func decide(on terminal: some ReviewTerminal) throws(SignerError) {
        let text = ReviewText(terminal.language)
        try write([""] + text.visit(.decideFirst), to: terminal)
        for _ in 0..<Self.attempts {
            let typed = try SignerError.lifting {
                try terminal.ask(text.prompt(.decidePrompt(matches: Self.matches, differs: Self.differs)))
            }
            switch typed {
            case Self.matches:
                record.decision = .matches
                return try write(text.visit(.decidedMatches) + [""], to: terminal)
            case Self.differs:
                record.decision = .differs
                return try write(text.visit(.decidedDiffers) + [""], to: terminal)
            default: continue
            }
        }
        throw .stopped(.undecided)
    }

    /// Shows each warning by itself and has its word typed; anything else ends the visit.
    mutating func acknowledgeWarnings(
        _ challenge: inout Challenge, on terminal: some ReviewTerminal
    ) throws(SignerError) {
        let text = ReviewText(terminal.language)
        let total = challenge.warnings.count
        while let warning = challenge.warnings.first {
            let words = text.warning(warning, number: total - challenge.warnings.count + 1, of: total)
            try write([""] + words.lines, to: terminal)
            var left = Self.attempts
            while true {
                let typed = try SignerError.lifting { try terminal.ask(words.prompt) }
                if challenge.acknowledgeWarning(typed) { break }
                left -= 1
                guard !typed.isEmpty, left > 0 else { throw .stopped(.warning(warning.word)) }
                try write(text.wrongWord(attemptsLeft: left), to: terminal)
            }
            record.acknowledged.append(warning.word)
        }
    }

    private func write(_ lines: [String], to terminal: some ReviewTerminal) throws(SignerError) {
        try SignerError.lifting { try terminal.write(lines) }
    }
}
