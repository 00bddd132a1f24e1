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
    /// The change; `nil` when it would be dust, which then goes to the fee.
    package let change: Amount?
    /// The virtual size forecast for the signed transaction.
    package let virtualSize: Int

    /// What a selection is made for.
    package struct Request: Sendable {
        /// The outputs to pay, without change.
        package let payments: [TxOut]
        /// The fee rate.
        package let feeRate: TargetFeeRate
        /// The vault.
        package let descriptor: MultisigDescriptor

        /// Asks for a selection.
        package init(payments: [TxOut], feeRate: TargetFeeRate, descriptor: MultisigDescriptor) {
            self.payments = payments
            self.feeRate = feeRate
            self.descriptor = descriptor
        }
    }

    /// Takes the largest coins first until they carry the payments and the fee.
    package static func largestFirst(
        from available: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        guard !available.isEmpty else { throw .noCoins }
        let ordered = available.sorted { left, right in
            left.amount == right.amount ? left.outpoint < right.outpoint : left.amount > right.amount
        }
        var chosen: [ProvenCoin] = []
        for coin in ordered {
            chosen.append(coin)
            if let selection = try complete(chosen, for: request) { return selection }
        }
        throw try shortfall(chosen, for: request)
    }

    /// Takes exactly the coins that the operator named, in that order.
    package static func exactly(
        _ coins: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        guard !coins.isEmpty else { throw .noCoins }
        guard let selection = try complete(coins, for: request) else { throw try shortfall(coins, for: request) }
        return selection
    }

    /// Takes all coins of a case that is replaced, and then the largest others until all of it is carried.
    package static func replacing(
        _ coins: [ProvenCoin], from available: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection {
        guard !coins.isEmpty else { throw .noCoins }
        let ordered = available.filter { !coins.contains($0) }.sorted { left, right in
            left.amount == right.amount ? left.outpoint < right.outpoint : left.amount > right.amount
        }
        var chosen = coins
        if let selection = try complete(chosen, for: request) { return selection }
        for coin in ordered {
            chosen.append(coin)
            if let selection = try complete(chosen, for: request) { return selection }
        }
        throw try shortfall(chosen, for: request)
    }

    private static func complete(
        _ coins: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelection? {
        let needs = try Needs(inputs: coins.count, request)
        let total = try sum(coins.map(\.amount))
        guard let rest = try? total.subtracting(needs.paid) else { return nil }
        if let change = try? rest.subtracting(needs.feeWithChange),
            change.sat >= dustLimit(request.descriptor.scriptType)
        {
            try check(needs.weightWithChange)
            return CoinSelection(
                coins: coins, fee: needs.feeWithChange, change: change,
                virtualSize: (needs.weightWithChange + 3) / 4)
        }
        guard rest >= needs.feeWithoutChange else { return nil }
        try check(needs.weightWithoutChange)
        return CoinSelection(
            coins: coins, fee: rest, change: nil, virtualSize: (needs.weightWithoutChange + 3) / 4)
    }

    private static func check(_ weight: Int) throws(CoinSelectionError) {
        guard weight <= maximumStandardWeight else {
            throw .tooHeavy(weight: weight, limit: maximumStandardWeight)
        }
    }

    private static func shortfall(
        _ coins: [ProvenCoin], for request: Request
    ) throws(CoinSelectionError) -> CoinSelectionError {
        let needs = try Needs(inputs: coins.count, request)
        return .notEnough(
            available: try sum(coins.map(\.amount)), payments: needs.paid, fee: needs.feeWithoutChange)
    }

    fileprivate static func sum(_ amounts: [Amount]) throws(CoinSelectionError) -> Amount {
        do { return try Amount.sum(amounts) } catch { throw .amount(error) }
    }

    /// What a transaction with a number of inputs has to carry.
    private struct Needs {
        let paid: Amount
        let weightWithChange: Int
        let weightWithoutChange: Int
        let feeWithChange: Amount
        let feeWithoutChange: Amount

        init(inputs: Int, _ request: Request) throws(CoinSelectionError) {
            paid = try CoinSelection.sum(request.payments.map(\.amount))
            let size = SpendSize(request.descriptor)
            let lengths = request.payments.map { $0.scriptPubKey.bytes.count }
            let changeLength =
                switch request.descriptor.scriptType {
                case .p2wsh: 34
                case .p2shP2wsh: 23
                }
            weightWithoutChange = size.weight(inputs: inputs, outputScriptLengths: lengths)
            weightWithChange = size.weight(inputs: inputs, outputScriptLengths: lengths + [changeLength])
            do {
                feeWithoutChange = try request.feeRate.fee(virtualBytes: (weightWithoutChange + 3) / 4)
                feeWithChange = try request.feeRate.fee(virtualBytes: (weightWithChange + 3) / 4)
            } catch {
                throw .amount(error)
            }
        }
    }
}

/// Says why no coins could be chosen.
package enum CoinSelectionError: CodedError, Equatable {
    /// There is no free coin at all.
    case noCoins
    /// All the coins together are less than payments and fee.
    case notEnough(available: Amount, payments: Amount, fee: Amount)
    /// The transaction would be heavier than nodes relay.
    case tooHeavy(weight: Int, limit: Int)
    /// An amount left its range.
    case amount(AmountError)

    package var code: String {
        switch self {
        case .noCoins: "selection.no-coins"
        case .notEnough: "selection.not-enough"
        case .tooHeavy: "selection.too-heavy"
        case .amount(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .noCoins: "the vault has no free coin"
        case .notEnough(let available, let payments, let fee):
            "the free coins carry \(available.text), less than payments of \(payments.text) and a fee of \(fee.text)"
        case .tooHeavy(let weight, let limit):
            "the transaction would weigh \(weight) weight units, more than the \(limit) that nodes relay"
        case .amount(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .noCoins: "Import coins with rensho coins import, or end an open case that holds them."
        case .notEnough: "Import more coins, pay less, or end an open case that holds coins."
        case .tooHeavy: "Split the payouts into several files."
        case .amount: nil
        }
    }
}
