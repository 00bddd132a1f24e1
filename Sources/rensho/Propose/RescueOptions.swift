import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

/// What the commands share that make a new case of an earlier one.
struct RescueOptions: ParsableArguments {
    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var fees: FeeOptions
    @Option(
        name: .customLong("order"), parsing: .upToNextOption,
        help: ArgumentHelp("Signed orders and their approvals, where the vault asks for them.", valueName: "files"))
    var orderFiles: [String] = []
    @Option(help: "Why, in your own words; every custodian reads it.")
    var reason: String?
    @Flag(help: "Show everything, open no case and write no file.")
    var dryRun = false
    @Argument(help: "The earlier case: the first 4 to 32 hex characters of its id.")
    var name: String

    func validate() throws { try fees.check() }

    /// Opens the home for what is to be done.
    func opening() throws -> CaseOpening {
        CaseOpening(home: try CoordinatorHome(home), output: output, lang: lang, isDryRun: dryRun)
    }

    /// What is chosen about the new case.
    /// - Parameters:
    ///   - replaced: the case whose place it takes; `nil` for a case that stands beside it.
    ///   - usual: the reason where the operator gives none.
    ///   - isDrill: whether the case is an exercise, as the earlier one.
    ///   - carried: the orders and approvals of the earlier case, for a case that pays the same.
    func choice(
        replacing replaced: ReplacedCase?, usual: String = "", isDrill: Bool,
        carried: ProposalAttachments? = nil, _ opening: CaseOpening, _ agreement: VaultAgreement
    ) throws -> ProposalBuilder.CaseChoice {
        let (snapshot, stops) = try opening.carried(under: agreement)
        let given = try OrderFiles(reading: orderFiles)
        let words = reason ?? usual
        return ProposalBuilder.CaseChoice(
            caseID: try CaseID(try KernelRandom.bytes(CaseID.count)),
            isDrill: isDrill, replaces: replaced?.state.caseID,
            reason: replaced == nil ? nil : try Usage.value(of: "--reason") { try ReplacementReason(words) },
            orders: orderFiles.isEmpty ? carried?.orders ?? [] : given.orders,
            approvals: orderFiles.isEmpty ? carried?.approvals ?? [] : given.approvals, snapshot: snapshot,
            stops: stops)
    }

    /// Shows, opens and reports the one case that was built.
    func finish(
        _ planned: PlannedCase, _ opening: CaseOpening, schema: String, remarks: [String] = []
    ) throws {
        try opening.show([planned])
        try opening.requireSignable([planned])
        let path = try opening.open([planned], usesFreshChange: true).first
        if format.isJSON {
            return try Output.json(
                schema, planned.json(path: path) + [(key: "remarks", value: Output.strings(remarks))])
        }
        try Output.lines(
            try planned.lines(path: path) + remarks
                + (dryRun ? ["Dry run: no case was opened and no file written."] : []))
    }
}
