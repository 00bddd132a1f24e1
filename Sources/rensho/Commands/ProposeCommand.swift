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
            the vault's next change address. --sweep ADDRESS pays out everything, --sweep vault moves everything to the
            vault's next change address, --consolidate puts small coins together, and --split makes several cases of payouts that are too heavy for one.
            With --order FILES the payouts are the lines of signed orders, whose approvals are given with them; the
            fee must stay below the smallest that they allow. An order of kind internal pays nobody and goes with
            --consolidate, --sweep vault, or --coins, which come together in one output of the vault.
            With --psbt FILE the PSBT of another wallet becomes a case, byte for byte as it is.

            --dry-run shows all of it and opens nothing.

            --replaces CASE takes the place of an earlier case: the new one spends all of its coins again, unless
            --coins says otherwise, and must spend at least one, so that only one of the two can ever be paid. An
            open case ends with that. A custodian who accepts the replacement releases nothing of the old case.

            --signer NAMES forecasts what signers of other makes will say to the file, and --profile NAMES opens a case only
            when every one of them takes it, in a PSBT version that all of them know: rensho lint --help.

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
    @Option(help: "The version of the PSBT: 0 or 2; unless said what --profile takes, or 0.")
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
    @OptionGroup var makes: SignerMakeOptions
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
            guard !isBuilding, psbt == nil, vault == nil, orderFiles.isEmpty, makes.all.isEmpty, !drill, !awaitOverride,
                !dryRun
            else {
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
        let replaced = try replaces.map { try ReplacedCase(named: $0, in: home.store) }
        let opening = CaseOpening(
            home: home, output: output, lang: lang, isDryRun: dryRun, awaitsOverride: awaitOverride)
        let orders = try OrderFiles(reading: orderFiles)
        let rows = try payouts.map { try payoutRows($0, home.network) } ?? orders.payouts
        var progress = ProgressReport()
        var planned: [PlannedCase] = []
        var explanation = Explanation()
        if let psbt {
            let file = try adopted(psbt, agreement, try choice(replaced?.state, orders, opening, agreement))
            planned = [try opening.plan(file, agreement, replacing: replaced, nil)]
        } else {
            let planner = try PaymentPlanner(home, stored, agreement, replacing: replaced?.state, choosing)
            let drafts = try planner.drafts(of: rows, progress: &progress)
            for (place, draft) in drafts.enumerated() {
                progress.note("building and reviewing case \(place + 1) of \(drafts.count)")
                let index = stored.nextChangeIndex + UInt32(clamping: place)
                let file = try build(
                    draft, changeIndex: index, agreement, try choice(replaced?.state, orders, opening, agreement))
                planned.append(try opening.plan(file, agreement, replacing: replaced, draft))
            }
            if choosing.why {
                explanation.aside = try planner.setAside()
                if choosing.split { explanation.fewestCases = try planner.fewestCases(for: rows) }
            }
        }
        try opening.show(planned)
        try opening.requireSignable(planned)
        try makes.check(planned)
        let paths = try opening.open(planned, usesFreshChange: psbt == nil)
        try report(planned, paths: paths, rows: rows, explanation)
    }

    /// What `--why` says beside the choice of coins.
    private struct Explanation {
        /// The coins that are set aside.
        var aside: [CoinPool.Aside] = []
        /// The number of cases that no plan can go below; `nil` where nothing is split.
        var fewestCases: Int?
    }

    private func choice(
        _ replaced: CaseState?, _ orders: OrderFiles, _ opening: CaseOpening, _ agreement: VaultAgreement
    ) throws -> ProposalBuilder.CaseChoice {
        let (snapshot, stops) = try opening.carried(under: agreement)
        return ProposalBuilder.CaseChoice(
            caseID: try CaseID(try KernelRandom.bytes(CaseID.count)), isDrill: drill, replaces: replaced?.caseID,
            reason: try reason.map { text in try Usage.value(of: "--reason") { try ReplacementReason(text) } },
            orders: orders.orders, approvals: orders.approvals, snapshot: snapshot, stops: stops)
    }

    private func report(
        _ planned: [PlannedCase], paths: [String], rows: [Payout], _ explanation: Explanation
    ) throws {
        func path(_ place: Int) -> String? { paths.indices.contains(place) ? paths[place] : nil }
        if format.isJSON {
            let cases = try planned.enumerated().map { place, one in
                one.json(path: path(place)) + [(key: "signers", value: try makes.json(one))]
            }
            if choosing.split {
                try Output.json(
                    "propose-split",
                    [
                        (key: "fewest_cases", value: explanation.fewestCases.map { .integer($0) } ?? .null),
                        (key: "cases", value: .array(cases.map { .object($0) })),
                    ])
            } else {
                try Output.json("propose", cases.first ?? [])
            }
            return
        }
        var lines: [String] = []
        if planned.count > 1 { lines.append("\(try PlannedCase.total(of: rows)), in \(planned.count) cases") }
        for (place, one) in planned.enumerated() {
            lines += try one.lines(path: path(place))
            lines += try makes.lines(one)
            if choosing.why { lines += one.why(place == 0 ? explanation.aside : []) }
        }
        if let fewest = explanation.fewestCases {
            lines.append(
                "Cases    \(planned.count); by weight alone no plan needs fewer than \(fewest)")
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
        let version = try makes.version(asked: psbtVersion)
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
