package import BitcoinPrimitives
import ByteCoding
package import Custody

/// The highest fees that a vault allows, asked before a payment is built: every custodian's machine asks them again.
package enum FeeCaps {
    /// Refuses a fee above any of the three caps; a payment that pays nobody outside is measured by what it spends.
    package static func check(
        _ selection: CoinSelection, leaving: Amount, rules: VaultRules
    ) throws(FeeCapError) {
        let rate = FeeRate(fee: selection.fee, virtualSize: selection.virtualSize)
        guard !rate.exceeds(satPerVirtualByte: rules.maximumFeeRate) else {
            throw .aboveRate(
                milliSatPerVirtualByte: rate.milliSatPerVirtualByte, cap: rules.maximumFeeRate)
        }
        guard selection.fee <= rules.maximumFee else {
            throw .aboveAmount(fee: selection.fee, cap: rules.maximumFee)
        }
        let base = leaving > .zero ? leaving.sat : selection.coins.reduce(0) { $0 + $1.amount.sat }
        // Both sides are at most 21e14 × 100, which fits.
        guard selection.fee.sat * 100 <= base * UInt64(rules.maximumFeePercent) else {
            throw .abovePercent(fee: selection.fee, cap: rules.maximumFeePercent, ofSat: base)
        }
    }
}

/// Says which cap of the vault a fee is above.
package enum FeeCapError: CodedError, Equatable {
    /// Above the highest fee.
    case aboveAmount(fee: Amount, cap: Amount)
    /// Above the highest rate.
    case aboveRate(milliSatPerVirtualByte: UInt64, cap: UInt64)
    /// Above the highest share.
    case abovePercent(fee: Amount, cap: UInt32, ofSat: UInt64)

    package var code: String {
        switch self {
        case .aboveAmount: "fee-cap.amount"
        case .aboveRate: "fee-cap.rate"
        case .abovePercent: "fee-cap.percent"
        }
    }

    package var description: String {
        switch self {
        case .aboveAmount(let fee, let cap): "the fee would be \(fee.text), above the vault's cap of \(cap.text)"
        case .aboveRate(let rate, let cap):
            "the fee rate would be \(rate / 1_000).\(Self.thousandths(rate)) sat/vB, above the vault's cap of \(cap) sat/vB"
        case .abovePercent(let fee, let cap, let base):
            "the fee would be \(fee.text), above the vault's cap of \(cap) per cent of \(base) sat"
        }
    }

    package var remedy: String? {
        switch self {
        case .aboveAmount: "Choose a lower fee rate, or pay in several cases; a cap changes only with the vault."
        case .aboveRate: "Choose a lower fee rate; a cap changes only with the vault."
        case .abovePercent: "Choose a lower fee rate, or pay small amounts together with larger ones."
        }
    }

    private static func thousandths(_ rate: UInt64) -> String { String(String(1_000 + rate % 1_000).dropFirst()) }
}
