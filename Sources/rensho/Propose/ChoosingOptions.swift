import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import WalletFormats

/// How a payment's fee is set and its coins are chosen.
struct ChoosingOptions: ParsableArguments {
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
    @Option(
        help: ArgumentHelp(
            "The rate at which coins will be spent later; 10 unless said. Below it coins are put together.",
            valueName: "sat/vB"))
    var longTermFeeRate: String?
    @Option(
        help: ArgumentHelp("Spend exactly these coins: outpoints txid:n, separated by commas.", valueName: "list"))
    var coins: String?
    @Option(help: "Draw other coins: any number, 0 unless said. The same number repeats the choice.")
    var seed: UInt64?
    @Flag(help: "Explain how the coins were chosen, and which ones are set aside.")
    var why = false
    @Option(help: ArgumentHelp("Pay all free coins, less the fee, to this address.", valueName: "address"))
    var sweep: String?
    @Flag(help: "Put small coins together on the next change address.")
    var consolidate = false
    @Flag(help: "Make as few cases as needed for payouts that are too heavy for one.")
    var split = false

    /// Whether anything about building a payment was said.
    var isUsed: Bool {
        feeRate != nil || feeEstimates != nil || feeTarget != nil || longTermFeeRate != nil || coins != nil
            || seed != nil || why || sweep != nil || consolidate || split
    }

    /// Refuses options that contradict each other.
    func check(hasPayouts: Bool, hasOrders: Bool, isReplacing: Bool, hasOutput: Bool) throws {
        guard !hasOrders || !(hasPayouts || sweep != nil || split) else {
            throw ValidationError(
                "--order says what is paid, in one case: it does not go with --payouts, --sweep and --split")
        }
        // An internal order says that coins move, and --consolidate which.
        let kinds = [hasPayouts || hasOrders && !consolidate, sweep != nil, consolidate].filter { $0 }.count
        guard kinds == 1, (feeRate == nil) != (feeEstimates == nil) else {
            throw ValidationError(
                "give one of --payouts FILE, --order FILES, --sweep ADDRESS and --consolidate with one of --fee-rate N and "
                    + "--fee-estimates FILE, or --psbt FILE")
        }
        guard feeTarget == nil || feeEstimates != nil else {
            throw ValidationError("--fee-target goes with --fee-estimates")
        }
        guard feeTarget.map({ $0 >= 1 }) ?? true else { throw ValidationError("--fee-target is at least 1") }
        guard hasPayouts || hasOrders || !isReplacing else {
            throw ValidationError("--replaces goes with --payouts, --order or --psbt")
        }
        if split {
            guard hasPayouts, coins == nil, !isReplacing, !hasOutput else {
                throw ValidationError("--split goes with --payouts, and not with --coins, --replaces or --output")
            }
        }
        guard seed == nil || coins == nil else { throw ValidationError("--seed is of no use with --coins") }
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

    /// The long-term fee rate.
    func longTermRate() throws -> TargetFeeRate {
        try Usage.value(of: "--long-term-fee-rate") {
            try TargetFeeRate(parsing: longTermFeeRate ?? String(CoinSelector.usualLongTermRate))
        }
    }

    /// The number that draws the choice: the same coins, payouts and rates give the same choice, another number another.
    var drawnSeed: UInt64 { seed ?? 0 }

    /// The coins named by hand, in their order; `nil` when none are.
    func namedCoins() throws -> [OutPoint]? {
        guard let coins else { return nil }
        var points: [OutPoint] = []
        for text in coins.split(separator: ",") {
            let outpoint = try Usage.value(of: "--coins") { try OutPoint(parsing: text.filter { $0 != " " }) }
            guard !points.contains(outpoint) else { throw UsageError("coin \(outpoint) is named twice") }
            points.append(outpoint)
        }
        return points
    }
}
