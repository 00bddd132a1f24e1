package import ByteCoding

/// The part of a case that is chosen, not computed from the transaction and the vault.
package struct CaseHeader: Hashable, Sendable {
    /// Whether the case is an exercise.
    package let drill: Bool
    /// The random name of the case.
    package let caseID: CaseID
    /// The case that this one takes the place of.
    package let replaces: CaseID?
    /// Why it takes that place, in the operator's words.
    package let reason: ReplacementReason?
    /// What the case is for.
    package let kind: CaseKind
    /// The digests of the orders paid, ascending.
    package let orders: [Bytes32]
    /// The digests of the approvals of those orders, ascending.
    package let approvals: [Bytes32]
    /// The first moment at which the case may be answered.
    package let notBefore: ValidityBound?
    /// The last moment at which the case may be answered.
    package let notAfter: ValidityBound?

    /// Takes a header that obeys its rules; the lists may come in any order.
    package init(
        drill: Bool, caseID: CaseID, replaces: CaseID? = nil, reason: ReplacementReason? = nil,
        kind: CaseKind = .payment, orders: [Bytes32] = [], approvals: [Bytes32] = [],
        notBefore: ValidityBound? = nil, notAfter: ValidityBound? = nil
    ) throws(DocumentError) {
        let orders = orders.sorted()
        let approvals = approvals.sorted()
        try SortedList.check(orders) { $0 }
        try SortedList.check(approvals) { $0 }
        guard replaces != caseID else { throw .caseDocument(.replacesItself) }
        guard reason == nil || replaces != nil else { throw .caseDocument(.reasonWithoutReplacement) }
        guard ValidityBound.isPossible(from: notBefore, to: notAfter) else { throw .caseDocument(.endsBeforeStart) }
        self.drill = drill
        self.caseID = caseID
        self.replaces = replaces
        self.reason = reason
        self.kind = kind
        self.orders = orders
        self.approvals = approvals
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}
