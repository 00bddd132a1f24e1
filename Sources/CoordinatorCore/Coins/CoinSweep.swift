package import BitcoinPrimitives

/// Spends many coins at once: everything to one address, or small coins back to the vault.
package enum CoinSweep {
    /// Spends all coins of a pool to one script; what they carry beyond the fee is the payment.
    package static func everything(
        in pool: CoinPool, to script: Script, for request: CoinSelection.Request
    ) throws(CoinSelectionError) -> (selection: CoinSelection, payment: TxOut) {
        let coins = pool.spendable
        guard !coins.isEmpty else { throw .noCoins }
        let total = try CoinSelection.sum(coins.map(\.amount))
        let cost = try SpendCost(request.paying([TxOut(amount: .zero, scriptPubKey: script)]))
        let fee = cost.fee(inputs: coins.count, hasChange: false)
        guard total.sat >= fee, total.sat - fee >= DustRule.limit(script) else {
            throw try cost.shortfall(coins, aside: pool.setAside)
        }
        let weight = cost.weight(inputs: coins.count, hasChange: false)
        guard weight <= CoinSelection.maximumStandardWeight else {
            throw .tooHeavy(weight: weight, limit: CoinSelection.maximumStandardWeight)
        }
        do {
            let amount = try Amount(sat: total.sat - fee)
            return (
                CoinSelection(
                    coins: coins, fee: try Amount(sat: fee), change: nil, weight: weight,
                    usualWeight: cost.usualWeight(inputs: coins.count, hasChange: false)),
                TxOut(amount: amount, scriptPubKey: script)
            )
        } catch {
            throw .amount(error)
        }
    }

    /// Spends all coins of a pool to one output of the vault itself, whatever the rate: for coins that have to move.
    package static func home(
        of pool: CoinPool, for request: CoinSelection.Request
    ) throws(CoinSelectionError) -> CoinSelection {
        let coins = pool.spendable
        guard !coins.isEmpty else { throw .noCoins }
        let inside = CoinSelection.Request(
            payments: [], feeRate: request.feeRate, longTermFeeRate: request.longTermFeeRate,
            descriptor: request.descriptor)
        let selection = try CoinSelection.exactly(coins, for: inside)
        guard selection.change != nil else {
            throw .nothingComesBack(available: try CoinSelection.sum(coins.map(\.amount)), fee: selection.fee)
        }
        let weight = try SpendCost(inside).weight(inputs: coins.count, hasChange: true)
        guard weight <= CoinSelection.maximumStandardWeight else {
            throw .tooHeavy(weight: weight, limit: CoinSelection.maximumStandardWeight)
        }
        return selection
    }

    /// Puts the smallest coins together on the next change address, as many as a standard transaction holds.
    ///
    /// Addresses stay whole. It is worth its fee only while the rate is not above the long-term rate.
    package static func consolidation(
        of pool: CoinPool, for request: CoinSelection.Request
    ) throws(CoinSelectionError) -> CoinSelection {
        if let longTerm = request.longTermFeeRate, request.feeRate > longTerm {
            throw .consolidationAtHighFees(rate: request.feeRate, longTerm: longTerm)
        }
        let cost = try SpendCost(request.paying([]))
        var chosen: [ProvenCoin] = []
        for group in pool.groups.reversed() {
            let inputs = chosen.count + group.coins.count
            guard cost.weight(inputs: inputs, hasChange: true) <= CoinSelection.maximumStandardWeight else { continue }
            chosen += group.coins
        }
        guard chosen.count >= 2 else { throw .nothingToConsolidate }
        guard let selection = try cost.complete(chosen.sorted(by: CoinSelection.isBefore)), selection.change != nil
        else { throw .nothingToConsolidate }
        return selection
    }
}
