package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// What one machine knows beside the file: who looks, for what, what its journal says, and what day it believes it is.
package struct MachineView: Sendable {
    /// Why the review is made.
    package enum Purpose: Hashable, Sendable {
        /// To sign (look 1).
        case sign

        /// To confirm after the quorum (look 2).
        case confirm

        /// To look only.
        case inspect
    }

    /// The person whose machine this is; `nil` on the coordinator.
    package let person: Identifier?

    /// The index into the descriptor's keys of this machine's own key; `nil` without one.
    package let keyIndex: Int?

    /// Why the review is made.
    package let purpose: Purpose

    /// The digests that the journal holds for each case id it has answered: one, unless a restored machine was told of two.
    package let answeredCases: [CaseID: Set<Bytes32>]

    /// The case that each outpoint was last signed or confirmed for on this machine.
    package let answeredOutpoints: [OutPoint: CaseID]

    /// The amount and script that each coin had when the machine answered a case over it.
    package let seenCoins: [OutPoint: TxOut]

    /// Every case that the machine has answered, in the order of its first answers.
    package let answered: [AnsweredCase]

    /// Who has refused a case digest, as far as this machine has ever seen a refusal that its author signed.
    package let refusals: [Bytes32: [Identifier]]

    /// The coin snapshots that the machine has relied on, in order.
    package let snapshots: [RememberedSnapshot]

    /// What this machine has ever seen that stops the vault, its orders or cases, or lets them go on.
    package let stops: [StopDocument]

    /// The cases, by the digest of the order that they were for, that this machine has answered or seen refused.
    package let casesOfOrders: [Bytes32: Set<CaseID>]

    /// The latest day that the machine has reason to believe in: what ends is judged by it. `nil` when it does not know.
    package let today: CalendarDate?

    /// The day of the machine's own clock alone: what has to wait is judged by it, so that no date in a file ends a wait.
    /// `nil` when the machine does not know the day.
    package let earliestDay: CalendarDate?

    /// The minute of the day of the machine's own clock, in UTC; `nil` when the machine does not know it.
    package let minuteOfDay: Int?

    /// The height that the machine believes the chain has at least; `nil` when it does not know.
    package let height: UInt32?

    /// Whether somebody has countersigned that height so lately that the chain is not much higher.
    package let isHeightCurrent: Bool

    /// Whether the machine keeps records of what it helped to pay; a coordinator's and an approver's do not.
    package let hasRecords: Bool

    package init(
        person: Identifier? = nil, keyIndex: Int? = nil, purpose: Purpose, answeredCases: [CaseID: Set<Bytes32>] = [:],
        answeredOutpoints: [OutPoint: CaseID] = [:], seenCoins: [OutPoint: TxOut] = [:],
        answered: [AnsweredCase] = [],
        refusals: [Bytes32: [Identifier]] = [:], snapshots: [RememberedSnapshot] = [], stops: [StopDocument] = [],
        casesOfOrders: [Bytes32: Set<CaseID>] = [:], today: CalendarDate? = nil,
        earliestDay: CalendarDate? = nil, minuteOfDay: Int? = nil, height: UInt32? = nil,
        isHeightCurrent: Bool = true, hasRecords: Bool? = nil
    ) {
        self.person = person
        self.keyIndex = keyIndex
        self.purpose = purpose
        self.answeredCases = answeredCases
        self.answeredOutpoints = answeredOutpoints
        self.seenCoins = seenCoins
        self.answered = answered
        self.refusals = refusals
        self.snapshots = snapshots
        self.stops = stops
        self.casesOfOrders = casesOfOrders
        self.today = today
        self.earliestDay = earliestDay ?? today
        self.minuteOfDay = minuteOfDay
        self.height = height
        self.isHeightCurrent = isHeightCurrent
        self.hasRecords = hasRecords ?? (person != nil)
    }
}
