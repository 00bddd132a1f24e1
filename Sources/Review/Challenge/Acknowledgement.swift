import Custody

extension Finding {
    /// What is typed to say that this warning was read: the rule's own name, with the number of the input or output that it
    /// is about.
    package var word: String {
        let rule = check.split(separator: ".").last.map(String.init) ?? check
        switch subject {
        case .input(let index), .output(let index): return "\(rule) \(index)"
        case .file, .vault, .caseDocument, .transaction, .fee, .machine: return rule
        }
    }
}

extension Review {
    /// The warnings of which each is acknowledged by itself before a ``Challenge`` is complete.
    ///
    /// Payments that were made before are acknowledged by earlier cases instead: see ``repetitions``.
    package var warnings: [Finding] {
        findings.filter { $0.severity == .warn && $0.check != PaymentNotMadeAgain.id }
    }

    /// The warnings about the case itself, which only a person may decide about. What is said about the vault is the same
    /// in each of its cases.
    var warningsAboutCase: [Finding] { warnings.filter { $0.subject != .vault } }
}
