import CommandSupport
import Custody
import WalletFormats

/// Orders and approvals that were given as files.
struct OrderFiles {
    /// The orders, in the order in which they were given.
    let orders: [Document<Order>]
    /// The approvals.
    let approvals: [Document<OrderApproval>]

    /// Reads the files; each is an order or an approval, and none is given twice.
    init(reading paths: [String]) throws {
        var orders: [Document<Order>] = []
        var approvals: [Document<OrderApproval>] = []
        for path in paths {
            let bytes = try FileAccess.read(path, limit: DocumentLimits.bytes)
            if DocumentType.name(in: bytes) == OrderApproval.typeName {
                let approval = try Document<OrderApproval>(parsing: bytes)
                if !approvals.contains(approval) { approvals.append(approval) }
            } else {
                let order = try Document<Order>(parsing: bytes)
                if !orders.contains(order) { orders.append(order) }
            }
        }
        self.orders = orders
        self.approvals = approvals
    }

    /// What the orders pay, line by line, as rows of a payout file.
    var payouts: [Payout] {
        orders.flatMap(\.body.lines).enumerated().map { place, line in
            Payout(
                row: place + 1, address: line.address, amount: line.amount,
                reference: line.reference?.description ?? "")
        }
    }
}
