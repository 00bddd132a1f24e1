package import BitcoinPrimitives
package import Custody

/// How a set of coins was found.
package enum SelectionStrategy: String, Sendable, Hashable, CaseIterable {
    /// The search for coins that need no change.
    case branchAndBound = "branch-and-bound"
    /// The largest coins until they are enough.
    case largestFirst = "largest-first"
    /// Random sums, the smallest that carries the payment.
    case knapsack
    /// Coins in a random order until they are enough.
    case singleRandomDraw = "single-random-draw"
}

/// A set of coins that one strategy found.
package struct SelectionCandidate: Sendable, Hashable {
    /// The strategy.
    package let strategy: SelectionStrategy
    /// What it found.
    package let selection: CoinSelection
    /// What is lost with it, in quarters of a millisatoshi; below zero when coins are spent at a lower rate than later.
    package let waste: Int64

    /// The waste in whole satoshi.
    package var wasteSat: Int64 { waste / 4_000 }
}

/// The coins that were chosen, and the account of it.
package struct SelectionChoice: Sendable, Hashable {
    /// What every strategy found, in the order of strategies; those that found nothing are not there.
    package let candidates: [SelectionCandidate]
    /// The candidate with the least waste.
    package let best: SelectionCandidate
    /// The number that repeats the choice.
    package let seed: UInt64

    /// The coins, the fee and the change.
    package var selection: CoinSelection { best.selection }

    /// The same account with the best candidate whose fee is below the vault's caps; the best one's reason when there is none.
    package func within(caps leaving: Amount, rules: VaultRules) throws(FeeCapError) -> SelectionChoice {
        var first: FeeCapError?
        for candidate in [best] + candidates.filter({ $0 != best }).sorted(by: { $0.waste < $1.waste }) {
            do throws(FeeCapError) {
                try FeeCaps.check(candidate.selection, leaving: leaving, rules: rules)
                return SelectionChoice(candidates: candidates, best: candidate, seed: seed)
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
        return self
    }
}

/// Chooses coins: by a search for those that need no change and by three other strategies, and of what they find the set
/// with the least waste; of equals the one with fewer coins, and then the one of the earlier strategy.
///
/// The same coins, request and seed give the same choice on every machine, whatever the order of the coins.
package struct CoinSelector: Sendable {
    /// The fee rate at which coins are expected to be spent later unless the operator says otherwise: Bitcoin Core's.
    package static let usualLongTermRate = 10

    /// The change that the strategies with change aim at lies between these, in satoshi, so that it can be spent with others.
    static let changeAims: ClosedRange<UInt64> = 50_000...1_000_000

    let cost: SpendCost
    let groups: [CoinGroup]
    let seed: UInt64
    private let aside: CoinsSetAside
    private let averagePayment: UInt64

    /// Prepares a choice among the coins of a pool.
    package init(_ pool: CoinPool, for request: CoinSelection.Request, seed: UInt64) throws(CoinSelectionError) {
        cost = try SpendCost(request)
        groups = pool.groups
        aside = pool.setAside
        self.seed = seed
        averagePayment = cost.paid.sat / UInt64(max(1, request.payments.count))
    }

    /// The change that is aimed at, in satoshi: like a payment, so that it does not show which output it is.
    var changeAim: UInt64 {
        max(cost.smallestChange, min(max(averagePayment, Self.changeAims.lowerBound), Self.changeAims.upperBound))
    }

    /// Chooses; throws when all coins together are too little, or when no choice is light enough to be relayed.
    package func choose() throws(CoinSelectionError) -> SelectionChoice {
        var candidates: [SelectionCandidate] = []
        var heaviest: CoinSelectionError?
        for strategy in SelectionStrategy.allCases {
            guard let chosen = find(strategy) else { continue }
            do {
                if let candidate = try candidate(strategy, chosen) { candidates.append(candidate) }
            } catch {
                heaviest = error
            }
        }
        let best = candidates.min { left, right in
            left.waste == right.waste
                ? left.selection.coins.count < right.selection.coins.count : left.waste < right.waste
        }
        if let best { return SelectionChoice(candidates: candidates, best: best, seed: seed) }
        if let heaviest { throw heaviest }
        let all = groups.flatMap(\.coins)
        guard !all.isEmpty || aside != .nothing else { throw .noCoins }
        throw try cost.shortfall(all, aside: aside)
    }

    private func find(_ strategy: SelectionStrategy) -> [Int]? {
        switch strategy {
        case .branchAndBound: branchAndBound()
        case .knapsack: knapsack()
        case .singleRandomDraw: singleRandomDraw()
        case .largestFirst: largestFirst()
        }
    }

    private func candidate(
        _ strategy: SelectionStrategy, _ chosen: [Int]
    ) throws(CoinSelectionError) -> SelectionCandidate? {
        let coins = chosen.flatMap { groups[$0].coins }.sorted(by: CoinSelection.isBefore)
        let mayChange = strategy != .branchAndBound
        guard let selection = try cost.complete(coins, mayChange: mayChange) else { return nil }
        let total = coins.reduce(0) { $0 + $1.amount.sat }
        let outcome = cost.outcome(total: total, inputs: coins.count, mayChange: mayChange)
        return SelectionCandidate(
            strategy: strategy, selection: selection, waste: cost.waste(outcome, inputs: coins.count))
    }
}
