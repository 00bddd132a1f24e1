import Custody

extension CaseState {
    /// Who froze the vault or vetoed an order of the case, one sentence each.
    var stopSentences: [String] {
        let frozen = stops.freezes.map { freeze in
            let statement = freeze.document.body.statement
            let lifted = freeze.liftedBy.isEmpty ? "nobody" : CaseStatus.list(freeze.liftedBy)
            return "The vault is frozen by \(statement.person) since \(statement.date), lifted by \(lifted) of "
                + "\(vault.threshold): \(statement.reason)."
        }
        let vetoed = facts.header.orders.flatMap { stops.vetoes(of: $0) }.map { veto in
            "Order \(veto.body.orderName) was vetoed by \(veto.body.statement.person): "
                + "\(veto.body.statement.reason)."
        }
        return frozen + vetoed
    }

    /// What others have signed about absent custodians and overridden rules, one sentence each.
    var exceptionSentences: [String] {
        let excuses = stops.excuses(of: digest).map { excuse in
            let people = CaseStatus.list(excuse.custodians + excuse.approvers)
            return excuse.isComplete
                ? "\(excuse.absent) is excused by \(people)"
                : "\(excuse.absent) would be excused by \(people); it takes \(vault.threshold) custodians and an "
                    + "approver"
        }
        let overrides = stops.overrides(of: digest).map { override in
            let people = CaseStatus.list(override.people)
            return override.isComplete
                ? "\(override.rule.rawValue) is overridden by \(people)"
                : "\(override.rule.rawValue) would be overridden by \(people); it takes "
                    + "\(stops.overrideThreshold) custodians and an approver"
        }
        return excuses + overrides
    }
}
