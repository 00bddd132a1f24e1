import Custody

/// Refuses every case of a vault that a custodian or the auditor has frozen, until as many custodians as the threshold have
/// lifted exactly this freeze.
///
/// The machine remembers what it saw: a later file without the freeze is refused as well.
struct VaultNotFrozen: SigningCheck {
    static let id = "vault.frozen"

    func findings(in context: ReviewContext) -> [Finding] {
        context.stops.freezes.map { freeze in
            let statement = freeze.document.body.statement
            let sentence = StopSentence.frozen(
                by: statement.person, on: statement.date, reason: statement.reason.description,
                liftedBy: freeze.liftedBy, needed: context.vault.vault.threshold)
            return finding(.refuse, .vault, .stop(sentence))
        }
    }
}
