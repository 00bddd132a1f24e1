import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import WalletFormats

/// How a payment's fee is set and its coins are chosen.
struct ChoosingOptions: ParsableArguments {
    @OptionGroup var fees: FeeOptions
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
    @Option(
        help: ArgumentHelp(
            "Pay all free coins, less the fee, to this address; with the word vault, to the vault's next change address.",
            valueName: "address"))
    var sweep: String?
    @Flag(help: "Put small coins together on the next change address.")
    var consolidate = false
    @Flag(help: "Make as few cases as needed for payouts that are too heavy for one.")
    var split = false

    /// What `--sweep` takes for an address where the coins stay in the vault.
    static let sweepHome = "vault"

    /// Whether all coins move inside the vault.
    var sweepsHome: Bool { sweep == Self.sweepHome }

    /// Whether anything about building a payment was said.
    var isUsed: Bool {
        fees.isUsed || longTermFeeRate != nil || coins != nil || seed != nil || why || sweep != nil || consolidate
            || split
    }

    /// Refuses options that contradict each other.
    func check(hasPayouts: Bool, hasOrders: Bool, isReplacing: Bool, hasOutput: Bool) throws {
        guard !hasOrders || !(hasPayouts || sweep != nil && !sweepsHome || split) else {
            throw ValidationError(
                "--order says what is paid, in one case: it does not go with --payouts, --split and --sweep to an address "
                    + "(to pay out everything, order the amount and name the --coins)")
        }
        // An internal order says that coins move, and --consolidate or --sweep vault which.
        let kinds = [hasPayouts || hasOrders && !consolidate && !sweepsHome, sweep != nil, consolidate]
            .filter { $0 }.count
        guard kinds == 1, fees.isComplete else {
            throw ValidationError(
                "give one of --payouts FILE, --order FILES, --sweep ADDRESS and --consolidate with one of --fee-rate N and "
                    + "--fee-estimates FILE, or --psbt FILE")
        }
        try fees.checkTarget()
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
        return try OutPointList.parse(coins)
    }
}
