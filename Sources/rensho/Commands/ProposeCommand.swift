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
            The payouts file is CSV with the heading address,amount_btc,reference or address,amount_sat,reference,
            or a JSON array of objects with these fields. Coins are chosen so that as little as possible is wasted
            on fees now and later, all coins of an address together; --why explains it. What is left comes back to
            the vault's next change address. --sweep ADDRESS pays out everything, --consolidate puts small coins
            together, and --split makes several cases of payouts that are too heavy for one.
            With --order FILES the payouts are the lines of signed orders, whose approvals are given with them; the
            fee must stay below the smallest that they allow. An order of kind internal pays nobody and goes with
            --consolidate, or with --coins, which come together in one output of the vault.
            With --psbt FILE the PSBT of another wallet becomes a case, byte for byte as it is.

            --dry-run shows all of it and opens nothing.

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
    @Option(help: ArgumentHelp("The payouts, CSV or JSON.", valueName: "file"))
    var payouts: String?
    @Option(
        name: .customLong("order"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Signed orders and their approvals: what they say is paid, and nothing else.", valueName: "files"))
    var orderFiles: [String] = []
    @OptionGroup var choosing: ChoosingOptions
    @Option(help: "The version of the PSBT: 0 (unless said otherwise) or 2.")
    var psbtVersion: UInt32?
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
    @Flag(
        help: ArgumentHelp(
            "Open the case although the address book's first days or caps refuse it, for an emergency override.",
            discussion: "No machine signs it before rensho-signer override was signed by enough people."))
    var awaitOverride = false
    @Flag(help: "Show everything, open no case and write no file.")
    var dryRun = false

    func validate() throws {
        let isBuilding = payouts != nil || choosing.isUsed || lockTime != nil || psbtVersion != nil
        if again != nil {
            guard !isBuilding, psbt == nil, vault == nil, orderFiles.isEmpty, !drill, !awaitOverride, !dryRun else {
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
                    "--psbt stands for itself: it goes with no option about payouts, fees, coins, lock time and PSBT "
                        + "version")
            }
            return
        }
        try choosing.check(
            hasPayouts: payouts != nil, hasOrders: !orderFiles.isEmpty, isReplacing: replaces != nil,
            hasOutput: output.output != nil)
    }

    func run() throws {
        if let again { return try writeAgain(again) }
        let home = try CoordinatorHome(home)
        do {
            try propose(home)
        } catch let error as StoreError where psbt == nil && error.isOvertaken(withCoins: choosing.coins != nil) {
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
        let orders = try OrderFiles(reading: orderFiles)
        let stops = try home.store.stops(of: agreement.vault.name)
        let rows = try payouts.map { try payoutRows($0, home.network) } ?? orders.payouts
        var progress = ProgressReport()
        var planned: [PlannedCase] = []
        var aside: [CoinPool.Aside] = []
        if let psbt {
            let choice = try choice(replaced, orders, home, agreement, stops)
            planned = [
                try plan(
                    try adopted(psbt, agreement, choice), agreement, replaced, nil, stops)
            ]
        } else {
            let planner = try PaymentPlanner(home, stored, agreement, replacing: replaced, choosing)
            let drafts = try planner.drafts(of: rows, progress: &progress)
            for (place, draft) in drafts.enumerated() {
                progress.note("building and reviewing case \(place + 1) of \(drafts.count)")
                let index = stored.nextChangeIndex + UInt32(clamping: place)
                let file = try build(
                    draft, changeIndex: index, agreement, try choice(replaced, orders, home, agreement, stops))
                planned.append(try plan(file, agreement, replaced, draft, stops))
            }
            if choosing.why { aside = try planner.setAside() }
        }
        for one in planned { try show(one, home) }
        guard planned.allSatisfy({ $0.review.isSignable || awaitOverride && $0.review.waitsForOverride }) else {
            throw Outcome(
                .refused, "propose.review-refuses", "the review refuses this payment, so no case was opened",
                remedy: "Every line marked as refusal above says why and what to do.")
        }
        for one in planned { try home.store.requireLimits(of: one.state, now: SystemClock.now) }
        let paths = dryRun ? [] : try open(planned, home)
        try report(planned, paths: paths, rows: rows, aside: aside)
    }

    private func choice(
        _ replaced: CaseState?, _ orders: OrderFiles, _ home: CoordinatorHome, _ agreement: VaultAgreement,
        _ stops: [StopDocument]
    ) throws -> ProposalBuilder.CaseChoice {
        // A vault that asks for no snapshot is not told its balance.
        let snapshot = try agreement.vault.rules.snapshotAge.flatMap { _ in
            try home.store.snapshot(of: agreement.vault.name)
        }
        return ProposalBuilder.CaseChoice(
            caseID: try CaseID(try KernelRandom.bytes(CaseID.count)), isDrill: drill, replaces: replaced?.caseID,
            reason: try reason.map { text in try Usage.value(of: "--reason") { try ReplacementReason(text) } },
            orders: orders.orders, approvals: orders.approvals, snapshot: snapshot, stops: stops)
    }

    private func plan(
        _ file: PSBTFile, _ agreement: VaultAgreement, _ replaced: CaseState?, _ draft: PaymentDraft?,
        _ stops: [StopDocument]
    ) throws -> PlannedCase {
        let state = try CaseState(opening: file, under: agreement, today: SystemClock.today, stops: stops)
        if let replaced { try Replacement.check(state.facts, replaces: replaced.facts) }
        return PlannedCase(rows: draft?.rows ?? [], state: state, review: state.review(), draft: draft)
    }

    private func show(_ planned: PlannedCase, _ home: CoordinatorHome) throws {
        for earlier in try home.store.repetitions(of: planned.state) {
            Output.remark(
                "case \(earlier.short) pays one of these outputs too, and both could be paid: whoever approved it is asked "
                    + "to type that both are to be paid (--replaces \(earlier.short) makes them exclude each other)")
        }
        Output.review(planned.review, in: lang)
    }

    /// Opens all cases in one step and writes their files; on any failure nothing of it stays.
    private func open(_ planned: [PlannedCase], _ home: CoordinatorHome) throws -> [String] {
        let paths = planned.map { output.output ?? CaseFileName.proposal($0.state.caseID) }
        for path in paths where FileAccess.exists(path) { throw FileError.exists(path: path) }
        let reports = try home.store.open(
            planned.map(\.state), usesFreshChange: psbt == nil, now: SystemClock.now)
        var written: [(path: String, bytes: [UInt8])] = []
        do {
            for (one, path) in zip(planned, paths) {
                let bytes = one.state.proposal.fileBytes()
                try FileAccess.create(path, bytes)
                written.append((path, bytes))
            }
        } catch {
            for (path, bytes) in written { try? FileAccess.remove(path, holding: bytes) }
            // Without its file nobody can answer a case, so it must not hold the coins; the last change index comes first.
            for one in planned.reversed() {
                try home.store.withdraw(
                    one.state.caseID, reason: "the proposal file could not be written", now: SystemClock.now)
            }
            throw error
        }
        for report in reports where !report.bringsNothingNew {
            for sentence in report.sentences { Output.remark(sentence) }
        }
        return paths
    }

    private func report(
        _ planned: [PlannedCase], paths: [String], rows: [Payout], aside: [CoinPool.Aside]
    ) throws {
        func path(_ place: Int) -> String? { paths.indices.contains(place) ? paths[place] : nil }
        if format.isJSON {
            let cases = planned.enumerated().map { place, one in one.json(path: path(place)) }
            if choosing.split {
                try Output.json("propose-split", [(key: "cases", value: .array(cases.map { .object($0) }))])
            } else {
                try Output.json("propose", cases.first ?? [])
            }
            return
        }
        var lines: [String] = []
        if planned.count > 1 { lines.append("\(try PlannedCase.total(of: rows)), in \(planned.count) cases") }
        for (place, one) in planned.enumerated() {
            lines += try one.lines(path: path(place))
            if choosing.why { lines += one.why(place == 0 ? aside : []) }
        }
        if planned.count > 1 { lines.append("\(try PlannedCase.total(of: rows)), in \(planned.count) cases") }
        if dryRun { lines.append("Dry run: no case was opened and no file written.") }
        try Output.lines(lines)
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

    private func build(
        _ draft: PaymentDraft, changeIndex: UInt32, _ agreement: VaultAgreement, _ choice: ProposalBuilder.CaseChoice
    ) throws -> PSBTFile {
        let number = psbtVersion ?? PSBTVersion.v0.rawValue
        guard let version = PSBTVersion(rawValue: number) else {
            throw UsageError("--psbt-version \(number) is neither 0 nor 2")
        }
        let payment = ProposalBuilder.Payment(
            payouts: draft.rows, selection: draft.selection, changeIndex: changeIndex,
            lockTime: LockTime(lockTime ?? 0), version: version)
        return try ProposalBuilder.build(payment, outputs: draft.outputs, under: agreement, choice: choice)
    }
}

extension StoreError {
    /// Whether another program was faster; coins named by hand are not exchanged for others.
    fileprivate func isOvertaken(withCoins areNamed: Bool) -> Bool {
        switch self {
        case .changeIndexUsed: true
        case .coinLocked, .coinFrozen: !areNamed
        default: false
        }
    }
}
