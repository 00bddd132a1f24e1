import BitcoinPrimitives
import ByteCoding

/// Why an order contradicts itself.
package enum OrderError: CodedError, Hashable {
    /// Numbers begin at 1.
    case numberZero
    /// No fee is allowed, and every transaction costs one.
    case noFee
    /// The last moment is before the first.
    case endsBeforeStart
    /// A payment pays nobody.
    case noLine
    /// An order of kind `internal` pays somebody.
    case linesInside(Int)
    /// There are more lines than ``DocumentLimits/orderLines``.
    case tooManyLines(Int)
    /// A line pays nothing.
    case zeroAmount(line: Int)
    /// A line pays to an address of another network.
    case otherNetwork(line: Int)
    /// The lines together are worth more than can exist.
    case sum(ErrorCause)
    /// A line has another number than its place.
    case lineNumber(found: UInt32, expected: Int)
    /// A name or reference is given for a line that is not there.
    case textWithoutLine(field: String, line: UInt32)

    package var code: String {
        switch self {
        case .numberZero: "order.number-zero"
        case .noFee: "order.no-fee"
        case .endsBeforeStart: "order.ends-before-start"
        case .noLine: "order.no-line"
        case .linesInside: "order.lines-inside"
        case .tooManyLines: "order.too-many-lines"
        case .zeroAmount: "order.zero-amount"
        case .otherNetwork: "order.address-network"
        case .sum: "order.sum"
        case .lineNumber: "order.line-number"
        case .textWithoutLine: "order.text-without-line"
        }
    }

    package var description: String {
        switch self {
        case .numberZero: "an order has no number 0, the first is 1"
        case .noFee: "the highest fee is 0, and every transaction costs one"
        case .endsBeforeStart: "not-after is before not-before"
        case .noLine: "a payment without a line pays nobody"
        case .linesInside(let count): "an internal order pays nobody, and this one has \(count) lines"
        case .tooManyLines(let count): "\(count) lines exceed the \(DocumentLimits.orderLines) of an order"
        case .zeroAmount(let line): "line \(line) pays nothing"
        case .otherNetwork(let line): "line \(line) pays to an address of another network"
        case .sum(let cause): "the lines do not add up: \(cause.description)"
        case .lineNumber(let found, let expected): "line number \(found) stands at place \(expected)"
        case .textWithoutLine(let field, let line): "\(field) \(line) belongs to a line that is not there"
        }
    }
}
