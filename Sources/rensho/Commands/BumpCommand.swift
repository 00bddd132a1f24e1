import ArgumentParser
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import Review
import WalletFormats

struct BumpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bump", abstract: "Pay a higher fee for an earlier case, by a new case.",
        discussion: """
            Without --child the new case takes the place of the earlier one (BIP-125): the same payments, the same
            orders, all of its coins, a higher fee out of the change, and more coins where that is not enough.
            With --child it stands beside an assembled case and spends what that gives back to the vault, with so
            much fee that miners get the rate for both transactions together, and with further coins where that
            does not carry the fee; it pays nobody and is of kind internal, so that a vault that asks for orders
            wants one of its own.
            Either goes through all looks like any other case, and shows what it changes.
            """)

    @OptionGroup var rescue: RescueOptions
    @Flag(help: "Let a child pay for the assembled transaction instead of replacing it.")
    var child = false

    func run() throws {
        let opening = try rescue.opening()
        let earlier = try ReplacedCase(named: rescue.name, in: opening.home.store)
        guard earlier.life == .open || earlier.life == .assembled else {
            throw StoreError.caseEnded(caseID: earlier.state.caseID.short, state: earlier.life.rawValue)
        }
        if child { try payForParent(earlier, opening) } else { try replace(earlier, opening) }
    }

    private func replace(_ earlier: ReplacedCase, _ opening: CaseOpening) throws {
        let (stored, agreement) = try opening.home.agreement(vault: earlier.state.vault.name.description)
        let facts = earlier.state.facts
        let outputs = facts.payments
        let request = CoinSelection.Request(
            payments: outputs, feeRate: try rescue.fees.rate(),
            longTermFeeRate: try TargetFeeRate(parsing: String(CoinSelector.usualLongTermRate)),
            descriptor: agreement.descriptor, size: SpendSize(agreement.vault))
        let again = try RescuePlan.coins(of: earlier.state)
        let free = try CoinPool(
            opening.home.store.coins(of: stored.document).map { (coin: $0.coin, state: $0.state) }, for: request)
        let selection =
            outputs.isEmpty
            ? try RescuePlan.burn(again, for: request)
            : try CoinSelection.replacing(again, from: free, for: request)
        free.remarkLeftBehind(by: selection.coins)
        try FeeCaps.check(selection, leaving: facts.leaving, rules: agreement.vault.rules)
        let rows = facts.externalOutputs.enumerated().compactMap { place, output in
            output.address.map { Payout(row: place + 1, address: $0, amount: output.amount, reference: "") }
        }
        let draft = PaymentDraft(rows: rows, outputs: outputs, selection: selection, choice: nil)
        let payment = ProposalBuilder.Payment(
            payouts: rows, selection: selection, changeIndex: stored.nextChangeIndex,
            lockTime: facts.transaction.lockTime, version: earlier.state.proposal.psbt.version)
        let file = try ProposalBuilder.build(
            payment, outputs: outputs, under: agreement,
            choice: try rescue.choice(
                replacing: earlier, usual: "a higher fee", isDrill: facts.header.drill,
                carried: earlier.state.reviewContext.attachments, opening, agreement))
        let planned = try opening.plan(file, agreement, replacing: earlier, draft)
        try rescue.finish(planned, opening, schema: "bump")
    }

    private func payForParent(_ earlier: ReplacedCase, _ opening: CaseOpening) throws {
        guard let transaction = earlier.transaction else {
            throw Outcome(
                .refused, "bump.not-assembled",
                "case \(earlier.state.caseID.short) has no transaction yet that a child could pay for",
                remedy: "Replace it with rensho bump without --child, or assemble it first.")
        }
        try earlier.requireUnconfirmed(in: opening.home.store)
        let (stored, agreement) = try opening.home.agreement(vault: earlier.state.vault.name.description)
        let parent = try RescuePlan.Parent(earlier.state, transaction: transaction)
        let request = CoinSelection.Request(
            payments: [], feeRate: try rescue.fees.rate(), descriptor: agreement.descriptor,
            size: SpendSize(agreement.vault))
        let free = try CoinPool(
            opening.home.store.coins(of: stored.document).map { (coin: $0.coin, state: $0.state) }, for: request)
        let selection = try RescuePlan.child(of: parent, adding: free.spendable, for: request)
        try FeeCaps.check(selection, leaving: .zero, rules: agreement.vault.rules)
        let payment = ProposalBuilder.Payment(
            payouts: [], selection: selection, changeIndex: stored.nextChangeIndex, lockTime: .unlocked,
            version: earlier.state.proposal.psbt.version)
        let file = try ProposalBuilder.build(
            payment, outputs: [], under: agreement,
            choice: try rescue.choice(replacing: nil, isDrill: earlier.state.facts.header.drill, opening, agreement))
        let draft = PaymentDraft(rows: [], outputs: [], selection: selection, choice: nil)
        let planned = try opening.plan(file, agreement, replacing: nil, draft)
        try rescue.finish(
            planned, opening, schema: "bump",
            remarks: [
                "Parent   \(transaction.txid), \(transaction.virtualSize) vB, fee \(parent.fee.text): "
                    + parent.feeRate.text,
                "Both     \(transaction.virtualSize + selection.usualVirtualSize) vB, fee "
                    + "\(try parent.fee.adding(selection.fee).text): "
                    + FeeRate(
                        fee: try parent.fee.adding(selection.fee),
                        virtualSize: transaction.virtualSize + selection.usualVirtualSize
                    ).text,
            ])
    }
}
