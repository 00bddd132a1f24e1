import BitcoinPrimitives

extension CoinSelector {
    /// The additions that the random sums may take altogether: a blink for any number of groups.
    private static let maximumAdditions = 2_000_000

    /// The most random sums that are tried.
    private static let maximumSums = 1_000

    /// Takes the groups that carry most until they are enough.
    func largestFirst() -> [Int]? { taking(Array(groups.indices), aim: 0) }

    /// Takes groups in a random order until the change is as large as aimed at, or all are taken.
    func singleRandomDraw() -> [Int]? {
        var random = SelectionRandomness(seed: seed)
        var order = Array(groups.indices)
        for place in order.indices.dropLast() {
            order.swapAt(place, place + random.below(order.count - place))
        }
        return taking(order, aim: changeAim)
    }

    /// Looks among random sums of the smaller groups for the least that carries payments, fee and the change aimed at; one
    /// larger group stands against it.
    func knapsack() -> [Int]? {
        let target = needed(aim: changeAim)
        let larger = groups.indices.last { groups[$0].effective >= target }
        let smaller = groups.indices.filter { groups[$0].effective < target }
        let sum = smaller.reduce(Int64(0)) { $0 + groups[$1].effective }
        guard sum >= target else { return larger.map { [$0] } ?? taking(Array(groups.indices), aim: 0) }
        var random = SelectionRandomness(seed: seed ^ 0x6b6e_6170_7361_636b)
        var best = (chosen: smaller, sum: sum)
        let rounds = max(1, min(Self.maximumSums, Self.maximumAdditions / max(1, smaller.count)))
        for _ in 0..<rounds where best.sum > target {
            if let found = randomSum(of: smaller, target: target, &random), found.sum < best.sum { best = found }
        }
        if let larger, groups[larger].effective <= best.sum { return [larger] }
        return best.chosen
    }

    /// Goes through the groups twice, first taking each with one chance in two, then those that were left.
    private func randomSum(
        of places: [Int], target: Int64, _ random: inout SelectionRandomness
    ) -> (chosen: [Int], sum: Int64)? {
        var taken = [Bool](repeating: false, count: groups.count)
        var sum: Int64 = 0
        for isFirst in [true, false] {
            for place in places where !taken[place] && (isFirst ? random.below(2) == 0 : true) {
                taken[place] = true
                sum += groups[place].effective
                if sum >= target { return (places.filter { taken[$0] }, sum) }
            }
        }
        return nil
    }

    /// Takes groups in an order until they carry payments, fee and a change of at least `aim`; where all of them do not
    /// reach the aim, those that carry the payment.
    private func taking(_ order: [Int], aim: UInt64) -> [Int]? {
        var chosen: [Int] = []
        var (total, inputs): (UInt64, Int) = (0, 0)
        var enough: [Int]?
        for place in order {
            chosen.append(place)
            total += groups[place].total
            inputs += groups[place].coins.count
            switch cost.outcome(total: total, inputs: inputs) {
            case .short: continue
            case .withChange(let change, _) where change >= aim: return chosen
            case .withChange, .withoutChange:
                if aim == 0 { return chosen }
                enough = enough ?? chosen
            }
        }
        return enough
    }

    /// What has to be carried beyond the inputs' own fee, with change, in quarters of a millisatoshi.
    private func needed(aim: UInt64) -> Int64 {
        // Three bytes more for a longer count of inputs, and what rounding adds.
        let weight = cost.usualWeight(inputs: 1, hasChange: true) - cost.inputWeight + 3 + 8
        return CoinPool.units(cost.paid.sat + aim) + Int64(clamping: cost.rate) * Int64(weight) + 3_999
    }
}
