import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
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
        let today = try SystemClock.day()
        let found = try OrderStanding(document, given.approvals, under: view, on: today)
        if format.isJSON {
            try Output.json(
                "order-show",
                OrderView(document).members + [
                    (key: "approved_by", value: Output.strings(found.approvers)),
                    (key: "approvals_needed", value: .integer(found.need.approvals)),
                    (key: "tier", value: found.need.tier.map { JSONValue.unsigned(UInt64($0)) } ?? .null),
                    (key: "missing", value: Output.strings(found.trial.certain.missing)),
                    (key: "in_force", value: .bool(found.isInForce)),
                ])
        } else {
            try Output.lines(OrderView(document).lines + found.lines)
        }
        guard found.isInForce else {
            throw Outcome(.refused, "order.not-in-force", "the order is not in force today")
        }
        guard found.trial.certain.isNumberEnough else {
            throw Outcome(
                .incomplete, "order.approvals-missing",
                "\(found.approvers.count) of \(found.need.approvals) approvals are there",
                remedy: "Let more approvers approve it: rensho-signer order approve.")
        }
        guard found.trial.certain.isComplete else {
            throw Outcome(
                .incomplete, "order.approvals-missing",
                "missing: \(found.trial.certain.missing.joined(separator: ", "))")
        }
    }
}

/// Who stands behind an order, as the vault of this home has it.
struct OrderStanding {
    /// Who ordered.
    let requester: Person
    /// What becomes of it.
    let trial: PolicyTrial

    init(
        _ document: Document<Order>, _ approvals: [Document<OrderApproval>], under vault: RegisteredVaultView,
        on today: CalendarDate, balance: Amount? = nil
    ) throws {
        let order = try VerifiedOrder(document, under: vault, on: today)
        var found: [VerifiedApproval] = []
        for approval in approvals {
            let verified = try VerifiedApproval(approval, of: order, under: vault, on: today)
            // One person approves once; a vault has every person, key and device once.
            if !found.contains(where: { $0.approver.id == verified.approver.id }) { found.append(verified) }
        }
        requester = order.requester
        trial = PolicyTrial(order, found, under: vault.vault, balance: balance, on: today)
    }

    /// Who approved, sorted.
    var approvers: [Identifier] { trial.base.approvers }

    /// What is needed for certain.
    var need: ApprovalNeed { trial.certain.need }

    /// Whether it is in force today, as far as that is known.
    var isInForce: Bool {
        switch trial.force {
        case .inForce, .unknown: true
        case .notYet, .ended: false
        }
    }

    /// Lines for people.
    var lines: [String] {
        [
            "Signed   by \(requester.id) (\(requester.name))",
            "Approved by \(approvers.isEmpty ? "nobody" : approvers.map(\.description).joined(separator: ", ")); the vault "
                + "asks for \(need.approvals)" + (need.tier.map { " (tier \($0))" } ?? ""),
        ] + trial.certain.missing.map { "Missing  \($0)" }
            + (trial.highest.map {
                ["A custodian's machine may ask for tier \($0.judgement.tier.number): rensho vault policy try"]
            } ?? [])
            + (isInForce ? [] : ["! not in force today"])
    }
}

extension OrderRefusal: CommandError {
    /// An order that does not count is refused.
    var exitStatus: ExitStatus { .refused }
}
