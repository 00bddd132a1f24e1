import BitcoinPrimitives
import ByteCoding

/// Estimates of fee rates as other programs give them, by the number of blocks in which a payment is to be confirmed.
package struct FeeEstimates: Sendable, Hashable {
    /// The file size allowed, in bytes: such a file has one line.
    package static let maximumFileSize = 64 << 10

    /// The deadlines that mempool's names stand for, in blocks: ten minutes, half an hour, an hour, a day, a week.
    private static let namedTargets = [
        "fastestFee": 1, "halfHourFee": 3, "hourFee": 6, "economyFee": 144, "minimumFee": 1_008,
    ]

    /// The rates in millisatoshi per virtual byte, rounded up, by the number of blocks.
    package let rates: [Int: UInt64]

    /// Reads Bitcoin Core's `estimatesmartfee`, mempool's recommended fees, or Esplora's `fee-estimates`.
    package init(parsing bytes: [UInt8]) throws(FeeEstimateError) {
        let root: JSONNode
        do throws(JSONError) { root = try JSONReader.read(bytes, limit: Self.maximumFileSize) } catch {
            throw .json(error)
        }
        guard case .object(let members) = root.value else { throw .unknownForm }
        if root.member("feerate") != nil || root.member("errors") != nil {
            rates = try Self.core(root)
        } else if members.contains(where: { Self.namedTargets[$0.name] != nil }) {
            rates = try Self.read(members) { Self.namedTargets[$0] }
        } else {
            rates = try Self.read(members) { DecimalText.parse($0) }
        }
        guard !rates.isEmpty else { throw .unknownForm }
    }

    /// The rate that confirms a payment within so many blocks: of the deadlines that are not later, the latest.
    package func milliSatPerVirtualByte(withinBlocks target: Int) throws(FeeEstimateError) -> UInt64 {
        let fitting = rates.keys.filter { $0 <= target }.max()
        guard let fitting, let rate = rates[fitting] else {
            throw .noneWithin(blocks: target, fastest: rates.keys.min() ?? 0)
        }
        return rate
    }

    /// `feerate` in bitcoin per 1,000 virtual bytes and `blocks`, or `errors`.
    private static func core(_ root: JSONNode) throws(FeeEstimateError) -> [Int: UInt64] {
        guard let node = root.member("feerate") else {
            var words = ""
            if case .array(let errors)? = root.member("errors")?.value, case .string(let text)? = errors.first?.value {
                words = text
            }
            throw .noEstimate(reason: words)
        }
        // One satoshi per 1,000 virtual bytes is one millisatoshi per virtual byte.
        guard case .number(let text) = node.value, let rate = DecimalAmount.amount(ofNumber: text) else {
            throw .malformedRate(name: "feerate")
        }
        guard case .number(let count)? = root.member("blocks")?.value, let blocks: Int = DecimalText.parse(count) else {
            throw .malformedRate(name: "blocks")
        }
        return [blocks: rate.sat]
    }

    private static func read(
        _ members: [JSONMember], _ target: (String) -> Int?
    ) throws(FeeEstimateError) -> [Int: UInt64] {
        var rates: [Int: UInt64] = [:]
        for member in members {
            guard let blocks = target(member.name) else { throw .unknownForm }
            guard case .number(let text) = member.node.value, let rate = milliSat(text) else {
                throw .malformedRate(name: member.name)
            }
            rates[blocks] = rate
        }
        return rates
    }

    /// A decimal number of satoshi per virtual byte in thousandths, rounded up: a lower rate than estimated would be late.
    private static func milliSat(_ text: String) -> UInt64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole: UInt64 = DecimalText.parse(first), whole <= 1_000_000 else {
            return nil
        }
        guard parts.count == 2 else { return whole * 1_000 }
        let digits = parts[1].utf8
        guard !digits.isEmpty, digits.count <= 30, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        var thousandths: UInt64 = 0
        for digit in (Array(digits) + [0x30, 0x30, 0x30]).prefix(3) {
            thousandths = thousandths * 10 + UInt64(digit - 0x30)
        }
        let isFiner = digits.dropFirst(3).contains { $0 != 0x30 }
        return whole * 1_000 + thousandths + (isFiner ? 1 : 0)
    }
}

/// Says why a file gives no fee rate.
package enum FeeEstimateError: CodedError, Equatable {
    /// The file is no strict JSON.
    case json(JSONError)
    /// The JSON has none of the forms that are understood.
    case unknownForm
    /// A rate or number of blocks does not read.
    case malformedRate(name: String)
    /// The node had no estimate.
    case noEstimate(reason: String)
    /// No estimate is for so few blocks.
    case noneWithin(blocks: Int, fastest: Int)

    package var code: String {
        switch self {
        case .json(let error): error.code
        case .unknownForm: "fees.unknown-form"
        case .malformedRate: "fees.malformed-rate"
        case .noEstimate: "fees.no-estimate"
        case .noneWithin: "fees.none-within"
        }
    }

    package var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .unknownForm: "the file is none of the forms of fee estimates that are understood"
        case .malformedRate(let name): "\(QuotedText.quote(name)) of the fee estimates does not read"
        case .noEstimate(let reason): "the node gave no estimate: \(QuotedText.quote(reason))"
        case .noneWithin(let blocks, let fastest):
            "no estimate is for \(blocks) blocks; the fastest is for \(fastest)"
        }
    }

    package var remedy: String? {
        switch self {
        case .unknownForm, .malformedRate:
            "Give what estimatesmartfee answers, or the fees of mempool or Esplora, as they are."
        case .noEstimate: "Choose a rate yourself with --fee-rate."
        case .noneWithin: "Ask for that deadline when you fetch the estimates, or choose a later one with --fee-target."
        case .json: nil
        }
    }
}
