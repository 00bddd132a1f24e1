import BitcoinPrimitives
import Descriptors

/// What the transaction of a request costs, for any number of inputs, without looking at its outputs again.
struct SpendCost: Sendable {
    /// What a sum of coins comes to.
    enum Outcome: Hashable {
        /// It does not carry payments and fee.
        case short
        /// It carries them, and what is left goes to the fee.
        case withoutChange(fee: UInt64)
        /// It carries them, and change comes back.
        case withChange(UInt64, fee: UInt64)
    }

    /// The rate below which many nodes relay nothing: Bitcoin Core's before version 30, in millisatoshi per virtual byte.
    private static let relayRate: UInt64 = 1_000

    /// The sum of the payments.
    let paid: Amount
    /// The fee rate in millisatoshi per virtual byte.
    let rate: UInt64
    /// The long-term fee rate in the same unit.
    let longTermRate: UInt64
    /// The weight of one input as a rule.
    let inputWeight: Int
    /// The smallest change that is made, in satoshi.
    let smallestChange: UInt64

    private let feeRate: TargetFeeRate
    private let size: SpendSize
    private let outputCount: Int
    private let outputBytes: Int
    private let changeBytes: Int

    init(_ request: CoinSelection.Request) throws(CoinSelectionError) {
        paid = try CoinSelection.sum(request.payments.map(\.amount))
        feeRate = request.feeRate
        rate = request.feeRate.milliSatPerVirtualByte
        longTermRate = (request.longTermFeeRate ?? request.feeRate).milliSatPerVirtualByte
        size = request.size
        inputWeight = size.usualInputWeight
        outputCount = request.payments.count
        outputBytes = request.payments.reduce(0) { $0 + SpendSize.outputLength(script: $1.scriptPubKey.bytes.count) }
        let changeLength =
            switch request.descriptor.scriptType {
            case .p2wsh: 34
            case .p2shP2wsh: 23
            }
        changeBytes = SpendSize.outputLength(script: changeLength)
        let dust = CoinSelection.dustLimit(request.descriptor.scriptType)
        // Change that costs more to spend than it is worth is no change.
        let spending = request.longTermFeeRate?.feeSat(virtualBytes: (size.usualInputWeight + 3) / 4)
        smallestChange = max(dust, spending.map { $0 + 1 } ?? 0)
    }

    /// The weight of the signed transaction at most.
    func weight(inputs: Int, hasChange: Bool) -> Int {
        size.weight(
            inputs: inputs, outputCount: outputCount + (hasChange ? 1 : 0),
            outputBytes: outputBytes + (hasChange ? changeBytes : 0))
    }

    /// The weight of the signed transaction as a rule.
    func usualWeight(inputs: Int, hasChange: Bool) -> Int {
        weight(inputs: inputs, hasChange: hasChange) - size.usualSaving(inputs: inputs)
    }

    /// The fee in satoshi at the fee rate.
    ///
    /// What nodes ask for to relay a transaction is paid for the largest signatures, so that no payment at that rate is stuck
    /// because of them.
    func fee(inputs: Int, hasChange: Bool) -> UInt64 {
        let usual = feeRate.feeSat(virtualBytes: (usualWeight(inputs: inputs, hasChange: hasChange) + 3) / 4)
        let largest = UInt64(clamping: (weight(inputs: inputs, hasChange: hasChange) + 3) / 4)
        // A rate of at most 1,000 and a weight below 2^32.
        return max(usual, (min(rate, Self.relayRate) * largest + 999) / 1_000)
    }

    /// What a change output costs: its bytes now, and an input at the long-term rate later; in satoshi.
    var costOfChange: UInt64 {
        let output = feeRate.feeSat(virtualBytes: changeBytes)
        let later = (UInt64(inputWeight) * longTermRate + 3_999) / 4_000
        return output + later
    }

    /// What coins of that sum come to.
    func outcome(total: UInt64, inputs: Int, mayChange: Bool = true) -> Outcome {
        guard total >= paid.sat else { return .short }
        let rest = total - paid.sat
        if mayChange {
            let fee = fee(inputs: inputs, hasChange: true)
            if rest >= fee, rest - fee >= smallestChange { return .withChange(rest - fee, fee: fee) }
        }
        return rest >= fee(inputs: inputs, hasChange: false) ? .withoutChange(fee: rest) : .short
    }

    /// The waste of an outcome in quarters of a millisatoshi: what the inputs cost more now than in the long term, and what
    /// the change costs or the fee gets beyond the rate.
    func waste(_ outcome: Outcome, inputs: Int) -> Int64 {
        let inputWaste = Int64(clamping: inputs * inputWeight) * (Int64(clamping: rate) - Int64(clamping: longTermRate))
        switch outcome {
        case .short: return .max
        case .withChange:
            let change = Int64(clamping: changeBytes * 4) * Int64(clamping: rate)
            return inputWaste + change + Int64(clamping: inputWeight) * Int64(clamping: longTermRate)
        case .withoutChange(let fee):
            let excess = fee - min(fee, self.fee(inputs: inputs, hasChange: false))
            return inputWaste + Int64(clamping: excess) * 4_000
        }
    }

    /// The selection that coins make, in the order given; `nil` when they do not carry it.
    func complete(_ coins: [ProvenCoin], mayChange: Bool = true) throws(CoinSelectionError) -> CoinSelection? {
        let total = try CoinSelection.sum(coins.map(\.amount))
        let outcome = outcome(total: total.sat, inputs: coins.count, mayChange: mayChange)
        let (change, fee): (UInt64?, UInt64)
        switch outcome {
        case .short: return nil
        case .withoutChange(let paid): (change, fee) = (nil, paid)
        case .withChange(let left, let paid): (change, fee) = (left, paid)
        }
        let weight = weight(inputs: coins.count, hasChange: change != nil)
        guard weight <= CoinSelection.maximumStandardWeight else {
            throw .tooHeavy(weight: weight, limit: CoinSelection.maximumStandardWeight)
        }
        do throws(AmountError) {
            var left: Amount?
            if let change { left = try Amount(sat: change) }
            return CoinSelection(
                coins: coins, fee: try Amount(sat: fee), change: left, weight: weight,
                usualWeight: usualWeight(inputs: coins.count, hasChange: change != nil))
        } catch {
            throw .amount(error)
        }
    }

    /// Says how much is missing when all these coins are too little.
    func shortfall(
        _ coins: [ProvenCoin], aside: CoinsSetAside = .nothing
    ) throws(CoinSelectionError) -> CoinSelectionError {
        let available = try CoinSelection.sum(coins.map(\.amount))
        do throws(AmountError) {
            let fee = try Amount(sat: fee(inputs: max(1, coins.count), hasChange: false))
            return .notEnough(available: available, payments: paid, fee: fee, aside: aside)
        } catch {
            return .amount(error)
        }
    }
}
