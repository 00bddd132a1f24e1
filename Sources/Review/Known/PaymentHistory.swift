package import BitcoinPrimitives
package import Custody

/// What this machine's journal says about the destinations of a case: which it has never paid, and whether one of them
/// gets more than any did before.
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

    /// The outputs to destinations that no other answered case pays, in order.
    package let firstTime: [Int]

    /// The output that pays more than every answered case before; `nil` when none does, or when nothing was answered yet.
    package let largest: Int?

    /// The largest payment of the other answered cases.
    package let largestBefore: Payment?

    /// Compares a case with what the machine has answered before.
    package init(_ facts: CaseFacts, on machine: MachineView) {
        let earlier = machine.answered.filter { $0.caseID != facts.header.caseID }
        var paid: Set<Script> = []
        var largestBefore: Payment?
        for answered in earlier {
            for output in answered.pays {
                paid.insert(output.scriptPubKey)
                if output.amount > largestBefore?.amount ?? .zero {
                    largestBefore = Payment(caseID: answered.caseID, amount: output.amount)
                }
            }
        }
        let external = facts.externalOutputs
        firstTime = external.filter { !paid.contains($0.script) }.map(\.index)
        let most = external.max { $0.amount < $1.amount }
        largest = largestBefore.flatMap { before in most.flatMap { $0.amount > before.amount ? $0.index : nil } }
        self.largestBefore = largestBefore
    }
}
