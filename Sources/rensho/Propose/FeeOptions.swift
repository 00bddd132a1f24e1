import ArgumentParser
import CommandSupport
import CoordinatorCore
import WalletFormats

/// How a fee rate is given.
struct FeeOptions: ParsableArguments {
    /// The number of blocks that a payment may wait for unless the operator says otherwise: an hour.
    static let usualTarget = 6

    @Option(help: ArgumentHelp("The fee rate in sat/vB, such as 5 or 1.25.", valueName: "sat/vB"))
    var feeRate: String?
    @Option(
        help: ArgumentHelp(
            "Take the fee rate from estimates: Core's estimatesmartfee, or fees of mempool or Esplora.",
            valueName: "file"))
    var feeEstimates: String?
    @Option(help: ArgumentHelp("In how many blocks a payment is to be confirmed; 6 unless said.", valueName: "blocks"))
    var feeTarget: Int?

    /// Whether anything was said.
    var isUsed: Bool { feeRate != nil || feeEstimates != nil || feeTarget != nil }

    /// Whether exactly one source of the rate is named.
    var isComplete: Bool { (feeRate == nil) != (feeEstimates == nil) }

    /// Refuses options that contradict each other; a rate is needed.
    func check() throws {
        guard isComplete else { throw ValidationError("give one of --fee-rate N and --fee-estimates FILE") }
        try checkTarget()
    }

    /// Refuses a target without estimates.
    func checkTarget() throws {
        guard feeTarget == nil || feeEstimates != nil else {
            throw ValidationError("--fee-target goes with --fee-estimates")
        }
        guard feeTarget.map({ $0 >= 1 }) ?? true else { throw ValidationError("--fee-target is at least 1") }
    }

    /// The fee rate, as given or from the file of estimates.
    func rate() throws -> TargetFeeRate {
        if let feeRate { return try Usage.value(of: "--fee-rate") { try TargetFeeRate(parsing: feeRate) } }
        guard let feeEstimates else { throw UsageError("--fee-rate is missing") }
        let estimates = try FeeEstimates(
            parsing: try FileAccess.read(feeEstimates, limit: FeeEstimates.maximumFileSize))
        let target = feeTarget ?? Self.usualTarget
        let milliSat = try estimates.milliSatPerVirtualByte(withinBlocks: target)
        let rate = try TargetFeeRate(
            milliSatPerVirtualByte: milliSat,
            text: "\(milliSat / 1_000).\(String(1_000 + milliSat % 1_000).dropFirst())")
        Output.remark("the estimate for \(target) blocks is \(rate)")
        return rate
    }
}
