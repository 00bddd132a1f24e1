import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport

/// A small wallet, its coins and a payment, all drawn from a seed.
struct SeededWallet {
    /// The vault.
    let vault: FixtureVault
    /// The coins with what may be done with each.
    private(set) var coins: [(coin: ProvenCoin, state: CoinState)] = []
    /// What is to be paid.
    let request: CoinSelection.Request

    private static let vaults: [Result<FixtureVault, any Error>] = [
        Result { try FixtureVault() }, Result { try FixtureVault { $0.scriptType = .p2shP2wsh } },
    ]
    /// The first receive scripts of each vault.
    private static let scripts = vaults.map { vault in
        Result { try vault.get().descriptor.scripts(at: (0..<14).map { ScriptPosition(branch: 0, index: $0) }) }
    }

    /// Draws a wallet of at most `groups` addresses; one in three has more than one coin.
    init(seed: UInt64, groups: Int = 11) throws {
        var random = SeededGenerator(seed: seed)
        let type = Int.random(in: 0...1, using: &random)
        vault = try Self.vaults[type].get()
        let scripts = try Self.scripts[type].get()
        let addresses = Int.random(in: 1...groups, using: &random)
        var places: [Int] = []
        for address in 0..<addresses {
            let count = Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 2...3, using: &random) : 1
            places += Array(repeating: address, count: count)
        }
        var drawn: [(coin: ProvenCoin, state: CoinState)] = []
        for (number, address) in places.enumerated() {
            // From dust to half a bitcoin, as many small coins as large ones.
            let sat = UInt64.random(in: 1...9, using: &random) * Self.power(Int.random(in: 2...7, using: &random))
            let coin = try Self.coin(sat + UInt64(number), scripts[address], seed: seed, number: number)
            drawn.append((coin, try Self.state(Int.random(in: 0..<12, using: &random))))
        }
        coins = drawn
        let free = drawn.filter { $0.state == .free }.reduce(0) { $0 + $1.coin.amount.sat }
        let count = Int.random(in: 1...3, using: &random)
        let payments = try (0..<count).map { place in
            TxOut(
                amount: try Amount(sat: UInt64.random(in: 1_000...max(2_000, free / UInt64(count)), using: &random)),
                scriptPubKey: try FixtureCase.stranger(UInt8(place + 1)))
        }
        request = CoinSelection.Request(
            payments: payments, feeRate: try TargetFeeRate(parsing: "\(Int.random(in: 1...60, using: &random))"),
            longTermFeeRate: try TargetFeeRate(parsing: "10"), descriptor: vault.descriptor)
    }

    /// A coin of that amount at a script of the vault.
    static func coin(
        _ sat: UInt64, _ script: DerivedScript, seed: UInt64, number: Int, confirmations: Int? = 6
    ) throws -> ProvenCoin {
        let origin = SHA256.hash(Array("\(seed)/\(number)".utf8))
        let previous = Transaction(
            version: 2,
            inputs: [
                TxIn(
                    previousOutput: OutPoint(txid: Txid(origin), vout: 0), scriptSig: Script([]), sequence: .final,
                    witness: [])
            ],
            outputs: [TxOut(amount: try Amount(sat: sat), scriptPubKey: script.scriptPubKey)], lockTime: .unlocked)
        return try CoinBook.prove(
            OutPoint(txid: previous.txid, vout: 0), previousTransaction: previous, script: script,
            confirmations: confirmations, label: "")
    }

    /// The coins that any payment at the request's rate may spend: free, confirmed, no dust, worth their fee.
    var spendable: [ProvenCoin] {
        let dust = CoinSelection.dustLimit(vault.descriptor.scriptType)
        let input = UInt64(SpendSize(vault.descriptor).inputWeight)
        return coins.filter { $0.state == .free && $0.coin.confirmations != 0 }.map(\.coin).filter { coin in
            coin.amount.sat >= dust
                && coin.amount.sat * 4_000 > input * request.feeRate.milliSatPerVirtualByte
        }
    }

    private static func state(_ number: Int) throws -> CoinState {
        switch number {
        case 0: .frozen(reason: "court")
        case 1: .held(by: try FixtureCase.caseID(7))
        default: .free
        }
    }

    private static func power(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { product, _ in product * 10 } }
}

/// The least waste that any choice of whole addresses has, found by trying them all.
struct ExhaustiveOptimum {
    /// In quarters of a millisatoshi; `nil` when no choice carries the payment.
    let waste: Int64?

    /// Tries every set of addresses; at most 2^14 of them.
    init(_ wallet: SeededWallet) {
        let groups = Dictionary(grouping: wallet.spendable, by: \.output.scriptPubKey).values.map { coins in
            (sat: coins.reduce(0) { $0 + Int64($1.amount.sat) }, count: Int64(coins.count))
        }
        let size = SpendSize(wallet.vault.descriptor)
        let (rate, later) = (Int64(wallet.request.feeRate.milliSatPerVirtualByte), Int64(10_000))
        let change = wallet.vault.descriptor.scriptType == .p2wsh ? 34 : 23
        let lengths = wallet.request.payments.map(\.scriptPubKey.bytes.count)
        func fee(_ count: Int64, _ lengths: [Int]) -> Int64 {
            (Int64(size.virtualSize(inputs: Int(count), outputScriptLengths: lengths)) * rate + 999) / 1_000
        }
        let paid = wallet.request.payments.reduce(0) { $0 + Int64($1.amount.sat) }
        let spending = (Int64((size.inputWeight + 3) / 4) * later + 999) / 1_000
        let smallest = max(Int64(CoinSelection.dustLimit(wallet.vault.descriptor.scriptType)), spending + 1)
        let changeWaste = Int64(8 + 1 + change) * 4 * rate + Int64(size.inputWeight) * later
        var best: Int64?
        for mask in 1..<max(2, 1 << groups.count) {
            var (sat, count): (Int64, Int64) = (0, 0)
            for place in groups.indices where mask & (1 << place) != 0 {
                sat += groups[place].sat
                count += groups[place].count
            }
            let inputs = count * Int64(size.inputWeight) * (rate - later)
            let excess = sat - paid - fee(count, lengths)
            if excess >= 0 { best = min(best ?? .max, inputs + excess * 4_000) }
            if sat - paid - fee(count, lengths + [change]) >= smallest {
                best = min(best ?? .max, inputs + changeWaste)
            }
        }
        waste = best
    }
}
