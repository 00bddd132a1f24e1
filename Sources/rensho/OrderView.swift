import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody

/// An order as commands show it: every line in full.
struct OrderView {
    private let document: Document<Order>
    private var order: Order { document.body }

    init(_ document: Document<Order>) {
        self.document = document
    }

    /// Lines for people.
    var lines: [String] {
        var lines = [
            "Order    \(order.name), vault \(order.vault), kind \(order.kind.rawValue)",
            "Digest   \(document.digest.hex)",
        ]
        for (place, line) in order.lines.enumerated() {
            lines.append("Line \(place)   \(line.address.groups.joined(separator: " "))  \(line.amount.text)")
            if let recipient = line.recipient { lines.append("         recipient \(recipient)") }
            if let reference = line.reference { lines.append("         reference \(reference)") }
        }
        if order.kind == .payment { lines.append("Together \(order.total.text)") }
        return lines + [
            "Fee      at most \(order.maximumFee.text)",
            "Valid    from \(order.notBefore?.documentText ?? "any time") until \(order.notAfter.documentText)",
        ]
    }

    /// The members of a JSON document.
    var members: [(key: String, value: JSONValue)] {
        [
            (key: "requester", value: .string(order.requester.description)),
            (key: "number", value: .unsigned(order.number)), (key: "vault", value: .string(order.vault.description)),
            (key: "founding", value: .string(order.founding.hex)), (key: "digest", value: .string(document.digest.hex)),
            (key: "kind", value: .string(order.kind.rawValue)),
            (
                key: "lines",
                value: .array(
                    order.lines.map { line in
                        .object([
                            (key: "address", value: .string(line.address.text)),
                            (key: "amount_sat", value: .unsigned(line.amount.sat)),
                            (key: "recipient", value: .optional(line.recipient?.description)),
                            (key: "reference", value: .optional(line.reference?.description)),
                        ])
                    })
            ),
            (key: "total_sat", value: .unsigned(order.total.sat)),
            (key: "max_fee_sat", value: .unsigned(order.maximumFee.sat)),
            (key: "not_before", value: .optional(order.notBefore?.documentText)),
            (key: "not_after", value: .string(order.notAfter.documentText)),
        ]
    }
}
