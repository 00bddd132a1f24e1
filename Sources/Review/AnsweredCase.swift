package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// A case that this machine has answered, as its journal keeps it.
package struct AnsweredCase: Hashable, Sendable {
    /// What became of this machine's signatures.
    package enum Signatures: Hashable, Sendable {
        /// The machine has not signed.
        case notGiven

        /// The share is given and the signatures stay here: harmless.
        case held

        /// The signatures left this machine: they can be used until one of the coins is spent on the chain.
        case armed
    }

    /// The case.
    package let caseID: CaseID

    /// The digest that the machine answered.
    package let digest: Bytes32

    /// The case that this one takes the place of.
    package let replaces: CaseID?

    /// The coins that it spends, in the order of the inputs.
    package let spends: [OutPoint]

    /// The coins that it spends by everybody's word: of a case that only others' records tell of, those that all of them
    /// name. A coin in common lets something go on only if it is one of these.
    package let surelySpends: Set<OutPoint>

    /// What it pays to others, in the order of the outputs.
    package let pays: [TxOut]

    /// What came back to the vault, in the order of the outputs; `nil` when it is not known.
    package let keeps: [TxOut]?

    /// What the miners were to get; `nil` when it is not known.
    package let fee: Amount?

    /// The orders that it pays; of cases from before a restoration those that others have seen.
    package let orders: [OrderUse]

    /// Whether the machine confirmed it.
    package let isConfirmed: Bool

    /// Whether its person refused it, whatever the machine had answered before.
    package let isRefused: Bool

    /// What became of the signatures.
    package let signatures: Signatures

    /// The day of the machine's last answer; `nil` when it is not known.
    package let day: CalendarDate?

    /// The vault that it is of; `nil` when it is not known.
    package let vault: Identifier?

    /// The latest day on which it can have been answered or, once a snapshot has shown one of its coins after that, on
    /// which it can have come onto the chain: limits count it from here on. `nil` when no day is known.
    package let latestDay: CalendarDate?

    /// Whether it was answered before the machine was restored: then only what others have seen of it is known.
    package let isFromBefore: Bool

    /// Whether this machine has never looked at it, and nothing but records of others tells of it: then it forbids, and makes
    /// nothing usual.
    package let isOnlyTold: Bool

    package init(
        caseID: CaseID, digest: Bytes32, replaces: CaseID? = nil, spends: [OutPoint], pays: [TxOut] = [],
        keeps: [TxOut]? = nil, fee: Amount? = nil, orders: [OrderUse] = [], isConfirmed: Bool = false,
        isRefused: Bool = false, signatures: Signatures = .notGiven, day: CalendarDate? = nil,
        isFromBefore: Bool = false, vault: Identifier? = nil, latestDay: CalendarDate? = nil,
        surelySpends: Set<OutPoint>? = nil, isOnlyTold: Bool = false
    ) {
        self.caseID = caseID
        self.digest = digest
        self.replaces = replaces
        self.spends = spends
        self.surelySpends = surelySpends ?? Set(spends)
        self.pays = pays
        self.keeps = keeps
        self.fee = fee
        self.orders = orders
        self.isConfirmed = isConfirmed
        self.isRefused = isRefused
        self.signatures = signatures
        self.day = day
        self.isFromBefore = isFromBefore
        self.isOnlyTold = isOnlyTold
        self.vault = vault
        self.latestDay = latestDay ?? day
    }

    /// Whether the machine has done its part so that the case can be paid: it confirmed, or its signatures are outside. Of
    /// a case from before a restoration more may have happened than anybody has seen.
    package var mayBePaid: Bool { isConfirmed || signatures == .armed || isFromBefore }
}

/// In what a file differs from what a machine answered under the same case id.
package enum CaseDifference: Hashable, Sendable {
    /// Other coins are spent, or in another order.
    case coins

    /// Other destinations or amounts are paid, or in another order.
    case payments

    /// Another case is replaced.
    case replaces

    /// Everything that the journal keeps is the same.
    case elsewhere

    /// The differences between an answered case and the facts of a file.
    static func between(_ answered: AnsweredCase, _ facts: CaseFacts) -> [CaseDifference] {
        var found: [CaseDifference] = []
        if answered.spends != facts.inputs.map(\.outpoint) { found.append(.coins) }
        if answered.pays != facts.payments { found.append(.payments) }
        if answered.replaces != facts.header.replaces { found.append(.replaces) }
        return found.isEmpty ? [.elsewhere] : found
    }
}

extension CaseFacts {
    /// What the case pays to others, in the order of the outputs.
    package var payments: [TxOut] { externalOutputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script) } }
}
