package import BitcoinPrimitives
package import Custody

/// What this machine's own journal says of the destinations of a case: how often it has approved a payment to an address
/// and what the largest payments were. Another machine's journal may say something else.
package struct DestinationRecords: Sendable {
    /// Earlier payments to one address.
    package struct Earlier: Hashable, Sendable {
        /// How many cases paid it.
        package internal(set) var times = 0

        /// The day of the last of them; `nil` when it is not known.
        package internal(set) var lastDay: CalendarDate?

        /// The largest single payment.
        package internal(set) var largest = Amount.zero
    }

    /// The largest payment of any earlier case, to any address; `nil` when none paid anybody.
    package let largest: Amount?

    private let byScript: [Script: Earlier]

    /// Gathers the other cases that the machine has answered.
    package init(of facts: CaseFacts, on machine: MachineView) {
        var byScript: [Script: Earlier] = [:]
        for answered in machine.answered where answered.caseID != facts.header.caseID {
            var counted: Set<Script> = []
            for output in answered.pays {
                var earlier = byScript[output.scriptPubKey] ?? Earlier()
                if counted.insert(output.scriptPubKey).inserted { earlier.times += 1 }
                earlier.lastDay = [earlier.lastDay, answered.day].compactMap(\.self).max()
                earlier.largest = max(earlier.largest, output.amount)
                byScript[output.scriptPubKey] = earlier
            }
        }
        self.byScript = byScript
        largest = byScript.values.map(\.largest).max()
    }

    /// The earlier payments to an output's address; `nil` for the first one.
    package func earlier(to output: OutputFact) -> Earlier? { byScript[output.script] }

    /// Whether no earlier case paid an output's address.
    package func isFirstTime(_ output: OutputFact) -> Bool { byScript[output.script] == nil }
}
