import BitcoinPrimitives

extension CoinSelector {
    /// The steps that the search may take: enough for every set of 17 groups, a blink for any number of them.
    private static let maximumSteps = 200_000

    /// Searches for groups that carry payments and fee with less left over than change would cost; the least waste wins.
    ///
    /// A depth-first search over the groups by what they carry beyond their own fee: a branch ends where even all groups
    /// that follow are too little, where more is left over than change would cost, and where the waste is already as large
    /// as the best found.
    func branchAndBound() -> [Int]? {
        let target =
            CoinPool.units(cost.paid.sat) + Int64(clamping: cost.rate)
            * Int64(cost.usualWeight(inputs: 1, hasChange: false) - cost.inputWeight)
        let allowance = CoinPool.units(cost.costOfChange) + Self.rounding(cost.rate)
        let isDear = cost.rate > cost.longTermRate
        let inputWaste = Int64(cost.inputWeight) * (Int64(clamping: cost.rate) - Int64(clamping: cost.longTermRate))
        var rest = [Int64](repeating: 0, count: groups.count + 1)
        for place in groups.indices.reversed() { rest[place] = rest[place + 1] + groups[place].effective }
        var search = Search()
        var best: (chosen: [Int], waste: Int64)?
        for _ in 0..<Self.maximumSteps {
            var goesOn = search.effective + rest[search.next] >= target && search.effective <= target + allowance
            if goesOn, isDear, let best, Int64(search.inputs) * inputWaste >= best.waste { goesOn = false }
            if goesOn, search.effective >= target {
                let outcome = cost.outcome(total: search.total, inputs: search.inputs, mayChange: false)
                if case .withoutChange(let fee) = outcome {
                    let isNear = fee - cost.fee(inputs: search.inputs, hasChange: false) <= cost.costOfChange
                    let waste = cost.waste(outcome, inputs: search.inputs)
                    let isLight =
                        cost.weight(inputs: search.inputs, hasChange: false) <= CoinSelection.maximumStandardWeight
                    if isNear, isLight, waste < best?.waste ?? .max { best = (search.chosen, waste) }
                    goesOn = false
                }
            }
            if goesOn, search.next < groups.count {
                search.take(groups)
            } else if !search.omitLast(groups) {
                break
            }
        }
        return best?.chosen
    }

    /// What rounding up to whole virtual bytes, whole satoshi and a longer count of inputs may add.
    private static func rounding(_ rate: UInt64) -> Int64 { Int64(clamping: rate) * (3 + 16) + 3_999 }

    /// A place in the search: the groups taken so far and the next one to decide on.
    private struct Search {
        private(set) var chosen: [Int] = []
        private(set) var next = 0
        private(set) var effective: Int64 = 0
        private(set) var total: UInt64 = 0
        private(set) var inputs = 0

        mutating func take(_ groups: [CoinGroup]) {
            chosen.append(next)
            effective += groups[next].effective
            total += groups[next].total
            inputs += groups[next].coins.count
            next += 1
        }

        /// Leaves out the group taken last; `false` when there is none.
        mutating func omitLast(_ groups: [CoinGroup]) -> Bool {
            guard let last = chosen.popLast() else { return false }
            let group = groups[last]
            effective -= group.effective
            total -= group.total
            inputs -= group.coins.count
            next = last + 1
            // A group that is worth the same would only lead to the same sums again.
            while next < groups.count, groups[next].effective == group.effective,
                groups[next].coins.count == group.coins.count
            {
                next += 1
            }
            return true
        }
    }
}
