package import Custody
import Review

extension CaseState {
    /// How the case stands to its vault's limits with other cases that the coordinator knows.
    package func limitUses(
        after earlier: [CountedCase], clock: CalendarDate?, marks: [ChainMark]
    ) -> [LimitUse] {
        let book = LimitBook(under: vault.rules, earlier: earlier, clock: clock, marks: marks)
        return book.uses(by: CountedCase(facts, on: nil), balance: balance(after: earlier))
    }

    /// What the vault is taken to have: by the snapshot that travels with the case, less what other cases take since.
    private func balance(after earlier: [CountedCase]) -> VaultBalance {
        guard let standing = reviewContext.limits, standing.isFresh, let snapshot = standing.snapshot?.snapshot else {
            return VaultBalance(inputs: facts.spent)
        }
        let left = LimitBook.left(
            since: snapshot.date, of: earlier, showing: Set(snapshot.coins.map(\.outpoint)), open: [],
            unknownFee: vault.rules.maximumFee)
        return VaultBalance(
            total: snapshot.total, date: snapshot.date, height: snapshot.height, left: left, inputs: facts.spent)
    }
}
