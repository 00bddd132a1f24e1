package import BitcoinPrimitives
package import Custody

/// What this machine's own journal says of the destinations of a case: which it has never approved a payment to, what the
/// others got, and whether one gets more than any did before. Another machine's journal may say something else.
package struct PaymentHistory: Hashable, Sendable {
    /// A payment of an earlier case.
    package struct Payment: Hashable, Sendable {
        /// The case.
        package let caseID: CaseID

        /// What was paid.
        package let amount: Amount

        /// Names a payment.
        package init(caseID: CaseID, amount: Amount) {
            self.caseID = caseID
            self.amount = amount
        }
    }

    /// Earlier payments to one address.
    package struct Earlier: Hashable, Sendable {
        /// How many cases paid it.
        package internal(set) var times = 0

        /// The day of the last of them; `nil` when it is not known.
        package internal(set) var lastDay: CalendarDate?

        /// The largest single payment.
        package internal(set) var largest = Amount.zero
    }

    /// The outputs to destinations that no other answered case pays, in order.
    package let firstTime: [Int]

    /// The output that pays more than every answered case before; `nil` when none does, or when nothing was answered yet.
    package let largest: Int?

    /// The largest payment of the other answered cases, to any address.
    package let largestBefore: Payment?

    private let byScript: [Script: Earlier]

    /// Compares a case with the other cases that the machine has answered.
    package init(_ facts: CaseFacts, on machine: MachineView) {
        var byScript: [Script: Earlier] = [:]
        var largestBefore: Payment?
        // What only others tell of makes no destination a known one.
        for answered in machine.answered where answered.caseID != facts.header.caseID && !answered.isOnlyTold {
            var counted: Set<Script> = []
            for output in answered.pays {
                var earlier = byScript[output.scriptPubKey] ?? Earlier()
                if counted.insert(output.scriptPubKey).inserted { earlier.times += 1 }
                earlier.lastDay = [earlier.lastDay, answered.day].compactMap(\.self).max()
                earlier.largest = max(earlier.largest, output.amount)
                byScript[output.scriptPubKey] = earlier
                if output.amount > largestBefore?.amount ?? .zero {
                    largestBefore = Payment(caseID: answered.caseID, amount: output.amount)
                }
            }
        }
        let external = facts.externalOutputs
        firstTime = external.filter { byScript[$0.script] == nil }.map(\.index)
        let most = external.max { $0.amount < $1.amount }
        largest = largestBefore.flatMap { before in most.flatMap { $0.amount > before.amount ? $0.index : nil } }
        self.largestBefore = largestBefore
        self.byScript = byScript
    }

    /// The earlier payments to an output's address; `nil` for the first one.
    package func earlier(to output: OutputFact) -> Earlier? { byScript[output.script] }
}
