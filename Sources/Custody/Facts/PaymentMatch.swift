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
        // Orders in a file are nobody's word yet, and may have as many lines as a file holds: each is looked at once.
        let byScript = Dictionary(grouping: payments, by: \.output.scriptPubKey)
        var scripts: [Script] = []
        var asked: [Script: [OrderedLine]] = [:]
        for line in rest where byScript[line.line.address.scriptPubKey] != nil {
            let script = line.line.address.scriptPubKey
            if asked[script] == nil { scripts.append(script) }
            asked[script, default: []].append(line)
        }
        var named = (payments: Set<Int>(), lines: Set<OrderLine>())
        func drop(_ paid: [Payment], _ ordered: [OrderedLine]) {
            named.payments.formUnion(paid.map(\.index))
            named.lines.formUnion(ordered.map(\.place))
        }
        for script in scripts {
            let paid = byScript[script] ?? []
            let ordered = asked[script] ?? []
            if paid.count == 1, ordered.count > 1, paid[0].output.amount == Self.sum(ordered.map(\.line.amount)) {
                differences.append(.merged(output: paid[0].index, ordered))
                drop(paid, ordered)
            } else if ordered.count == 1, paid.count > 1,
                ordered[0].line.amount == Self.sum(paid.map(\.output.amount))
            {
                differences.append(.split(ordered[0], outputs: paid.map(\.index)))
                drop(paid, ordered)
            } else {
                let pairs = Array(zip(paid, ordered))
                differences += pairs.map { .amount(output: $0.index, paid: $0.output.amount, $1) }
                drop(pairs.map(\.0), pairs.map(\.1))
            }
        }
        payments.removeAll { named.payments.contains($0.index) }
        rest.removeAll { named.lines.contains($0.place) }
    }

    /// Names what pays an amount that was ordered to an address that was not.
    private mutating func nameByAmount(_ payments: inout [Payment], _ rest: inout [OrderedLine]) {
        var byAmount = Dictionary(grouping: rest.reversed(), by: \.line.amount)
        var named = (payments: Set<Int>(), lines: Set<OrderLine>())
        for payment in payments {
            guard let line = byAmount[payment.output.amount]?.popLast() else { continue }
            differences.append(.address(output: payment.index, payment.output, line))
            named.payments.insert(payment.index)
            named.lines.insert(line.place)
        }
        payments.removeAll { named.payments.contains($0.index) }
        rest.removeAll { named.lines.contains($0.place) }
    }

    private static func sum(_ amounts: [Amount]) -> Amount? { try? Amount.sum(amounts) }

    private static func isBefore(_ left: OrderedLine, _ right: OrderedLine) -> Bool {
        left.order == right.order ? left.number < right.number : left.order < right.order
    }
}
