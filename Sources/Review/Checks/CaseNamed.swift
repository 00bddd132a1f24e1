import Custody

/// Refuses a file that does not say which case it is.
struct CaseNamed: SigningCheck {
    static let id = "case.missing"

    func findings(in context: ReviewContext) -> [Finding] {
        transactionFindings(in: context, subject: .caseDocument) { $0 == .caseUnnamed }
    }
}
