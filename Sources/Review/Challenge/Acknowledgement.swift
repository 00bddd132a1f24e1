import Custody

extension Review {
    /// The warnings of which each is acknowledged by itself, by typing its ``Finding/word``, before a ``Challenge`` is
    /// complete; worst first.
    ///
    /// Payments that were made before are acknowledged by earlier cases instead: see ``repetitions``.
    package var warnings: [Finding] {
        findings.filter { $0.severity == .warn && $0.check != PaymentNotMadeAgain.id }
    }

    /// The warnings about the case itself, which only a person may decide about. What is said about the vault is the same
    /// in each of its cases.
    var warningsAboutCase: [Finding] { warnings.filter { $0.subject != .vault } }
}
