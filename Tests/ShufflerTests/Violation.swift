import ByteCoding

/// A promise of the product that did not hold.
struct Violation: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        /// M signatures are outside and somebody whose confirmation is needed has not confirmed this transaction.
        case paidUnseen = "paid unseen"
        /// A held signature is outside too early: somebody whose confirmation is needed has not confirmed.
        case releasedEarly = "released early"
        /// A signature is outside and its owner was not shown exactly this transaction before he signed.
        case signedUnseen = "signed unseen"
        /// What a machine showed is not what the transaction does, or not every destination was asked for.
        case shownOtherwise = "shown otherwise"
        /// A document of an honest machine is not over the case that it was brought.
        case answeredAnother = "answered another"
        /// One machine answered one case id with two digests.
        case twoAnswers = "two answers"
        /// One machine gave two different documents of one kind for one case.
        case otherBytes = "other bytes"
        /// A machine approved a payment beside one that it had confirmed, and nobody typed that both are to be paid.
        case approvedTwice = "approved twice"
        /// Two transactions for one payment, without a coin in common, can both be sent, and not everybody typed so.
        case paidTwice = "paid twice"
        /// A machine answered for one coin in two cases of which the later does not replace the earlier.
        case coinTwice = "coin twice"
        /// A machine accepted a replacement that spends no coin of a case in its line.
        case replacedApart = "replaced apart"
        /// A machine confirmed or released a case after it had accepted its replacement.
        case replacedAnswered = "replaced answered"
        /// A machine answered a case after it had refused it, or after it had seen a refusal by anybody.
        case refusedAnswered = "refused answered"
        /// Something can be sent that no paper orders, though a careful person had to confirm it.
        case notOrdered = "not ordered"
        /// A machine wrote a signature with its own key that is good for nothing that is known.
        case meaningless = "meaningless signature"
    }

    let kind: Kind
    let detail: String
}
