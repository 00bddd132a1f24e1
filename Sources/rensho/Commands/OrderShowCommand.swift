import ArgumentParser
import CommandSupport
import CoordinatorStore
import Custody

/// `order show`.
struct OrderShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an order, who signed it, and which approvals of it count.",
        discussion: """
            Give an order and any number of approvals. Every signature is verified with the vault of this home, as it
            stands today. Ends with 1 when the order or an approval does not count, and with 2 when approvals that the
            vault asks for are missing.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The order and its approvals.")
    var files: [String]

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let given = try OrderFiles(reading: files)
        guard given.orders.count == 1, let document = given.orders.first else {
            throw UsageError("give one order, and the approvals of it")
        }
        let (_, agreement) = try home.agreement(vault: document.body.vault.description)
        let view = RegisteredVaultView(agreement)
        let today = SystemClock.today
        let found = try OrderStanding(document, given.approvals, under: view, on: today)
        if format.isJSON {
            try Output.json(
                "order-show",
                OrderView(document).members + [
                    (key: "approved_by", value: Output.strings(found.approvers)),
                    (key: "approvals_needed", value: .integer(found.needed)),
                    (key: "in_force", value: .bool(found.isInForce)),
                ])
        } else {
            try Output.lines(OrderView(document).lines + found.lines)
        }
        guard found.isInForce else {
            throw Outcome(.refused, "order.not-in-force", "the order is not in force today")
        }
        guard found.approvers.count >= found.needed else {
            throw Outcome(
                .incomplete, "order.approvals-missing",
                "\(found.approvers.count) of \(found.needed) approvals are there",
                remedy: "Let more approvers approve it: rensho-signer order approve.")
        }
    }
}

/// Who stands behind an order, as the vault of this home has it.
private struct OrderStanding {
    let requester: Person
    let approvers: [Identifier]
    let needed: Int
    let isInForce: Bool

    init(
        _ document: Document<Order>, _ approvals: [Document<OrderApproval>], under vault: RegisteredVaultView,
        on today: CalendarDate?
    ) throws {
        let order = try VerifiedOrder(document, under: vault, on: today)
        var approvers: Set<Identifier> = []
        for approval in approvals {
            approvers.insert(try VerifiedApproval(approval, of: order, under: vault, on: today).approver.id)
        }
        requester = order.requester
        self.approvers = approvers.sorted()
        needed = vault.vault.approvalsNeeded(for: document.body)
        let force = OrderForce(
            from: document.body.notBefore, until: document.body.notAfter, today: today, height: nil)
        isInForce =
            switch force {
            case .inForce, .unknown: true
            case .notYet, .ended: false
            }
    }

    var lines: [String] {
        [
            "Signed   by \(requester.id) (\(requester.name))",
            "Approved by \(approvers.isEmpty ? "nobody" : approvers.map(\.description).joined(separator: ", ")); the vault "
                + "asks for \(needed)",
        ] + (isInForce ? [] : ["! not in force today"])
    }
}

extension OrderRefusal: CommandError {
    /// An order that does not count is refused.
    var exitStatus: ExitStatus { .refused }
}
