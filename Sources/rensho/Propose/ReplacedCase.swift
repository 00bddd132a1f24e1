import BitcoinPrimitives
import CommandSupport
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

    /// Whether another transaction has spent one of its coins for good, so that its own can never be confirmed.
    private let isOvertaken: Bool

    /// Looks a case up by the beginning of its id.
    init(named name: String, in store: Store) throws {
        let summary = try store.caseNamed(name)
        state = try store.state(of: summary.caseID)
        life = summary.life
        transaction = try store.finalTransaction(of: state)
        isOvertaken = try store.isOvertaken(state)
    }

    /// Whether somebody can have sent its transaction to nodes.
    var mayBeSent: Bool { life == .assembled || state.isArmed }

    /// Refuses a case whose transaction is in a block: one of its outputs is in the latest list of the vault's coins, which
    /// has confirmed ones only.
    func requireUnconfirmed(in store: Store) throws {
        for vault in try store.vaults() where vault.document.body.name == state.vault.name {
            let coins = try store.coins(of: vault.document).map(\.coin.outpoint)
            guard let made = coins.first(where: { $0.txid == state.facts.finalTxid }) else { continue }
            throw Outcome(
                .refused, "replace.confirmed",
                "the transaction of case \(state.caseID.short) is confirmed: the latest list has its coin \(made)",
                remedy: "It cannot be replaced any more, and needs no help; what it pays back is a coin like any other."
            )
        }
    }

    /// Refuses a case that could be paid beside this one, or that nodes would not take in its place.
    /// - Parameter usual: the virtual size that its fee was reckoned by.
    func check(_ new: CaseFacts, usual: Int?) throws {
        try Replacement.check(new, replaces: state.facts)
        // What no node can have asks for no fee.
        guard mayBeSent, !isOvertaken else { return }
        try ReplacementFloor(state.facts, transaction: transaction).check(
            fee: new.fee, virtualSize: new.virtualSize, usual: usual, replaces: state.caseID)
    }
}
