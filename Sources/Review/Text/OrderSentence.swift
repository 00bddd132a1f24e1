package import BitcoinPrimitives
package import Custody

/// What is in force or not: an order, or somebody's approval of one.
package enum OrderSubject: Hashable, Sendable {
    case order(OrderName)
    case approval(by: Identifier, OrderName)
}

/// What can be said about the orders of a case.
package enum OrderSentence: Hashable, Sendable {
    /// Something about the documents.
    case problem(OrderProblem)

    /// A difference between payments and orders.
    case difference(PaymentDifference)

    /// The fee is above what an order allows.
    case feeAbove(fee: Amount, ceiling: Amount, OrderName)

    /// An order of the other kind.
    case otherKind(OrderName, ordered: CaseKind)

    /// An order or approval is not in force, or this machine cannot tell.
    case force(OrderSubject, OrderForce)

    /// The number belongs to another order, for which this machine has answered a case.
    case numberReused(OrderName, earlier: CaseID, on: CalendarDate?)

    /// This machine has answered a case for this order, and this one shares no coin with it.
    case used(OrderName, earlier: CaseID, on: CalendarDate?)

    /// Who ordered and who approved, verified.
    case people(OrderName, approvedBy: [Identifier])
}

extension FindingSubject {
    /// The output that a difference is about, where there is one.
    init(_ difference: PaymentDifference) {
        switch difference {
        case .extra(let output, _), .merged(let output, _), .amount(let output, _, _), .address(let output, _, _):
            self = .output(output)
        case .split(_, let outputs): self = outputs.first.map { .output($0) } ?? .transaction
        case .missing: self = .transaction
        }
    }
}

extension SigningCheck {
    /// Refuses the case for every problem of its orders that this check is about.
    func orderFindings(in context: ReviewContext, where isMine: (OrderProblem) -> Bool) -> [Finding] {
        (context.orders?.problems ?? []).filter(isMine).map {
            finding(.refuse, .caseDocument, .order(.problem($0)))
        }
    }
}
