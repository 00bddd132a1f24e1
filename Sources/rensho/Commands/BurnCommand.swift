import ArgumentParser
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct BurnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burn", abstract: "Spend the coins of a case that was given up back to the vault.",
        discussion: """
            Signatures that have left a machine stay valid until one of the case's coins is spent otherwise. This
            opens a new case, of kind internal, that takes the place of the old one, pays nobody and moves its coins
            to the vault's next change address. It goes through all looks like any other case; when its transaction
            is confirmed, the old signatures are of no use to anybody. Where the old transaction may have been sent,
            the fee must be high enough for nodes to take this one in its place; --coins names some of the case's
            coins where all of them would be too dear: one is enough.
            """)

    @OptionGroup var rescue: RescueOptions
    @Option(help: ArgumentHelp("Move only these of the case's coins: txid:n, separated by commas.", valueName: "list"))
    var coins: String?

    func run() throws {
        let opening = try rescue.opening()
        let replaced = try ReplacedCase(named: rescue.name, in: opening.home.store)
        guard replaced.life != .open else {
            throw Outcome(
                .refused, "burn.case-open", "case \(replaced.state.caseID.short) is open",
                remedy: "Give it up first: rensho abort \(replaced.state.caseID.short).")
        }
        let vault = replaced.state.vault.name.description
        let (stored, agreement) = try opening.home.agreement(vault: vault)
        let selection = try RescuePlan.burn(
            try chosen(of: replaced),
            for: CoinSelection.Request(
                payments: [], feeRate: try rescue.fees.rate(), descriptor: agreement.descriptor,
                size: SpendSize(agreement.vault)))
        try FeeCaps.check(selection, leaving: .zero, rules: agreement.vault.rules)
        let payment = ProposalBuilder.Payment(
            payouts: [], selection: selection, changeIndex: stored.nextChangeIndex, lockTime: .unlocked,
            version: replaced.state.proposal.psbt.version)
        let file = try ProposalBuilder.build(
            payment, outputs: [], under: agreement,
            choice: try rescue.choice(
                replacing: replaced, usual: "burn: the case was given up",
                isDrill: replaced.state.facts.header.drill, opening, agreement))
        let draft = PaymentDraft(rows: [], outputs: [], selection: selection, choice: nil)
        let planned = try opening.plan(file, agreement, replacing: replaced, draft)
        try rescue.finish(
            planned, opening, schema: "burn",
            remarks: [
                replaced.mayBeSent
                    ? "The transaction of case \(replaced.state.caseID.short) may be confirmed before this one is: it is "
                        + "dead only when this one is in a block."
                    : "No more than \(replaced.state.armed.count) people's signatures of case "
                        + "\(replaced.state.caseID.short) came here; others may be elsewhere."
            ])
    }

    /// The coins to move, each of which the old case spends.
    private func chosen(of replaced: ReplacedCase) throws -> [ProvenCoin] {
        let all = try RescuePlan.coins(of: replaced.state)
        guard let coins else { return all }
        return try OutPointList.parse(coins).map { outpoint in
            guard let coin = all.first(where: { $0.outpoint == outpoint }) else {
                throw Outcome(
                    .refused, "burn.not-of-case",
                    "coin \(outpoint) is none of case \(replaced.state.caseID.short), so that spending it ends nothing",
                    remedy: "Name coins that the case spends, or leave --coins out.")
            }
            return coin
        }
    }
}

/// Outpoints as `--coins` takes them.
enum OutPointList {
    /// Reads outpoints that commas separate; none may stand twice.
    static func parse(_ text: String) throws -> [OutPoint] {
        var points: [OutPoint] = []
        for part in text.split(separator: ",") {
            let outpoint = try Usage.value(of: "--coins") { try OutPoint(parsing: part.filter { $0 != " " }) }
            guard !points.contains(outpoint) else { throw UsageError("coin \(outpoint) is named twice") }
            points.append(outpoint)
        }
        return points
    }
}
