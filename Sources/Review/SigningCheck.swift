import Custody

/// One rule that a case is measured against. Every check always runs, and none can be switched off.
///
/// To add one: a file in `Checks`, its line in `SigningChecks.all`, its sentences in `FindingSentence` and the
/// catalogues, its heading in `Docs/checks.md`, and an accepting and a refusing test.
package protocol SigningCheck: Sendable {
    /// The stable id: what it looks at, a dot, and the rule.
    static var id: String { get }

    /// Everything that this rule finds; empty when the case passes.
    func findings(in context: ReviewContext) -> [Finding]
}

extension SigningCheck {
    /// A finding of this check.
    func finding(_ severity: Severity, _ subject: FindingSubject, _ sentence: FindingSentence) -> Finding {
        Finding(check: Self.id, severity: severity, subject: subject, sentence: sentence)
    }

    /// Refuses every input that has one of the problems that this check is about.
    func inputFindings(
        in context: ReviewContext, where isMine: (InputProblem) -> Bool
    ) -> [Finding] {
        context.examination.inputs.flatMap { input in
            input.problems.filter(isMine).map {
                finding(.refuse, .input(input.index), context.sentence(for: $0, of: input))
            }
        }
    }

    /// Refuses every output that has one of the problems that this check is about.
    func outputFindings(
        in context: ReviewContext, where isMine: (OutputProblem) -> Bool
    ) -> [Finding] {
        context.examination.outputs.flatMap { output in
            output.problems.filter(isMine).map {
                finding(.refuse, .output(output.index), .output($0, index: output.index))
            }
        }
    }

    /// Refuses the transaction for every problem that this check is about.
    func transactionFindings(
        in context: ReviewContext, subject: FindingSubject = .transaction, where isMine: (CaseProblem) -> Bool
    ) -> [Finding] {
        context.examination.problems.filter(isMine).map { finding(.refuse, subject, .transaction($0)) }
    }
}
