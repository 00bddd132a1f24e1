import ByteCoding

/// What a check has to say about a case: which rule, how bad, about what, and the sentence.
package struct Finding: Hashable, Sendable {
    /// The stable id of the check, such as `input.previous-transaction`.
    package let check: String

    /// How bad it is.
    package let severity: Severity

    /// What it is about.
    package let subject: FindingSubject

    /// What is said, before it is put into words of a language.
    package let sentence: FindingSentence

    package init(check: String, severity: Severity, subject: FindingSubject, sentence: FindingSentence) {
        self.check = check
        self.severity = severity
        self.subject = subject
        self.sentence = sentence
    }

    /// The short stable text that a custodian types to say that he has read and weighed a warning: the rule, and the number
    /// of the input or output where it is about one.
    package var word: String {
        let rule = check.split(separator: ".").last.map(String.init) ?? check
        return switch subject {
        case .input(let index), .output(let index): "\(rule) \(index)"
        case .file, .vault, .caseDocument, .transaction, .fee, .machine: rule
        }
    }

    /// The same finding under a vault that is strict: what would be a warning refuses.
    var refusingWarnings: Finding {
        guard severity == .warn else { return self }
        return Finding(check: check, severity: .refuse, subject: subject, sentence: sentence)
    }

    /// What, where and why, in English.
    package var text: String { ScreenLanguage.english.text(sentence) }

    /// What to do about it, in English.
    package var remedy: String { ScreenLanguage.english.remedy(sentence) }
}

/// What a finding is about.
package enum FindingSubject: Hashable, Sendable {
    case file, vault, caseDocument, transaction, fee, machine

    /// The input at this position.
    case input(Int)

    /// The output at this position.
    case output(Int)

    /// The stable name in machine-readable output.
    package var name: String {
        switch self {
        case .file: "file"
        case .vault: "vault"
        case .caseDocument: "case"
        case .transaction: "transaction"
        case .fee: "fee"
        case .machine: "machine"
        case .input(let index): "input \(index)"
        case .output(let index): "output \(index)"
        }
    }

    /// The place among findings of one severity: the whole before its parts, inputs and outputs in their order.
    var rank: (Int, Int) {
        switch self {
        case .file: (0, 0)
        case .vault: (1, 0)
        case .caseDocument: (2, 0)
        case .machine: (3, 0)
        case .transaction: (4, 0)
        case .fee: (5, 0)
        case .output(let index): (6, index)
        case .input(let index): (7, index)
        }
    }
}
