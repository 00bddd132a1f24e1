package import BitcoinPrimitives
package import Custody
package import Descriptors
package import WalletFormats

/// Says why coins of a list would not be taken in, and what the latest list has that it has not.
package struct CoinListDoctor: Sendable {
    private let vaults: [Document<Vault>]
    private let known: Set<OutPoint>

    /// Takes what the home has.
    /// - Parameter known: the coins of the latest list.
    package init(vaults: [Document<Vault>], known: Set<OutPoint>) {
        self.vaults = vaults
        self.known = known
    }

    /// What is wrong with a list; empty when every coin would be taken in.
    /// - Parameter transactions: the transactions behind the coins; `nil` when none were given.
    package func examine(
        _ list: CoinListFile, transactions: [Txid: Transaction]?, window: UInt32 = CoinBook.defaultWindow
    ) throws(DescriptorError) -> [Diagnosis] {
        guard let transactions else {
            let count = list.coins.count + list.history.count
            return [
                Diagnosis(
                    "doctor.no-transactions",
                    "the list has \(count) entries and no transaction that proves them",
                    remedy: "Name the file with the raw transactions behind them: --transactions FILE.")
            ]
        }
        let claims: [CoinClaim]
        do throws(CoinFileError) {
            claims =
                try list.coins.map { CoinClaim($0) } + CoinClaim.unspent(in: list.history, transactions: transactions)
        } catch {
            return [Diagnosis(error.code, "\(error)", remedy: error.remedy ?? "Have the list written anew.")]
        }
        var proven: Set<OutPoint> = []
        var problems: [OutPoint: CoinProblem] = [:]
        for vault in vaults {
            let found = try CoinBook.examine(
                claims, transactions: transactions, descriptor: vault.body.descriptor, window: window)
            proven.formUnion(found.proven.map(\.outpoint))
            for left in found.leftOut { problems[left.coin.outpoint] = left.problem }
        }
        var diagnoses: [Diagnosis] = []
        for claim in claims where !proven.contains(claim.outpoint) {
            guard let problem = problems[claim.outpoint] else { continue }
            diagnoses.append(
                Diagnosis(
                    problem.code, "coin \(claim.outpoint) would be left out: \(problem)",
                    remedy: problem.remedy ?? "Have the list and its transactions written anew by one program."))
        }
        let gone = known.subtracting(claims.map(\.outpoint)).sorted()
        if !proven.isEmpty, let first = gone.first {
            diagnoses.append(
                Diagnosis(
                    "doctor.coins-gone",
                    "\(first)" + (gone.count > 1 ? " and \(gone.count - 1) more coins" : "")
                        + " of the latest list are not in it",
                    remedy: "They are spent, or the list is of one address only: import that one with --add."))
        }
        return diagnoses
    }
}
