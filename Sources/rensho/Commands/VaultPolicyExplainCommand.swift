import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultPolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say in sentences what a payment needs.",
        discussion: """
            Reads a policy file or a vault document, or with --vault a vault of the home, and says who has to order, sign
            and confirm a payment, what the fee may be, and what the address book says. Without --to and --entry it
            explains a payment to an address that the book does not name, and one to every entry.

            Example:
              rensho vault policy explain treasury.policy --amount 60 --to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "A vault of the home, instead of a file.")
    var vault: String?
    @Option(help: "The amount of the payment in BTC; without it no amount in particular.")
    var amount: String?
    @Option(help: "What the vault has, in BTC; without it, shares of it are left open.")
    var balance: String?
    @Option(name: .customLong("to"), help: "The address that is paid.")
    var address: String?
    @Option(help: "The entry of the address book that is paid, by its identifier.")
    var entry: String?
    @Option(
        name: .customLong("on"),
        help: ArgumentHelp("The day of the payment, by default today.", valueName: "YYYY-MM-DD"))
    var day: String?
    @Argument(help: "A policy file or a vault document.")
    var file: String?

    func validate() throws {
        guard (file == nil) != (vault == nil) else { throw ValidationError("give a file or --vault NAME") }
        guard address == nil || entry == nil else { throw ValidationError("give --to or --entry") }
    }

    func run() throws {
        let rules = try rules()
        let amount = try amount.map { text in try Usage.value(of: "--amount") { try Amount(btc: text) } }
        let balance = try balance.map { text in try Usage.value(of: "--balance") { try Amount(btc: text) } }
        let day =
            try day.map { text in try Usage.value(of: "--on") { try CalendarDate(documentText: text) } }
            ?? SystemClock.day()
        let explanations = try recipients(rules).map { recipient in
            PolicyExplanation(rules, paying: amount, to: recipient, on: day, balance: balance)
        }
        if format.isJSON { return try printJSON(rules, amount, day, explanations) }
        let lines = explanations.flatMap { explanation in
            ["", PolicyExplanation.title(rules, paying: amount, to: explanation.recipient)]
                + explanation.statements.map { Self.mark($0.verdict) + $0.text }
                + [explanation.isRefused ? "  The custodians' machines REFUSE it." : "  It can be made."]
        }
        try Output.lines(Array(lines.dropFirst()))
    }

    private func rules() throws -> PolicyExplanation.Rules {
        guard let file else {
            let stored = try CoordinatorHome(home, for: .reading).store.vault(named: vault)
            return PolicyExplanation.Rules(of: stored.document.body)
        }
        let bytes = try FileAccess.read(file, limit: DocumentLimits.bytes)
        guard DocumentType.name(in: bytes) != Vault.typeName else {
            return PolicyExplanation.Rules(of: try Document<Vault>(parsing: bytes).body)
        }
        return PolicyExplanation.Rules(of: try VaultPolicy.plan(parsing: bytes))
    }

    private func recipients(_ rules: PolicyExplanation.Rules) throws -> [PolicyExplanation.Recipient] {
        if let address {
            return [rules.recipient(try Usage.value(of: "--to") { try AddressText(documentText: address) })]
        }
        guard let entry else { return [.new] + rules.destinations.map { .known($0) } }
        let id = try Usage.value(of: "--entry") { try Identifier(entry) }
        guard let known = rules.entry(id) else {
            throw Outcome(
                .refused, "vault-policy-explain.unknown-entry", "the address book of \(rules.name) has no entry \(id)")
        }
        return [.known(known)]
    }

    private static func mark(_ verdict: PolicyExplanation.Verdict) -> String {
        switch verdict {
        case .needed: "  - "
        case .warning: "  ! "
        case .refused: "  X "
        }
    }

    private func printJSON(
        _ rules: PolicyExplanation.Rules, _ amount: Amount?, _ day: CalendarDate, _ explanations: [PolicyExplanation]
    ) throws {
        let payments = explanations.map { explanation -> JSONValue in
            let statements = explanation.statements.map { statement -> JSONValue in
                .object([
                    (key: "topic", value: .string(statement.topic.rawValue)),
                    (key: "verdict", value: .string(statement.verdict.rawValue)),
                    (key: "text", value: .string(statement.text)),
                ])
            }
            var entry = JSONValue.null
            if case .known(let destination) = explanation.recipient { entry = .destination(destination) }
            return .object([
                (key: "entry", value: entry), (key: "is_refused", value: .bool(explanation.isRefused)),
                (key: "statements", value: .array(statements)),
            ])
        }
        try Output.json(
            "vault-policy-explain",
            [
                (key: "vault", value: .string(rules.name.description)),
                (key: "threshold", value: .integer(rules.threshold)),
                (key: "amount_sat", value: amount.map { JSONValue.unsigned($0.sat) } ?? .null),
                (key: "day", value: .string(day.description)), (key: "payments", value: .array(payments)),
            ])
    }
}
