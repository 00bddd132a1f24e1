import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Descriptors

/// What is decided about a vault: a policy file, or options one by one.
///
/// With a file an option may still be given, and must say what the file says.
struct VaultPlanOptions: ParsableArguments {
    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp("The policy file; see rensho vault policy template.", valueName: "file"))
    var policyFile: String?
    @Option(help: "The vault's short name: a-z, 0-9 and -.")
    var name: String?
    @Option(help: "How many custodians must sign (M).")
    var threshold: Int?
    @Option(help: "p2wsh (by default) or p2sh-p2wsh.")
    var script: String?
    @Option(help: "held (by default): signatures stay on the machine until release. open: they travel with the share.")
    var release: String?
    @Option(
        name: .customLong("open"),
        help: ArgumentHelp(
            "A cosigner whose signatures travel at once, for hardware wallets; may be repeated.", valueName: "person"))
    var openPeople: [String] = []
    @Option(help: "all (by default): every custodian confirms. quorum: M of those who signed do.")
    var confirmations: String?
    @Option(
        help:
            "required (by default): a requester signs every order, so give one the role. optional: no order is needed.")
    var orders: String?
    @Option(help: "How many approvals every order needs, by default 0.")
    var approvals: UInt32?
    @Flag(
        name: .customLong("foreign-proposals"),
        help: ArgumentHelp(
            "Let the signers sign plain PSBTs of other coordinators, without an order and without a second look; only with "
                + "--release open and --orders optional."))
    var foreignProposals = false
    @Flag(help: "Every warning of a review refuses the case; needs --orders required.")
    var strict = false
    @Option(help: "all (by default): every destination is typed. \"sample N\": of more than N, some of them.")
    var challenge: String?
    @Option(help: "The highest fee of a case in BTC, by default 0.01.")
    var maxFee: String?
    @Option(help: "The highest fee in per cent of what leaves the vault, by default 5.")
    var maxFeePercent: UInt32?
    @Option(help: "The highest fee rate in sat/vB, by default 500.")
    var maxFeeRate: UInt64?
    @Option(
        name: .customLong("role"),
        help: ArgumentHelp("A role of somebody besides custodian; may be repeated.", valueName: "person=role"))
    var roles: [String] = []
    @Option(
        name: .customLong("accept"),
        help: ArgumentHelp(
            "An exception that the vault states: no-spare-key, \"organisation NAME\" or \"site NAME\"; may be repeated.",
            valueName: "exception"))
    var accepts: [String] = []

    /// What the file or the options decide.
    func plan() throws -> VaultBuilding.Plan {
        let given = try Given(self)
        if let policyFile {
            let bytes = try FileAccess.read(policyFile, limit: VaultPolicy.maximumBytes)
            let plan = try VaultPolicy.plan(parsing: bytes)
            try given.requireNoContradiction(to: plan, in: policyFile)
            return plan
        }
        guard let name = given.name else { throw UsageError("give --policy FILE, or --name and --threshold") }
        guard let threshold else { throw UsageError("--threshold is missing") }
        let usual = try VaultPolicy.example()
        return VaultBuilding.Plan(
            name: name, threshold: threshold, scriptType: given.scriptType ?? usual.scriptType,
            rules: VaultRules(
                maximumFee: given.maximumFee ?? usual.rules.maximumFee,
                maximumFeePercent: maxFeePercent ?? usual.rules.maximumFeePercent,
                maximumFeeRate: maxFeeRate ?? usual.rules.maximumFeeRate,
                confirmations: given.confirmations ?? usual.rules.confirmations,
                orders: given.orders ?? usual.rules.orders, approvals: approvals ?? usual.rules.approvals,
                foreignProposals: foreignProposals,
                isStrict: strict, challenge: given.challenge ?? usual.rules.challenge),
            release: given.release ?? usual.release, openPeople: given.openPeople, roles: given.roles,
            accepts: given.accepts)
    }

    /// The options that were given, read.
    private struct Given {
        let threshold: Int?
        let maximumFeePercent: UInt32?
        let maximumFeeRate: UInt64?
        let name: Identifier?
        let scriptType: MultisigDescriptor.ScriptType?
        let release: ReleaseRule?
        let confirmations: ConfirmationRule?
        let orders: OrderRule?
        let approvals: UInt32?
        let foreignProposals: Bool
        let isStrict: Bool
        let challenge: ChallengeRule?
        let maximumFee: Amount?
        let openPeople: Set<Identifier>
        let roles: [Identifier: Set<Role>]
        let accepts: [VaultException]

        init(_ options: VaultPlanOptions) throws {
            threshold = options.threshold
            maximumFeePercent = options.maxFeePercent
            maximumFeeRate = options.maxFeeRate
            name = try options.name.map { text in try Usage.value(of: "--name") { try Identifier(text) } }
            scriptType = try Self.keyword(options.script, "--script", "neither p2wsh nor p2sh-p2wsh")
            release = try Self.keyword(options.release, "--release", "neither open nor held")
            confirmations = try Self.keyword(options.confirmations, "--confirmations", "neither all nor quorum")
            orders = try Self.keyword(options.orders, "--orders", "neither required nor optional")
            approvals = options.approvals
            foreignProposals = options.foreignProposals
            isStrict = options.strict
            challenge = try options.challenge.map { text in
                try Usage.value(of: "--challenge") { try ChallengeRule(documentText: text) }
            }
            maximumFee = try options.maxFee.map { text in
                try Usage.value(of: "--max-fee") { try Amount(btc: text) }
            }
            openPeople = Set(
                try Usage.value(of: "--open") { try options.openPeople.map { try Identifier($0) } })
            roles = try Self.roles(options.roles)
            accepts = try Usage.value(of: "--accept") {
                try options.accepts.map { try VaultException(documentText: $0) }
            }
        }

        func requireNoContradiction(to plan: VaultBuilding.Plan, in file: String) throws {
            let contradicted: [(option: String, isContradicted: Bool)] = [
                ("--name", name.map { $0 != plan.name } ?? false),
                ("--threshold", threshold.map { $0 != plan.threshold } ?? false),
                ("--script", scriptType.map { $0 != plan.scriptType } ?? false),
                ("--release", release.map { $0 != plan.release } ?? false),
                ("--open", !openPeople.isEmpty && openPeople != plan.openPeople),
                ("--confirmations", confirmations.map { $0 != plan.rules.confirmations } ?? false),
                ("--orders", orders.map { $0 != plan.rules.orders } ?? false),
                ("--approvals", approvals.map { $0 != plan.rules.approvals } ?? false),
                ("--foreign-proposals", foreignProposals && !plan.rules.foreignProposals),
                ("--strict", isStrict && !plan.rules.isStrict),
                ("--challenge", challenge.map { $0 != plan.rules.challenge } ?? false),
                ("--max-fee", maximumFee.map { $0 != plan.rules.maximumFee } ?? false),
                ("--max-fee-percent", maximumFeePercent.map { $0 != plan.rules.maximumFeePercent } ?? false),
                ("--max-fee-rate", maximumFeeRate.map { $0 != plan.rules.maximumFeeRate } ?? false),
                ("--role", !roles.isEmpty && roles != plan.roles),
                ("--accept", !accepts.isEmpty && accepts.sorted() != plan.accepts),
            ]
            guard let first = contradicted.first(where: \.isContradicted) else { return }
            throw UsageError(
                "\(first.option) contradicts \(file)", remedy: "Change the policy file, or leave the option out.")
        }

        private static func keyword<Value: RawRepresentable>(
            _ text: String?, _ option: String, _ complaint: String
        ) throws -> Value? where Value.RawValue == String {
            guard let text else { return nil }
            guard let value = Value(rawValue: text) else { throw UsageError("\(option) \(text) is \(complaint)") }
            return value
        }

        private static func roles(_ texts: [String]) throws -> [Identifier: Set<Role>] {
            var result: [Identifier: Set<Role>] = [:]
            for text in texts {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let role = Role(rawValue: parts[1]) else {
                    throw UsageError(
                        "--role \(text) is not person=role",
                        remedy: "Roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                result[try Usage.value(of: "--role") { try Identifier(parts[0]) }, default: []].insert(role)
            }
            return result
        }
    }
}
