package import BitcoinPrimitives
import ByteCoding
package import Descriptors

/// The coins a payment spends, the fee, and the change if any.
package struct CoinSelection: Sendable, Hashable {
    /// The smallest change worth an output, in satoshi, by Bitcoin Core's dust rule at 3 sat/vB.
    package static func dustLimit(_ scriptType: MultisigDescriptor.ScriptType) -> UInt64 {
        switch scriptType {
        case .p2wsh: 330
        case .p2shP2wsh: 540
        }
    }

    /// The weight a standard transaction may have; heavier ones are not relayed.
    package static let maximumStandardWeight = 400_000

    /// The coins in the order in which they become inputs.
    package let coins: [ProvenCoin]
    /// The fee.
    package let fee: Amount
    /// The change; `nil` when there is none worth an output, and what is left then goes to the fee.
    package let change: Amount?
    /// The weight of the signed transaction at most, in weight units: what limits are asked about.
    package let weight: Int
    /// The weight of the signed transaction as a rule: what the fee is reckoned by.
    package let usualWeight: Int

    /// The virtual size of the signed transaction at most.
    package var virtualSize: Int { (weight + 3) / 4 }
    /// The virtual size forecast for the signed transaction.
    package var usualVirtualSize: Int { (usualWeight + 3) / 4 }

    init(coins: [ProvenCoin], fee: Amount, change: Amount?, weight: Int, usualWeight: Int) {
        self.coins = coins
        self.fee = fee
        self.change = change
        self.weight = weight
        self.usualWeight = usualWeight
    }

    /// What a selection is made for.
    package struct Request: Sendable {
        /// The outputs to pay, without change.
        package let payments: [TxOut]
        /// The fee rate.
        package let feeRate: TargetFeeRate
        /// The fee rate at which coins are expected to be spent later; `nil` when only dust bounds the change.
        package let longTermFeeRate: TargetFeeRate?
        /// The vault's descriptor.
        package let descriptor: MultisigDescriptor
        /// The size of the vault's inputs.
        package let size: SpendSize

        /// Asks for a selection.
        /// - Parameter size: the size of the inputs; what the descriptor alone says unless given.
        package init(
            payments: [TxOut], feeRate: TargetFeeRate, longTermFeeRate: TargetFeeRate? = nil,
            descriptor: MultisigDescriptor, size: SpendSize? = nil
        ) {
            self.payments = payments
            self.feeRate = feeRate
            self.longTermFeeRate = longTermFeeRate
            self.descriptor = descriptor
            self.size = size ?? SpendSize(descriptor)
        }

        /// The same request for other outputs.
        package func paying(_ payments: [TxOut]) -> Request {
            Request(
                payments: payments, feeRate: feeRate, longTermFeeRate: longTermFeeRate, descriptor: descriptor,
                size: size)
        }
    }

    /// Takes the largest coins first until they carry the payments and the fee.
    package static func largestFirst(
        from available: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        try adding(to: [], from: available.sorted(by: isBefore).map { [$0] }, for: request)
    }

    /// Takes exactly the coins that the operator named, in that order.
    package static func exactly(
        _ coins: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        guard !coins.isEmpty else { throw .noCoins }
        let cost = try SpendCost(request)
        guard let selection = try cost.complete(coins) else { throw try cost.shortfall(coins) }
        return selection
    }

    /// Takes all coins of a case that is replaced, and then others until all of it is carried.
    ///
    /// Others come with everything on their address: first what is on the addresses of the case itself, which are shown
    /// anyway, then the addresses that carry most.
    package static func replacing(
        _ coins: [ProvenCoin], from pool: CoinPool, for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        guard !coins.isEmpty else { throw .noCoins }
        if let selection = try SpendCost(request).complete(coins) { return selection }
        let (taken, shown) = (Set(coins.map(\.outpoint)), Set(coins.map(\.output.scriptPubKey)))
        let others = pool.groups.map { group in group.coins.filter { !taken.contains($0.outpoint) } }
        func isShown(_ group: [ProvenCoin]) -> Bool { group.contains { shown.contains($0.output.scriptPubKey) } }
        return try adding(to: coins, from: others.filter(isShown) + others.filter { !isShown($0) }, for: request)
    }

    private static func adding(
        to first: [ProvenCoin], from groups: [[ProvenCoin]], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        guard !first.isEmpty || !groups.isEmpty else { throw .noCoins }
        let cost = try SpendCost(request)
        var chosen = first
        var total = try sum(first.map(\.amount))
        for group in groups where !group.isEmpty {
            chosen += group
            let more = try sum(group.map(\.amount))
            do { total = try total.adding(more) } catch { throw .amount(error) }
            guard cost.outcome(total: total.sat, inputs: chosen.count) != .short else { continue }
            if let selection = try cost.complete(chosen) { return selection }
        }
        throw try cost.shortfall(chosen)
    }

    /// The order of inputs and of choosing by hand: the largest amount first, then by outpoint.
    static func isBefore(_ left: ProvenCoin, _ right: ProvenCoin) -> Bool {
        left.amount == right.amount ? left.outpoint < right.outpoint : left.amount > right.amount
    }

    static func sum(_ amounts: [Amount]) throws(CoinSelectionError) -> Amount {
        do { return try Amount.sum(amounts) } catch { throw .amount(error) }
    }
}
