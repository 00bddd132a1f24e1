import BitcoinPrimitives
import Custody

/// What a machine's own records say of earlier payments, as tiers and rules about anomalies ask for it.
///
/// Only what this machine has confirmed or let its signatures out for counts as paid, and nothing that somebody has
/// refused: a case that was stopped makes no destination known and no amount usual.
struct PaymentRecords {
    /// The case.
    let facts: CaseFacts
    /// The machine.
    let machine: MachineView
    /// The other cases that this machine has helped to pay.
    let paid: [AnsweredCase]
    /// Those, or where all of them were refused, before or after they were paid, they all the same: a refusal leaves nobody
    /// without anything to compare with.
    let comparable: [AnsweredCase]
    /// The other cases that this machine has answered in whatever way.
    let answered: [AnsweredCase]

    /// What the vault has: by a countersigned snapshot, or else the coins of the case are everything.
    let balance: VaultBalance

    init(_ facts: CaseFacts, on machine: MachineView, balance: VaultBalance) {
        self.facts = facts
        self.balance = balance
        self.machine = machine
        answered = machine.answered.filter { $0.caseID != facts.header.caseID }
        let mayBePaid = answered.filter(\.mayBePaid)
        let own = mayBePaid.filter { !$0.isOnlyTold }
        paid = own.filter { !$0.isRefused && machine.refusals[$0.digest]?.isEmpty ?? true }
        // What only others tell of is a measure where nothing else is known, and makes no destination a known one.
        comparable = [paid, own].first { $0.contains { !$0.pays.isEmpty } } ?? mayBePaid
    }

    /// Whether the machine keeps records of its own; a coordinator does not.
    var hasRecords: Bool { machine.hasRecords }

    /// The outputs that pay addresses which no earlier case paid; `nil` without records.
    var firstTime: [Int]? {
        guard hasRecords else { return nil }
        let known = Set(paid.flatMap(\.pays).map(\.scriptPubKey))
        return facts.externalOutputs.filter { !known.contains($0.script) }.map(\.index)
    }

    /// The case as its tier is judged.
    var payment: JudgedPayment {
        let first = firstTime.map { Set($0) }
        let book = facts.vault.vault.addressBook
        return JudgedPayment(
            amount: facts.leaving, balance: balance,
            destinations: facts.externalOutputs.map { output in
                JudgedPayment.Destination(
                    number: output.index, entry: book.entry(paying: output.script)?.destination.destinationClass,
                    isFirstTime: first.map { $0.contains(output.index) })
            })
    }
}
