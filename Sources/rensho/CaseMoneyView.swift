import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Review

/// What a case is about, as `status` shows it: who ordered it, what it costs, and which coins it spends.
struct CaseMoneyView {
    /// The coins that are shown; more are told in numbers.
    private static let shownCoins = 12

    private let state: CaseState
    /// The inputs of which enough signatures are outside the machines for anybody to use.
    private let armed: Set<Int>

    init(_ state: CaseState) {
        self.state = state
        let outside = state.armed.values
        armed = Set(
            state.facts.inputs.map(\.index).filter { input in
                outside.count { $0.contains(input) } >= state.vault.threshold
            })
    }

    private var facts: CaseFacts { state.facts }

    /// Lines for people.
    var lines: [String] { orders + [costs] + coins }

    private var orders: [String] {
        guard let orders = state.reviewContext.orders else { return [] }
        return orders.orders.map { order in
            let approvers = (orders.approvals[order.digest] ?? []).map(\.approver.id.description)
            return
                "Ordered  by \(order.requester.id) (\(order.requester.name)), order \(order.order.number), valid until "
                + "\(order.order.notAfter.documentText), approved by "
                + (approvers.isEmpty ? "nobody" : approvers.joined(separator: ", "))
        }
    }

    /// A case has facts only when the previous transaction of every input proves its amount.
    private var costs: String {
        let count = facts.inputs.count
        return
            "Fee      \(facts.fee.text), \(facts.feeRate.text); the amounts of \(count) of \(count) inputs are proven by "
            + "their previous transactions"
    }

    private var coins: [String] {
        let shown = facts.inputs.prefix(Self.shownCoins).map { input in
            "Spends   \(input.outpoint)  \(input.amount.text), \(armed.contains(input.index) ? "armed" : "held")"
        }
        let rest = facts.inputs.dropFirst(Self.shownCoins)
        if rest.isEmpty { return shown }
        return shown + [
            "Spends   \(rest.count) more coins, \(rest.count { armed.contains($0.index) }) of them armed: rensho status --json"
        ]
    }

    /// Members of a JSON document.
    var json: [(key: String, value: JSONValue)] {
        let orders = state.reviewContext.orders
        return [
            (
                key: "orders",
                value: .array(
                    (orders?.orders ?? []).map { order in
                        .object([
                            (key: "requester", value: .string(order.requester.id.description)),
                            (key: "number", value: .unsigned(order.order.number)),
                            (key: "digest", value: .string(order.digest.hex)),
                            (key: "not_after", value: .string(order.order.notAfter.documentText)),
                            (
                                key: "approved_by",
                                value: Output.strings((orders?.approvals[order.digest] ?? []).map(\.approver.id))
                            ),
                        ])
                    })
            ),
            (key: "fee_rate_msat_per_vb", value: .unsigned(facts.feeRate.milliSatPerVirtualByte)),
            (key: "proven_inputs", value: .integer(facts.inputs.count)),
            (
                key: "coins",
                value: .array(
                    facts.inputs.map { input in
                        .object([
                            (key: "outpoint", value: .string(input.outpoint.description)),
                            (key: "amount_sat", value: .unsigned(input.amount.sat)),
                            (key: "state", value: .string(armed.contains(input.index) ? "armed" : "held")),
                        ])
                    })
            ),
        ]
    }
}
