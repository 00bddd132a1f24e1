import BitcoinPrimitives
import CoordinatorCore
import CoordinatorStore
import Custody

/// The earlier case whose place a new one takes.
struct ReplacedCase {
    /// Everything that was collected of it.
    let state: CaseState
    /// Where it stands.
    let life: CaseLife
    /// Its transaction, where it was assembled.
    let transaction: Transaction?

    /// Looks a case up by the beginning of its id.
    init(named name: String, in store: Store) throws {
        let summary = try store.caseNamed(name)
        state = try store.state(of: summary.caseID)
        life = summary.life
        transaction = try store.finalTransaction(of: summary.caseID)
    }

    /// Whether somebody can have sent its transaction to nodes.
    var mayBeSent: Bool { life == .assembled || state.isArmed }

    /// Refuses a case that could be paid beside this one, or that nodes would not take in its place.
    func check(_ new: CaseFacts) throws {
        try Replacement.check(new, replaces: state.facts)
        guard mayBeSent else { return }
        try ReplacementFloor(state.facts, transaction: transaction).check(
            fee: new.fee, virtualSize: new.virtualSize, replaces: state.caseID)
    }
}
