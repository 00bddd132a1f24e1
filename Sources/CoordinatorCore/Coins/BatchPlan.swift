import BitcoinPrimitives
package import Custody

/// Cuts payouts into as few cases as their weight allows, each with coins of its own.
package enum BatchPlan {
    /// One case of a batch.
    package struct Part: Sendable {
        /// The places of its payouts among all.
        package let range: Range<Int>
        /// Its coins.
        package let choice: SelectionChoice
    }

    /// The number of cases that no plan can go below.
    ///
    /// All cases together hold every output and at least the coins that carry the payments when the largest are taken first;
    /// each has an input and what any transaction has; none is above the standard weight.
    package static func fewest(_ pool: CoinPool, for request: CoinSelection.Request) throws(CoinSelectionError) -> Int {
        let paid = try CoinSelection.sum(request.payments.map(\.amount)).sat
        var (coins, carried): (Int, UInt64) = (0, 0)
        for coin in pool.spendable where carried < paid {
            (coins, carried) = (coins + 1, carried + coin.amount.sat)
        }
        let outputs = request.payments.reduce(0) {
            $0 + SpendSize.outputLength(script: $1.scriptPubKey.bytes.count) * 4
        }
        let input = request.size.inputWeight
        let room = CoinSelection.maximumStandardWeight - request.size.weight(inputs: 0, outputCount: 0, outputBytes: 0)
        func cases(_ weight: Int, _ room: Int) -> Int { (weight + room - 1) / max(1, room) }
        return max(1, cases(outputs + coins * input, room), cases(outputs, room - input))
    }

    /// Plans the cases: contiguous payouts of about equal weight, first in as few cases as there can be, then in more where
    /// a case turns out too heavy with its inputs. `progress` hears of every case that is planned.
    ///
    /// One more is tried first, then two, four and so on, and of those between the last that was too few and the first that
    /// is enough the fewest: some thirty plans for 10,000 payouts. No number helps where one payout alone is too heavy.
    package static func split(
        _ pool: CoinPool, for request: CoinSelection.Request, under rules: VaultRules, seed: UInt64,
        progress: (_ part: Int, _ parts: Int) -> Void = { _, _ in }
    ) throws(CoinSelectionError) -> [Part] {
        let weights = request.payments.map { SpendSize.outputLength(script: $0.scriptPubKey.bytes.count) * 4 }
        let most = max(1, request.payments.count)
        var parts = min(try fewest(pool, for: request), most)
        func plan(_ parts: Int) throws(CoinSelectionError) -> Attempt {
            do throws(CoinSelectionError) {
                return .whole(try Self.plan(ranges(weights, parts: parts), pool, request, rules, seed, progress))
            } catch {
                guard case .tooHeavy = error else { throw error }
                return .tooHeavy(error)
            }
        }
        var (tooFew, step) = (parts, 1)
        var found: [Part] = []
        search: while true {
            switch try plan(parts) {
            case .whole(let plan):
                found = plan
                break search
            case .tooHeavy(let error):
                guard parts < most else { throw error }
                if step == 1 { try requireLargestAlone(pool, request, seed) }
                tooFew = parts
                parts = min(most, parts + step)
                step *= 2
            }
        }
        while parts - tooFew > 1 {
            let between = tooFew + (parts - tooFew) / 2
            switch try plan(between) {
            case .whole(let plan): (found, parts) = (plan, between)
            case .tooHeavy: tooFew = between
            }
        }
        return found
    }

    /// What planning for a number of cases gives.
    private enum Attempt {
        case whole([Part])
        case tooHeavy(CoinSelectionError)
    }

    /// Refuses payouts of which the largest alone needs more coins than a transaction holds.
    private static func requireLargestAlone(
        _ pool: CoinPool, _ request: CoinSelection.Request, _ seed: UInt64
    ) throws(CoinSelectionError) {
        guard let largest = request.payments.max(by: { $0.amount < $1.amount }) else { return }
        let alone = CoinSelection.Request(
            payments: [largest], feeRate: request.feeRate, longTermFeeRate: request.longTermFeeRate,
            descriptor: request.descriptor, size: request.size)
        _ = try CoinSelector(pool, for: alone, seed: seed).choose()
    }

    /// Contiguous ranges of about equal weight.
    static func ranges(_ weights: [Int], parts: Int) -> [Range<Int>] {
        let total = weights.reduce(0, +)
        var ranges: [Range<Int>] = []
        var (start, sum) = (0, 0)
        for (place, weight) in weights.enumerated() {
            sum += weight
            let isFull = sum * parts >= total * (ranges.count + 1)
            // Every range that is still to come needs a payout.
            let mustEnd = weights.count - place - 1 == parts - ranges.count - 1
            guard isFull || mustEnd, ranges.count < parts - 1 else { continue }
            ranges.append(start..<(place + 1))
            start = place + 1
        }
        ranges.append(start..<weights.count)
        return ranges
    }

    private static func plan(
        _ ranges: [Range<Int>], _ pool: CoinPool, _ request: CoinSelection.Request, _ rules: VaultRules,
        _ seed: UInt64, _ progress: (Int, Int) -> Void
    ) throws(CoinSelectionError) -> [Part] {
        var pool = pool
        var plan: [Part] = []
        for (place, range) in ranges.enumerated() {
            progress(place + 1, ranges.count)
            let own = request.paying(Array(request.payments[range]))
            let found: SelectionChoice
            do throws(CoinSelectionError) {
                found = try CoinSelector(pool, for: own, seed: seed &+ UInt64(place)).choose()
            } catch {
                throw ranges.count > 1 ? try missing(error, own, part: place + 1, parts: ranges.count) : error
            }
            let leaving = try CoinSelection.sum(own.payments.map(\.amount))
            let choice: SelectionChoice
            do throws(FeeCapError) { choice = try found.within(caps: leaving, rules: rules) } catch {
                throw .feeCap(error)
            }
            pool = pool.without(choice.selection.coins)
            plan.append(Part(range: range, choice: choice))
        }
        return plan
    }

    private static func missing(
        _ error: CoinSelectionError, _ request: CoinSelection.Request, part: Int, parts: Int
    ) throws(CoinSelectionError) -> CoinSelectionError {
        let shortfall = error == .noCoins ? try SpendCost(request).shortfall([]) : error
        guard case .notEnough(let available, let payments, let fee, _) = shortfall,
            let needed = try? payments.adding(fee), let missing = try? needed.subtracting(available)
        else { return error }
        return .notEnoughForPart(part: part, parts: parts, missing: missing)
    }
}
