import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Review

/// `vault policy try`.
struct VaultPolicyTryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Try an order: which tier of approval holds, and what is missing.",
        discussion: """
            Give an order and the approvals of it that are there. Nothing is proposed and nothing is written. Every
            signature is verified with the vault of this home, or with the vault's documents after --vault, which need no
            home. With --policy FILE the order, signed or not, is tried against a policy from which a vault has still to
            be made: it has people and no keys, so no signature is verified. Of each tier it says whether it holds by
            what the order says, or only the custodians' machines can tell: they judge by their own records and coins.
            Ends with 1 when the custodians' machines would refuse the payment whatever is approved, and with 2 when
            approvals that are needed for certain are missing or have not waited long enough.

            Examples:
              rensho vault policy try rita-17.order rita-17.erin.approval --balance 4852.9
              rensho vault policy try rita-17.order --policy next.policy
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "What the vault has, in BTC; without it, shares of it are left open.")
    var balance: String?
    @Option(
        name: .customLong("on"),
        help: ArgumentHelp("The day of the signature, by default today.", valueName: "YYYY-MM-DD"))
    var day: String?
    @Option(
        name: .customLong("vault"), parsing: .upToNextOption,
        help: ArgumentHelp("The documents of the vault, every version of it, instead of this home.", valueName: "files")
    )
    var vaultFiles: [String] = []
    @Option(help: ArgumentHelp("A policy file, instead of a vault.", valueName: "file"))
    var policy: String?
    @Argument(help: "The order and its approvals.")
    var files: [String]

    func validate() throws {
        guard policy == nil || vaultFiles.isEmpty else { throw ValidationError("give --vault or --policy") }
    }

    func run() throws {
        let given = try OrderFiles(reading: files)
        guard given.orders.count == 1, let document = given.orders.first else {
            throw UsageError("give one order, and the approvals of it")
        }
        let balance = try balance.map { text in try Usage.value(of: "--balance") { try Amount(btc: text) } }
        let day = try day.map { text in try Usage.value(of: "--on") { try CalendarDate(documentText: text) } }
        let trial = try trial(of: document, given.approvals, balance, on: try day ?? SystemClock.day())
        if format.isJSON {
            try Output.json(
                "vault-policy-try",
                OrderView(document).members + [(key: "is_verified", value: .bool(policy == nil))]
                    + TrialView(trial).members)
        } else {
            try Output.lines(TrialView(trial).lines)
        }
        guard !trial.isRefused else {
            throw Outcome(
                .refused, "vault-policy-try.refused", "the custodians' machines refuse the payment whatever is approved"
            )
        }
        guard trial.certain.isComplete else {
            throw Outcome(
                .incomplete, "vault-policy-try.missing",
                "missing: \(trial.certain.missing.joined(separator: ", "))",
                remedy: "Let more approvers approve it: rensho-signer order approve.")
        }
    }

    private func trial(
        of document: Document<Order>, _ approvals: [Document<OrderApproval>], _ balance: Amount?, on day: CalendarDate
    ) throws -> PolicyTrial {
        if let policy {
            Output.remark("a policy file has no keys: no signature was verified")
            let plan = try VaultPolicy.plan(parsing: try FileAccess.read(policy, limit: DocumentLimits.bytes))
            return try PolicyTrial(unverified: document, approvals, under: plan, balance: balance, on: day)
        }
        let view = try view(of: document.body.vault)
        return try OrderStanding(document, approvals, under: view, on: day, balance: balance).trial
    }

    private func view(of vault: Identifier) throws -> RegisteredVaultView {
        guard !vaultFiles.isEmpty else {
            let home = try CoordinatorHome(home, for: .reading)
            return RegisteredVaultView(try home.agreement(vault: vault.description).agreement)
        }
        let versions = try vaultFiles.map {
            try Document<Vault>(parsing: try FileAccess.read($0, limit: DocumentLimits.bytes))
        }.sorted { $0.body.version < $1.body.version }
        guard let newest = versions.last else { throw UsageError("give the documents of the vault") }
        Output.remark("these files alone do not show that the custodians have agreed: rensho vault verify tells")
        return RegisteredVaultView(newest, history: Array(versions.dropLast()))
    }
}

/// A trial as commands show it.
struct TrialView {
    private let trial: PolicyTrial

    init(_ trial: PolicyTrial) {
        self.trial = trial
    }

    /// Lines for people.
    var lines: [String] {
        let order = trial.order
        var lines = [
            order.kind == .payment
                ? "Order \(order.name) pays \(order.total.text); to be signed on \(trial.day):"
                : "Order \(order.name) pays nobody; to be signed on \(trial.day):",
            "Approved by \(Self.list(trial.base.approvers))",
        ]
        switch trial.force {
        case .inForce, .unknown: break
        case .notYet(let bound): lines.append("X it is in force from \(bound.documentText) only")
        case .ended(let bound): lines.append("X it was in force until \(bound.documentText)")
        }
        lines += trial.book.map { ($0.verdict == .refused ? "X " : "! ") + $0.text }
        lines.append("every order: " + Self.state(of: trial.base))
        for tier in trial.tiers {
            let number = tier.judgement.tier.number
            switch tier.verdict {
            case .holds: lines.append("tier \(number) HOLDS: \(tier.reasons.joined(separator: ", or "))")
            case .open: lines.append("tier \(number) may hold: \(tier.reasons.joined(separator: ", or "))")
            case .fails:
                lines.append("tier \(number) does not hold: \(tier.conditions.joined(separator: ", or "))")
            }
            lines.append("  " + Self.state(of: tier.standing))
        }
        lines += trial.raising.map { "raises: \(ScreenLanguage.english.text(PolicyPhrase.anomaly($0)))" }
        lines.append(
            "For certain it needs "
                + (trial.certain.need.tier.map { "tier \($0)" } ?? "what every order needs")
                + (trial.highest.map { "; a custodian's machine may ask for tier \($0.judgement.tier.number)." } ?? ".")
        )
        return lines
    }

    /// The members of a JSON document.
    var members: [(key: String, value: JSONValue)] {
        [
            (key: "day", value: .string(trial.day.description)),
            (key: "approved_by", value: Output.strings(trial.base.approvers)),
            (key: "is_refused", value: .bool(trial.isRefused)),
            (
                key: "address_book",
                value: .array(
                    trial.book.map { statement in
                        .object([
                            (key: "verdict", value: .string(statement.verdict.rawValue)),
                            (key: "text", value: .string(statement.text)),
                        ])
                    })
            ),
            (key: "every_order", value: .object(Self.members(of: trial.base))),
            (
                key: "tiers",
                value: .array(
                    trial.tiers.map { tier in
                        .object(
                            [
                                (key: "number", value: .unsigned(UInt64(tier.judgement.tier.number))),
                                (key: "verdict", value: .string(tier.verdict.rawValue)),
                                (key: "reasons", value: Output.strings(tier.reasons)),
                            ] + Self.members(of: tier.standing))
                    })
            ),
            (key: "raised_by", value: Output.strings(trial.raising.map(\.kind.rawValue))),
            (
                key: "tier",
                value: trial.certain.need.tier.map { JSONValue.unsigned(UInt64($0)) } ?? .null
            ),
            (
                key: "highest_tier",
                value: trial.highest.map { JSONValue.unsigned(UInt64($0.judgement.tier.number)) } ?? .null
            ),
        ]
    }

    private static func members(of standing: ApprovalStanding) -> [(key: String, value: JSONValue)] {
        [
            (key: "approvals_needed", value: .integer(standing.need.approvals)),
            (key: "units", value: Output.strings(standing.need.units)),
            (key: "cooling_days", value: .unsigned(UInt64(standing.need.coolingDays))),
            (key: "is_complete", value: .bool(standing.isComplete)),
            (key: "missing", value: Output.strings(standing.missing)),
        ]
    }

    private static func state(of standing: ApprovalStanding) -> String {
        let need = ScreenLanguage.english.text(
            PolicyPhrase.need(
                approvals: UInt32(clamping: standing.need.approvals), units: standing.need.units,
                coolingDays: standing.need.coolingDays))
        let missing = standing.missing
        return need + (missing.isEmpty ? ": complete" : ": MISSING " + missing.joined(separator: ", "))
    }

    private static func list(_ people: [Identifier]) -> String {
        people.isEmpty ? "nobody" : people.map(\.description).joined(separator: ", ")
    }
}
