package import BitcoinPrimitives
import ByteCoding

/// A fee rate in thousandths of a satoshi per virtual byte.
package struct TargetFeeRate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The rate in millisatoshi per vB.
    package let milliSatPerVirtualByte: UInt64

    /// The largest rate taken, in sat/vB: above it only a slip of the hand is likely.
    package static let maximumSatPerVirtualByte: UInt64 = 10_000

    /// Reads `5`, `1.25` or `0.1` sat/vB; at most three decimals.
    package init(parsing text: String) throws(TargetFeeRateError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 6,
            let whole = Self.number(parts[0])
        else { throw .malformed(text) }
        var thousandths: UInt64 = 0
        if parts.count == 2 {
            let digits = parts[1]
            guard (1...3).contains(digits.count), let value = Self.number(digits) else { throw .malformed(text) }
            thousandths = value * [100, 10, 1][digits.count - 1]
        }
        let rate = whole * 1_000 + thousandths
        guard rate > 0 else { throw .zero }
        guard rate <= Self.maximumSatPerVirtualByte * 1_000 else {
            throw .tooHigh(text, limit: Self.maximumSatPerVirtualByte)
        }
        milliSatPerVirtualByte = rate
    }

    /// Takes a rate in millisatoshi per virtual byte, as estimates give it; `text` is named when it is out of bounds.
    package init(milliSatPerVirtualByte rate: UInt64, text: String) throws(TargetFeeRateError) {
        guard rate > 0 else { throw .zero }
        guard rate <= Self.maximumSatPerVirtualByte * 1_000 else {
            throw .tooHigh(text, limit: Self.maximumSatPerVirtualByte)
        }
        milliSatPerVirtualByte = rate
    }

    /// The fee for that many virtual bytes, rounded up to whole satoshi.
    package func fee(virtualBytes: Int) throws(AmountError) -> Amount {
        try Amount(sat: feeSat(virtualBytes: virtualBytes))
    }

    /// The same in satoshi; the largest number where it would not fit.
    func feeSat(virtualBytes: Int) -> UInt64 {
        let (product, overflow) = milliSatPerVirtualByte.multipliedReportingOverflow(by: UInt64(clamping: virtualBytes))
        return overflow ? .max : product / 1_000 + (product % 1_000 == 0 ? 0 : 1)
    }

    package var description: String {
        let (whole, thousandths) = milliSatPerVirtualByte.quotientAndRemainder(dividingBy: 1_000)
        guard thousandths > 0 else { return "\(whole) sat/vB" }
        var decimals = String(String(1_000 + thousandths).dropFirst())
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(whole).\(decimals) sat/vB"
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.milliSatPerVirtualByte < right.milliSatPerVirtualByte
    }

    private static func number(_ digits: Substring.UTF8View) -> UInt64? {
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }
}

/// Says why a text is no fee rate.
package enum TargetFeeRateError: CodedError, Equatable {
    /// The text is no decimal number with at most three decimals.
    case malformed(String)
    /// The rate is zero.
    case zero
    /// The rate is above what anybody pays.
    case tooHigh(String, limit: UInt64)

    package var code: String {
        switch self {
        case .malformed: "fee-rate.malformed"
        case .zero: "fee-rate.zero"
        case .tooHigh: "fee-rate.too-high"
        }
    }

    package var description: String {
        switch self {
        case .malformed(let text): "\"\(text.prefix(40))\" is no fee rate in sat/vB"
        case .zero: "the fee rate is zero"
        case .tooHigh(let text, let limit): "fee rate \(text) sat/vB is above the limit of \(limit) sat/vB"
        }
    }

    package var remedy: String? {
        switch self {
        case .malformed: "Write satoshi per virtual byte, such as 5 or 1.25."
        case .zero, .tooHigh: nil
        }
    }
}
