import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorStore
import Custody
import WalletFormats

/// `order new`.
struct OrderNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write an order that its requester is to sign.",
        discussion: """
            The payments come from a payout file (CSV with the heading address,amount_btc,reference) or from --line
            "ADDRESS,AMOUNT_BTC,RECIPIENT,REFERENCE", where the last two may be left out. With --internal the order pays
            nobody: it allows a case that moves coins inside the vault, for the fee that it names.

            Writes VAULT.REQUESTER.NUMBER.draft, which counts for nothing until its requester has read and signed it on
            his own machine: rensho-signer order sign.

            Example:
              rensho order new --requester rita --payouts payouts.csv --max-fee 0.0005 --not-after 2026-12-31
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(help: "Who orders.")
    var requester: String
    @Option(help: "The number; without it, one above the highest of this requester that a case here has used.")
    var number: UInt64?
    @Option(help: ArgumentHelp("The payments.", valueName: "csv"))
    var payouts: String?
    @Option(name: .customLong("line"), help: ArgumentHelp("One payment; may be repeated.", valueName: "payment"))
    var lines: [String] = []
    @Flag(help: "Pay nobody: consolidation, burn or sweep.")
    var `internal` = false
    @Option(help: "The highest fee in BTC.")
    var maxFee: String
    @Option(help: ArgumentHelp("The first day (YYYY-MM-DD) or block (\"height N\").", valueName: "bound"))
    var notBefore: String?
    @Option(help: ArgumentHelp("The last day (YYYY-MM-DD) or block (\"height N\").", valueName: "bound"))
    var notAfter: String

    func validate() throws {
        guard [payouts != nil, !lines.isEmpty, `internal`].count(where: { $0 }) == 1 else {
            throw ValidationError("give exactly one of --payouts FILE, --line and --internal")
        }
    }

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let agreement = try home.agreement(vault: vault).agreement
        guard let founding = RegisteredVaultView(agreement).foundingDigest else {
            throw StoreError.noVault
        }
        let vault = agreement.vault.name
        let requester: Identifier = try Usage.value(of: "--requester") { try Identifier(self.requester) }
        let number = try self.number ?? (home.store.lastOrderNumber(of: requester, vault: vault) ?? 0) + 1
        let order = try Order(
            network: home.network, vault: vault, founding: founding, requester: requester, number: number,
            kind: `internal` ? .internal : .payment, lines: try orderLines(home.network),
            maximumFee: try Usage.value(of: "--max-fee") { try Amount(btc: maxFee) },
            notBefore: try notBefore.map { try Self.bound($0, "--not-before") },
            notAfter: try Self.bound(notAfter, "--not-after"))
        if agreement.vault.person(requester)?.roles.contains(.requester) != true {
            Output.remark("the vault does not list \(requester) as requester: no machine will count this order")
        }
        let document = Document(body: order)
        let path = output.output ?? CaseFileName.draft(of: order)
        try FileAccess.create(path, document.encoded, mode: 0o644)
        if format.isJSON {
            try Output.json(
                "order-new", [(key: "file", value: .string(path))] + OrderView(document).members)
        } else {
            try Output.lines(
                OrderView(document).lines + [
                    "Wrote    \(path)",
                    "Next: \(requester) reads and signs it: rensho-signer order sign \(path) --vault FILES; rensho vault "
                        + "export writes these files.",
                ])
        }
    }

    private func orderLines(_ network: Network) throws -> [Order.Line] {
        if let payouts {
            let bytes = try FileAccess.read(payouts, limit: PayoutList.maximumFileSize)
            return try PayoutList(parsing: bytes, network: network).payouts.map { payout in
                Order.Line(
                    amount: payout.amount, address: payout.address,
                    reference: payout.reference.isEmpty ? nil : try PaymentReference(payout.reference))
            }
        }
        return try lines.map { text in try Usage.value(of: "--line") { try Self.line(text, network) } }
    }

    /// Reads `ADDRESS,AMOUNT_BTC,RECIPIENT,REFERENCE`; a comma belongs to the reference.
    private static func line(_ text: String, _ network: Network) throws -> Order.Line {
        let parts = text.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else { throw UsageError("--line \(text) is not ADDRESS,AMOUNT_BTC,RECIPIENT,REFERENCE") }
        func rest(_ place: Int) -> String? {
            parts.indices.contains(place) && !parts[place].isEmpty ? parts[place] : nil
        }
        return Order.Line(
            amount: try Amount(btc: parts[1]), address: try Address(parsing: parts[0], network: network),
            recipient: try rest(2).map { try RecipientName($0) },
            reference: try rest(3).map { try PaymentReference($0) })
    }

    private static func bound(_ text: String, _ option: String) throws -> ValidityBound {
        try Usage.value(of: option) { try ValidityBound(documentText: text) }
    }
}
