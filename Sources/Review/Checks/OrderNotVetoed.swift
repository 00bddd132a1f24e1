import Custody

/// Refuses a case for an order that somebody of the vault has vetoed: one veto ends an order for good on every machine that
/// has seen it.
struct OrderNotVetoed: SigningCheck {
    static let id = "order.vetoed"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return facts.header.orders.flatMap { context.stops.vetoes(of: $0) }.map { veto in
            let statement = veto.body.statement
            let sentence = StopSentence.vetoed(
                veto.body.orderName, by: statement.person, on: statement.date, reason: statement.reason.description)
            return finding(.refuse, .caseDocument, .stop(sentence))
        }
    }
}
