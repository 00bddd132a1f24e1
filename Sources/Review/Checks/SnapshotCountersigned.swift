import Custody

/// Refuses a coin snapshot in the file that no auditor or watcher of the vault has countersigned; says what the vault is
/// taken to have where its rules ask for that.
struct SnapshotCountersigned: SigningCheck {
    static let id = "snapshot.countersigned"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let limits = context.limits else { return [] }
        if let problem = limits.problem { return [finding(.refuse, .file, .limit(.snapshotRefused(problem)))] }
        let rules = context.vault.vault.rules
        var found: [Finding] = []
        if let snapshot = limits.snapshot, !limits.isFresh {
            found.append(
                finding(
                    .note, .file, .limit(.snapshotOld(date: snapshot.snapshot.date, height: snapshot.snapshot.height))))
        }
        if rules.snapshotAge != nil || rules.limits.contains(where: \.isShare) {
            found.append(finding(.note, .vault, .limit(.balance(limits.balance))))
        }
        return found
    }
}

extension VaultLimit {
    /// Whether the bound is a share of the balance.
    fileprivate var isShare: Bool { if case .percent = ceiling { true } else { false } }
}
