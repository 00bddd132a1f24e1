import BitcoinPrimitives
import Custody

/// Warns about a fee rate below what most nodes relay, and refuses one below what any does by default.
struct FeeRelayed: SigningCheck {
    static let id = "fee.relay"

    /// The rate that Bitcoin Core asked for up to version 29, in thousandths of a satoshi per virtual byte.
    private static let usual: UInt64 = 1_000

    /// The rate that Bitcoin Core asks for since then, in the same unit.
    private static let least: UInt64 = 100

    func findings(in context: ReviewContext) -> [Finding] {
        guard let rate = context.examination.facts?.feeRate, Self.isBelow(rate, Self.usual) else { return [] }
        let isHopeless = Self.isBelow(rate, Self.least)
        return [finding(isHopeless ? .refuse : .warn, .fee, .fee(.belowRelay(rate: rate, isHopeless: isHopeless)))]
    }

    /// Compares without rounding; the fee is at most 21e14 satoshi, so that the product fits.
    private static func isBelow(_ rate: FeeRate, _ milliSatPerVirtualByte: UInt64) -> Bool {
        rate.fee.sat * 1_000 < milliSatPerVirtualByte * UInt64(rate.virtualSize)
    }
}
