package import BitcoinPrimitives
import ByteCoding

/// The sums of coins that are the vault's and were not to be spent.
package struct CoinsSetAside: Sendable, Hashable {
    /// Frozen by the operator.
    package let frozen: Amount
    /// Held by cases.
    package let held: Amount
    /// Without a confirmation.
    package let unconfirmed: Amount
    /// Dust, or worth less than spending it costs.
    package let uneconomic: Amount

    /// No coin.
    package static let nothing = CoinsSetAside(frozen: .zero, held: .zero, unconfirmed: .zero, uneconomic: .zero)

    /// States the sums.
    package init(frozen: Amount, held: Amount, unconfirmed: Amount, uneconomic: Amount) {
        self.frozen = frozen
        self.held = held
        self.unconfirmed = unconfirmed
        self.uneconomic = uneconomic
    }

    /// The sums that are not zero, in words.
    fileprivate var words: [String] {
        [
            (frozen, "frozen"), (held, "held by cases"), (unconfirmed, "not confirmed"),
            (uneconomic, "not worth their fee"),
        ].filter { $0.0 > .zero }.map { "\($0.0.text) \($0.1)" }
    }
}

/// Says why no coins could be chosen.
package enum CoinSelectionError: CodedError, Equatable {
    /// There is no free coin at all.
    case noCoins
    /// All the coins together are less than payments and fee.
    case notEnough(available: Amount, payments: Amount, fee: Amount, aside: CoinsSetAside = .nothing)
    /// The transaction would be heavier than nodes relay.
    case tooHeavy(weight: Int, limit: Int)
    /// A coin named by hand is frozen.
    case frozen(OutPoint, reason: String)
    /// There are fewer than two coins to put together.
    case nothingToConsolidate
    /// Coins are put together only at a fee rate that is not above the long-term rate.
    case consolidationAtHighFees(rate: TargetFeeRate, longTerm: TargetFeeRate)
    /// The payouts need several cases, and the coins left for one of them are too few.
    case notEnoughForPart(part: Int, parts: Int, missing: Amount)
    /// The fee of a case of a batch is above the vault's caps.
    case feeCap(FeeCapError)
    /// After the fee nothing that is worth an output comes back to the vault.
    case nothingComesBack(available: Amount, fee: Amount)
    /// A transaction gives nothing back to the vault that a child could spend.
    case noChangeToSpend(Txid)
    /// A transaction pays the rate by itself.
    case parentPaysEnough(rate: TargetFeeRate)
    /// An amount left its range.
    case amount(AmountError)

    package var code: String {
        switch self {
        case .noCoins: "selection.no-coins"
        case .notEnough: "selection.not-enough"
        case .tooHeavy: "selection.too-heavy"
        case .frozen: "selection.frozen"
        case .nothingToConsolidate: "selection.nothing-to-consolidate"
        case .consolidationAtHighFees: "selection.consolidation-at-high-fees"
        case .notEnoughForPart: "selection.not-enough-for-part"
        case .feeCap(let error): error.code
        case .nothingComesBack: "selection.nothing-comes-back"
        case .noChangeToSpend: "selection.no-change-to-spend"
        case .parentPaysEnough: "selection.parent-pays-enough"
        case .amount(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .noCoins: "the vault has no free coin"
        case .notEnough(let available, let payments, let fee, let aside):
            "the free coins carry \(available.text), less than payments of \(payments.text) and a fee of \(fee.text)"
                + (Self.missing(available, payments, fee).map { ": \($0.text) missing" } ?? "")
                + (aside.words.isEmpty ? "" : "; set aside: " + aside.words.joined(separator: ", "))
        case .tooHeavy(let weight, let limit):
            "the transaction would weigh \(weight) weight units, more than the \(limit) that nodes relay"
        case .frozen(let outpoint, let reason):
            "coin \(outpoint) is frozen" + (reason.isEmpty ? "" : ": \(reason)")
        case .nothingToConsolidate: "fewer than two coins could be put together"
        case .consolidationAtHighFees(let rate, let longTerm):
            "coins are not put together at \(rate), above the long-term fee rate of \(longTerm)"
        case .notEnoughForPart(let part, let parts, let missing):
            "the payouts need \(parts) cases, and the coins left for case \(part) are \(missing.text) too little"
        case .feeCap(let error): "\(error)"
        case .nothingComesBack(let available, let fee):
            "the coins carry \(available.text), and after a fee of \(fee.text) nothing worth an output comes back"
        case .noChangeToSpend(let txid): "transaction \(txid) gives nothing back to the vault"
        case .parentPaysEnough(let rate): "the transaction pays \(rate) or more by itself"
        case .amount(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .noCoins: "Import coins with rensho coins import, or end an open case that holds them."
        case .notEnough: "Import more coins, thaw some, pay less, or end an open case that holds coins."
        case .tooHeavy: "Split the payouts with --split, or over several files."
        case .frozen: "Thaw it with rensho coins thaw, or choose other coins."
        case .nothingToConsolidate: nil
        case .consolidationAtHighFees:
            "Wait for lower fees, or state with --long-term-fee-rate what you expect to pay later."
        case .notEnoughForPart:
            "The change of one case cannot be spent by the next before it is confirmed: propose the rest then."
        case .feeCap(let error): error.remedy
        case .nothingComesBack: "Choose a lower fee rate."
        case .noChangeToSpend: "Only a replacement can pay more: rensho bump without --child."
        case .parentPaysEnough: "Choose a higher fee rate, or wait."
        case .amount: nil
        }
    }

    private static func missing(_ available: Amount, _ payments: Amount, _ fee: Amount) -> Amount? {
        guard let needed = try? payments.adding(fee), let missing = try? needed.subtracting(available),
            missing > .zero
        else { return nil }
        return missing
    }
}
