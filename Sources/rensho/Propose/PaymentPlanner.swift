import BitcoinPSBT
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import WalletFormats

/// One case that is to be built: its payouts, and where they are paid from.
struct PaymentDraft {
    /// The payouts, with their rows in the file.
    let rows: [Payout]
    /// The payouts as outputs.
    let outputs: [TxOut]
    /// The coins, the fee and the change.
    let selection: CoinSelection
    /// How the coins were chosen; `nil` when the operator chose them.
    let choice: SelectionChoice?
}

/// Decides what a payment is paid from.
struct PaymentPlanner {
    let home: CoordinatorHome
    let stored: StoredVault
    let agreement: VaultAgreement
    let replaced: CaseState?
    let options: ChoosingOptions
    private let rate: TargetFeeRate
    private let longTermRate: TargetFeeRate
    private let coins: [StoredCoin]

    init(
        _ home: CoordinatorHome, _ stored: StoredVault, _ agreement: VaultAgreement, replacing replaced: CaseState?,
        _ options: ChoosingOptions
    ) throws {
        (self.home, self.stored, self.agreement) = (home, stored, agreement)
        (self.replaced, self.options) = (replaced, options)
        (rate, longTermRate) = (try options.fees.rate(), try options.longTermRate())
        coins = try home.store.coins(of: stored.document, replacing: replaced?.caseID)
    }

    /// The cases to build, in order; more than one only with `--split`.
    func drafts(of rows: [Payout], progress: inout ProgressReport) throws -> [PaymentDraft] {
        remarkStaleness()
        if options.sweepsHome { return [try sweepingHome()] }
        if let sweep = options.sweep { return [try sweeping(to: sweep)] }
        if options.consolidate { return [try consolidating()] }
        guard !rows.isEmpty || options.coins != nil else {
            throw UsageError(
                "an order that pays nobody needs --coins, --consolidate or --sweep vault: it says not which coins move")
        }
        let outputs = try ProposalBuilder.outputs(of: rows, under: agreement, window: CoinBook.defaultWindow)
        let request = request(outputs)
        progress.note("choosing coins for \(rows.count) payouts")
        guard options.split else { return [try single(rows, outputs, request)] }
        let parts = try BatchPlan.split(
            try pool(request), for: request, under: rules, seed: options.drawnSeed
        ) { part, parts in progress.note("planning case \(part) of \(parts)") }
        return parts.map { part in
            PaymentDraft(
                rows: Array(rows[part.range]), outputs: Array(outputs[part.range]), selection: part.choice.selection,
                choice: part.choice)
        }
    }

    /// The coins that are set aside, for the explanation.
    func setAside() throws -> [CoinPool.Aside] { try pool(request([])).aside }

    /// The number of cases that no plan for these payouts can go below.
    func fewestCases(for rows: [Payout]) throws -> Int {
        let outputs = try ProposalBuilder.outputs(of: rows, under: agreement, window: CoinBook.defaultWindow)
        return try BatchPlan.fewest(try pool(request(outputs)), for: request(outputs))
    }

    private var rules: VaultRules { agreement.vault.rules }

    private func request(_ outputs: [TxOut]) -> CoinSelection.Request {
        CoinSelection.Request(
            payments: outputs, feeRate: rate, longTermFeeRate: longTermRate, descriptor: agreement.descriptor,
            size: SpendSize(agreement.vault))
    }

    private func single(
        _ rows: [Payout], _ outputs: [TxOut], _ request: CoinSelection.Request
    ) throws -> PaymentDraft {
        let leaving = try Self.sum(outputs)
        func draft(_ selection: CoinSelection) throws -> PaymentDraft {
            try FeeCaps.check(selection, leaving: leaving, rules: rules)
            return PaymentDraft(rows: rows, outputs: outputs, selection: selection, choice: nil)
        }
        if let chosen = try named() {
            try pool(request).remarkLeftBehind(by: chosen)
            return try draft(try CoinSelection.exactly(chosen, for: request))
        }
        let pool = try pool(request)
        if let replaced {
            let again = Set(replaced.facts.inputs.map(\.outpoint))
            let selection = try CoinSelection.replacing(
                pool.spendable.filter { again.contains($0.outpoint) }, from: pool, for: request)
            pool.remarkLeftBehind(by: selection.coins)
            return try draft(selection)
        }
        let choice = try CoinSelector(pool, for: request, seed: options.drawnSeed).choose()
            .within(caps: leaving, rules: rules)
        return PaymentDraft(rows: rows, outputs: outputs, selection: choice.selection, choice: choice)
    }

    private func sweeping(to text: String) throws -> PaymentDraft {
        let address = try Usage.value(of: "--sweep") { try Address(parsing: text, network: home.network) }
        let swept = try CoinSweep.everything(
            in: try pool(request([])), to: address.scriptPubKey, for: request([]))
        let row = Payout(row: 1, address: address, amount: swept.payment.amount, reference: "")
        let outputs = try ProposalBuilder.outputs(of: [row], under: agreement, window: CoinBook.defaultWindow)
        try FeeCaps.check(swept.selection, leaving: swept.payment.amount, rules: rules)
        return PaymentDraft(rows: [row], outputs: outputs, selection: swept.selection, choice: nil)
    }

    /// All free coins in one output of the vault.
    private func sweepingHome() throws -> PaymentDraft {
        let selection = try CoinSweep.home(of: try pool(request([])), for: request([]))
        try FeeCaps.check(selection, leaving: .zero, rules: rules)
        return PaymentDraft(rows: [], outputs: [], selection: selection, choice: nil)
    }

    private func consolidating() throws -> PaymentDraft {
        let selection = try CoinSweep.consolidation(of: try pool(request([])), for: request([]))
        try FeeCaps.check(selection, leaving: .zero, rules: rules)
        return PaymentDraft(rows: [], outputs: [], selection: selection, choice: nil)
    }

    /// The coins that may be spent; only the ones named where some are.
    private func pool(_ request: CoinSelection.Request) throws -> CoinPool {
        let wanted = options.sweep != nil || options.consolidate ? try named().map { Set($0.map(\.outpoint)) } : nil
        let states = coins.filter { wanted?.contains($0.coin.outpoint) ?? true }.map { stored in
            (coin: stored.coin, state: stored.state(replacing: replaced?.caseID))
        }
        return try CoinPool(states, for: request)
    }

    /// The coins named by hand, each of which may be spent.
    private func named() throws -> [ProvenCoin]? {
        guard let points = try options.namedCoins() else { return nil }
        return try points.map { outpoint in
            guard let found = coins.first(where: { $0.coin.outpoint == outpoint }) else {
                throw StoreError.unknownCoin(outpoint)
            }
            switch found.state(replacing: replaced?.caseID) {
            case .free: return found.coin
            case .held(let holder): throw StoreError.coinLocked(outpoint: outpoint, caseID: holder.short)
            case .frozen(let reason): throw CoinSelectionError.frozen(outpoint, reason: reason)
            }
        }
    }

    private func remarkStaleness() {
        let now = SystemClock.now
        guard let freshness = try? home.store.freshness(of: stored.document), freshness.isStale(now: now) else {
            return
        }
        Output.remark("the list of coins is old, import a new one if you can: \(freshness.line(now: now))")
    }

    private static func sum(_ outputs: [TxOut]) throws -> Amount { try Amount.sum(outputs.map(\.amount)) }
}

extension CoinPool {
    /// Points out the coins that stay on the addresses of the chosen ones.
    func remarkLeftBehind(by chosen: [ProvenCoin]) {
        let behind = leftBehind(by: chosen)
        guard !behind.isEmpty else { return }
        Output.remark(
            "\(behind.count) more \(behind.count == 1 ? "coin is" : "coins are") on the addresses of the coins spent and "
                + "stay there: spending them later shows that both payments are yours")
    }
}

extension StoredCoin {
    /// What may be done with the coin by a case that takes another one's place: that one's coins are free.
    fileprivate func state(replacing caseID: CaseID?) -> CoinState {
        guard let lockedBy, lockedBy == caseID else { return state }
        return frozen.map { .frozen(reason: $0) } ?? .free
    }
}
