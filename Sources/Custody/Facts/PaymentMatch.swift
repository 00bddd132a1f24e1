import BitcoinPrimitives
import ByteCoding

/// The payments of a transaction beside the lines of the orders that the case cites: a pure function of both.
///
/// Equal lines are matched in ascending order: outputs by their index, lines by order and number. What is left over on
/// either side is named by the nearest thing that it can be, each output and each line once.
struct PaymentMatch: Sendable {
    /// The line that each output pays, by the output's index.
    private(set) var lines: [Int: OrderedLine] = [:]
    /// Everything that is not equal.
    private(set) var differences: [PaymentDifference] = []

    /// An output that pays somebody else.
    private struct Payment {
        let index: Int
        let output: TxOut
    }

    /// Compares outputs that pay somebody else with orders; the orders come by digest ascending.
    init(outputs: [(index: Int, output: TxOut)], orders: [Document<Order>]) {
        var open: [TxOut: [OrderedLine]] = [:]
        for order in orders.reversed() {
            for (number, line) in order.body.lines.enumerated().reversed() {
                open[line.output, default: []].append(OrderedLine(UInt32(number), line, of: order))
            }
        }
        var payments: [Payment] = []
        for (index, output) in outputs {
            if let line = open[output]?.popLast() {
                lines[index] = line
            } else {
                payments.append(Payment(index: index, output: output))
            }
        }
        var rest = open.values.flatMap { $0 }.sorted(by: Self.isBefore)
        nameByScript(&payments, &rest)
        nameByAmount(&payments, &rest)
        differences += rest.map { .missing($0) }
        differences += payments.map { .extra(output: $0.index, $0.output) }
    }

    /// Names what pays an address that was ordered, but otherwise.
    private mutating func nameByScript(_ payments: inout [Payment], _ rest: inout [OrderedLine]) {
        var scripts: [Script] = []
        for line in rest where !scripts.contains(line.line.address.scriptPubKey) {
            scripts.append(line.line.address.scriptPubKey)
        }
        for script in scripts {
            let paid = payments.filter { $0.output.scriptPubKey == script }
            let ordered = rest.filter { $0.line.address.scriptPubKey == script }
            guard !paid.isEmpty else { continue }
            if paid.count == 1, ordered.count > 1, paid[0].output.amount == Self.sum(ordered.map(\.line.amount)) {
                differences.append(.merged(output: paid[0].index, ordered))
                Self.drop(paid, ordered, &payments, &rest)
            } else if ordered.count == 1, paid.count > 1,
                ordered[0].line.amount == Self.sum(paid.map(\.output.amount))
            {
                differences.append(.split(ordered[0], outputs: paid.map(\.index)))
                Self.drop(paid, ordered, &payments, &rest)
            } else {
                let pairs = Array(zip(paid, ordered))
                differences += pairs.map { .amount(output: $0.index, paid: $0.output.amount, $1) }
                Self.drop(pairs.map(\.0), pairs.map(\.1), &payments, &rest)
            }
        }
    }

    /// Names what pays an amount that was ordered to an address that was not.
    private mutating func nameByAmount(_ payments: inout [Payment], _ rest: inout [OrderedLine]) {
        for payment in payments {
            guard let line = rest.first(where: { $0.line.amount == payment.output.amount }) else { continue }
            differences.append(.address(output: payment.index, payment.output, line))
            Self.drop([payment], [line], &payments, &rest)
        }
    }

    private static func drop(
        _ paid: [Payment], _ ordered: [OrderedLine], _ payments: inout [Payment], _ rest: inout [OrderedLine]
    ) {
        let indexes = Set(paid.map(\.index))
        let places = Set(ordered.map(\.place))
        payments.removeAll { indexes.contains($0.index) }
        rest.removeAll { places.contains($0.place) }
    }

    private static func sum(_ amounts: [Amount]) -> Amount? { try? Amount.sum(amounts) }

    private static func isBefore(_ left: OrderedLine, _ right: OrderedLine) -> Bool {
        left.order == right.order ? left.number < right.number : left.order < right.order
    }
}
