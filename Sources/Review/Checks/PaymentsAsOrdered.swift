import Custody

/// Refuses every difference between what the transaction pays and what its orders say: nothing added, left out, merged,
/// split or changed.
struct PaymentsAsOrdered: SigningCheck {
    static let id = "order.payments"

    func findings(in context: ReviewContext) -> [Finding] {
        (context.examination.facts?.differences ?? []).map {
            finding(.refuse, FindingSubject($0), .order(.difference($0)))
        }
    }
}
