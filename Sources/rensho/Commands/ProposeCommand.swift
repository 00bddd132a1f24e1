import ArgumentParser
import BitcoinCrypto
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

struct ProposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Open a case: build a payment, or take one that another wallet built.",
        discussion: """
            The payouts file is CSV with the heading address,amount_btc,reference. Coins are taken largest first
            until they carry payouts and fee; what is left comes back to the vault's next change address.
            With --psbt FILE the PSBT of another wallet becomes a case, byte for byte as it is.

            --replaces CASE takes the place of an earlier case: the new one spends all of its coins again, unless
            --coins says otherwise, and must spend at least one, so that only one of the two can ever be paid. An
            open case ends with that. A custodian who accepts the replacement releases nothing of the old case.

            --again CASE writes the proposal file of an open case once more, byte for byte as it was.

            The review that is printed is the one that every custodian will see. When it refuses anything, no
            case is opened, because the custodians' machines would refuse it too.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var lang: LanguageOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(help: ArgumentHelp("The payouts.", valueName: "csv"))
    var payouts: String?
    @Option(help: ArgumentHelp("The fee rate in sat/vB, such as 5 or 1.25.", valueName: "sat/vB"))
    var feeRate: String?
    @Option(help: "The version of the PSBT: 0 (unless said otherwise) or 2.")
    var psbtVersion: UInt32?
    @Option(
        help: ArgumentHelp("Spend exactly these coins: outpoints txid:n, separated by commas.", valueName: "list"))
    var coins: String?
    @Option(help: "The lock time: a block height, or seconds since 1970 from 500000000.")
    var lockTime: UInt32?
    @Option(help: ArgumentHelp("Take the PSBT of another wallet instead of building one.", valueName: "file"))
    var psbt: String?
    @Option(help: ArgumentHelp("Write the proposal file of this open case again.", valueName: "case"))
    var again: String?
    @Option(help: ArgumentHelp("The case whose place this one takes.", valueName: "case"))
    var replaces: String?
    @Option(help: "Why this case takes the place of another one, in your own words; every custodian reads it.")
    var reason: String?
    @Flag(help: "Mark the case as an exercise.")
    var drill = false

    func validate() throws {
        let isBuilding =
            payouts != nil || feeRate != nil || coins != nil || lockTime != nil || psbtVersion != nil
        if again != nil {
            guard !isBuilding, psbt == nil, vault == nil, !drill else {
                throw ValidationError("--again names a case that is there: it goes with --output and nothing else")
            }
            return
        }
        guard (replaces == nil) == (reason == nil) else {
            throw ValidationError("--replaces CASE and --reason TEXT go together: a replacement says why")
        }
        if psbt != nil {
            guard !isBuilding else {
                throw ValidationError(
                    "--psbt stands for itself: it goes with none of --payouts, --fee-rate, --coins, --lock-time and "
                        + "--psbt-version")
            }
            return
        }
        guard payouts != nil, feeRate != nil else {
            throw ValidationError("give --payouts FILE and --fee-rate N, or --psbt FILE")
        }
    }

    func run() throws {
        if let again { return try writeAgain(again) }
        let home = try CoordinatorHome(home)
        do {
            try propose(home)
        } catch let error as StoreError where psbt == nil && error.isOvertaken(withCoins: coins != nil) {
            // Another program opened its case between our look at the store and our own case.
            Output.remark("\(error.description); the payment is built once more")
            try propose(home)
        }
    }

    private func writeAgain(_ name: String) throws {
        let home = try CoordinatorHome(home, for: .reading)
        let summary = try home.store.caseNamed(name)
        guard summary.life == .open else {
            throw StoreError.caseEnded(caseID: summary.caseID.short, state: summary.life.rawValue)
        }
        let path = output.output ?? CaseFileName.proposal(summary.caseID)
        let bytes = try home.store.proposalFile(of: summary.caseID)
        try FileAccess.create(path, bytes)
        if format.isJSON {
            try Output.json(
                "propose-again",
                [
                    (key: "case", value: .string(summary.caseID.description)), (key: "file", value: .string(path)),
                    (key: "sha256", value: .string(SHA256.hash(bytes).hex)),
                ])
        } else {
            try Output.lines(["Wrote    \(path)"])
        }
    }

    private func propose(_ home: CoordinatorHome) throws {
        let (stored, agreement) = try home.agreement(vault: vault)
        let replaced = try replaces.map { try home.store.state(of: try home.store.caseNamed($0).caseID) }
        let choice = ProposalBuilder.CaseChoice(
            caseID: try CaseID(try KernelRandom.bytes(CaseID.count)), isDrill: drill, replaces: replaced?.caseID,
            reason: try reason.map { text in try Usage.value(of: "--reason") { try ReplacementReason(text) } })
        let rows = try payouts.map { try payoutRows($0, home.network) } ?? []
        let file =
            try psbt.map { try adopted($0, agreement, choice) }
            ?? built(rows, home, stored, agreement, choice, replaced)
        let state = try CaseState(opening: file, under: agreement, today: SystemClock.today)
        if let replaced { try Replacement.check(state.facts, replaces: replaced.facts) }
        for earlier in try home.store.repetitions(of: state) {
            Output.remark(
                "case \(earlier.short) pays one of these outputs too, and both could be paid: whoever approved it is asked "
                    + "to type that both are to be paid (--replaces \(earlier.short) makes them exclude each other)")
        }
        let review = state.review()
        Output.review(review, in: lang)
        guard review.isSignable else {
            throw Outcome(
                .refused, "propose.review-refuses", "the review refuses this payment, so no case was opened",
                remedy: "Every line marked as refusal above says why and what to do.")
        }
        try open(state, rows: rows, review: review, home)
    }

    private func open(_ state: CaseState, rows: [Payout], review: Review, _ home: CoordinatorHome) throws {
        let words = review.words
        let path = output.output ?? CaseFileName.proposal(state.caseID)
        guard !FileAccess.exists(path) else { throw FileError.exists(path: path) }
        let report = try home.store.open(state, usesFreshChange: psbt == nil, now: SystemClock.now)
        do {
            try FileAccess.create(path, state.proposal.fileBytes())
        } catch {
            // Without its file nobody can answer the case, so it must not hold the coins.
            try home.store.withdraw(
                state.caseID, reason: "the proposal file could not be written", now: SystemClock.now)
            throw error
        }
        for sentence in report.sentences where !report.bringsNothingNew { Output.remark(sentence) }
        if format.isJSON {
            try Output.json("propose", json(state, path: path, rows: rows, review: review))
            return
        }
        // Payouts become outputs in their order, so that a row and an output can be compared line by line.
        try Output.lines(
            rows.map { "Row \($0.row)  \($0.address.text)  \($0.amount.text)  \($0.reference)" })
        try Output.lines([
            "Case     \(state.caseID.short)  (\(state.caseID))", "Words    \(words.joined(separator: " "))",
            "Leaves   \(state.facts.leaving.text)",
            "Fee      \(state.facts.fee.text)", "Wrote    \(path)",
            "Next: every custodian who signs runs rensho-signer sign \(path); then rensho collect FILE.",
        ])
    }

    private func json(
        _ state: CaseState, path: String, rows: [Payout], review: Review
    ) -> [(key: String, value: JSONValue)] {
        [
            (key: "case", value: .string(state.caseID.description)), (key: "digest", value: .string(state.digest.hex)),
            (key: "words", value: Output.strings(review.words)), (key: "file", value: .string(path)),
            (key: "txid", value: .string(state.facts.finalTxid.description)),
            (key: "leaving_sat", value: .unsigned(state.facts.leaving.sat)),
            (key: "staying_sat", value: .unsigned(state.facts.staying.sat)),
            (key: "fee_sat", value: .unsigned(state.facts.fee.sat)),
            (key: "virtual_size_vb", value: .integer(state.facts.virtualSize)),
            (key: "inputs", value: .integer(state.facts.inputs.count)),
            (key: "outputs", value: .integer(state.facts.outputs.count)),
            (key: "payouts", value: .array(rows.map(Self.json))),
            (key: "findings", value: Output.findings(review.findings)),
        ]
    }

    private func adopted(
        _ path: String, _ agreement: VaultAgreement, _ choice: ProposalBuilder.CaseChoice
    ) throws -> PSBTFile {
        let file = try PSBTFile(fileBytes: try FileAccess.read(path, limit: PSBTLimits.maximumFileBytes))
        return try ProposalBuilder.adopt(file, under: agreement, choice: choice)
    }

    private func payoutRows(_ path: String, _ network: Network) throws -> [Payout] {
        let list = try PayoutList(
            parsing: try FileAccess.read(path, limit: PayoutList.maximumFileSize), network: network)
        for rows in list.duplicates {
            Output.remark(
                "rows \(rows.map(String.init).joined(separator: ", ")) pay the same address; each stays its own output")
        }
        return list.payouts
    }

    private static func json(_ payout: Payout) -> JSONValue {
        .object([
            (key: "row", value: .integer(payout.row)), (key: "address", value: .string(payout.address.text)),
            (key: "amount_sat", value: .unsigned(payout.amount.sat)),
            (key: "reference", value: .string(payout.reference)),
        ])
    }

    private func built(
        _ payouts: [Payout], _ home: CoordinatorHome, _ stored: StoredVault, _ agreement: VaultAgreement,
        _ choice: ProposalBuilder.CaseChoice, _ replaced: CaseState?
    ) throws -> PSBTFile {
        guard let feeRate else { throw UsageError("--fee-rate is missing") }
        let rate = try Usage.value(of: "--fee-rate") { try TargetFeeRate(parsing: feeRate) }
        let number = psbtVersion ?? PSBTVersion.v0.rawValue
        guard let version = PSBTVersion(rawValue: number) else {
            throw UsageError("--psbt-version \(number) is neither 0 nor 2")
        }
        let outputs = try ProposalBuilder.outputs(of: payouts, under: agreement, window: CoinBook.defaultWindow)
        let request = CoinSelection.Request(
            payments: outputs, feeRate: rate, descriptor: agreement.descriptor)
        let selection = try select(home, stored, request, replaced)
        let payment = ProposalBuilder.Payment(
            payouts: payouts, selection: selection, changeIndex: stored.nextChangeIndex,
            lockTime: LockTime(lockTime ?? 0), version: version)
        return try ProposalBuilder.build(payment, outputs: outputs, under: agreement, choice: choice)
    }

    private func select(
        _ home: CoordinatorHome, _ stored: StoredVault, _ request: CoinSelection.Request, _ replaced: CaseState?
    ) throws -> CoinSelection {
        let all = try home.store.coins(of: stored.document)
        let free = all.filter { $0.lockedBy == nil || $0.lockedBy == replaced?.caseID }.map(\.coin)
        guard let coins else {
            guard let replaced else { return try CoinSelection.largestFirst(from: free, for: request) }
            let again = Set(replaced.facts.inputs.map(\.outpoint))
            return try CoinSelection.replacing(
                free.filter { again.contains($0.outpoint) }, from: free, for: request)
        }
        var chosen: [ProvenCoin] = []
        for text in coins.split(separator: ",") {
            let outpoint = try Usage.value(of: "--coins") { try OutPoint(parsing: text.filter { $0 != " " }) }
            guard let found = all.first(where: { $0.coin.outpoint == outpoint }) else {
                throw StoreError.unknownCoin(outpoint)
            }
            if let holder = found.lockedBy, holder != replaced?.caseID {
                throw StoreError.coinLocked(outpoint: outpoint, caseID: holder.short)
            }
            guard !chosen.contains(found.coin) else { throw UsageError("coin \(outpoint) is named twice") }
            chosen.append(found.coin)
        }
        return try CoinSelection.exactly(chosen, for: request)
    }
}

extension StoreError {
    /// Whether another program was faster; coins named by hand are not exchanged for others.
    fileprivate func isOvertaken(withCoins areNamed: Bool) -> Bool {
        switch self {
        case .changeIndexUsed: true
        case .coinLocked: !areNamed
        default: false
        }
    }
}
