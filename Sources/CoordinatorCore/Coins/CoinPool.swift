import BitcoinPrimitives
package import Custody
import Descriptors

/// What may be done with a coin of the vault.
package enum CoinState: Sendable, Hashable {
    /// It may be spent.
    case free
    /// The operator froze it.
    case frozen(reason: String)
    /// A case holds it.
    case held(by: CaseID)
}

/// Coins of one address, which are spent together or not at all.
///
/// Whoever spends one of them shows the address; a later payment that spends another one would be linked to it.
package struct CoinGroup: Sendable, Hashable {
    /// The coins, the largest first.
    package let coins: [ProvenCoin]
    /// Their sum in satoshi.
    let total: UInt64
    /// What they carry beyond the fee of spending them, in quarters of a millisatoshi.
    let effective: Int64

    /// The first coin's outpoint, which no other group has.
    var name: OutPoint? { coins.first?.outpoint }
}

/// The coins of a vault sorted into those that a payment may spend and those that are set aside.
package struct CoinPool: Sendable {
    /// Why a coin is set aside.
    package enum Reason: Sendable, Hashable {
        /// The operator froze it.
        case frozen(String)
        /// A case holds it.
        case held(CaseID)
        /// It was listed without a confirmation.
        case unconfirmed
        /// It is smaller than nodes relay, as nobody who means to pay sends it.
        case dust
        /// Spending it costs as much as it carries, or more.
        case uneconomic

        /// The reason in words.
        package var words: String {
            switch self {
            case .frozen(let reason): reason.isEmpty ? "frozen" : "frozen: \(reason)"
            case .held(let caseID): "held by case \(caseID.short)"
            case .unconfirmed: "not confirmed"
            case .dust: "dust"
            case .uneconomic: "not worth its fee"
            }
        }
    }

    /// A coin that is set aside.
    package struct Aside: Sendable, Hashable {
        /// The coin.
        package let coin: ProvenCoin
        /// Why.
        package let reason: Reason
    }

    /// The groups that may be spent, the one that carries most first.
    package let groups: [CoinGroup]
    /// The coins that are set aside, in the order given.
    package let aside: [Aside]

    /// Sorts the vault's coins for a fee rate; `caseID` is the case whose coins are free because it is being replaced.
    package init(
        _ coins: [(coin: ProvenCoin, state: CoinState)], for request: CoinSelection.Request
    ) throws(CoinSelectionError) {
        let cost = try SpendCost(request)
        let dust = CoinSelection.dustLimit(request.descriptor.scriptType)
        // More than there can ever be comes from no chain, and below it no sum here leaves 64 bits.
        _ = try CoinSelection.sum(coins.filter { $0.state == .free }.map { $0.coin.amount })
        let inputCost = Int64(clamping: cost.inputWeight) * Int64(clamping: cost.rate)
        var aside: [Aside] = []
        var free: [Script: [ProvenCoin]] = [:]
        for (coin, state) in coins {
            let reason: Reason? =
                switch state {
                case .frozen(let reason): .frozen(reason)
                case .held(let caseID): .held(caseID)
                case .free:
                    if let confirmations = coin.confirmations, confirmations < 1 {
                        .unconfirmed
                    } else if coin.amount.sat < dust {
                        .dust
                    } else if Self.units(coin.amount.sat) <= inputCost {
                        .uneconomic
                    } else {
                        nil
                    }
                }
            if let reason {
                aside.append(Aside(coin: coin, reason: reason))
            } else {
                free[coin.output.scriptPubKey, default: []].append(coin)
            }
        }
        self.aside = aside
        groups = free.values.map { coins in
            let total = coins.reduce(0) { $0 + $1.amount.sat }
            return CoinGroup(
                coins: coins.sorted(by: CoinSelection.isBefore), total: total,
                effective: Self.units(total) - Int64(coins.count) * inputCost)
        }.sorted(by: Self.isBefore)
    }

    private init(groups: [CoinGroup], aside: [Aside]) {
        self.groups = groups
        self.aside = aside
    }

    /// The pool without the coins that another case takes.
    package func without(_ coins: [ProvenCoin]) -> CoinPool {
        let taken = Set(coins.map(\.outpoint))
        return CoinPool(
            groups: groups.filter { group in !group.coins.contains { taken.contains($0.outpoint) } }, aside: aside)
    }

    /// All coins that may be spent, the largest first.
    package var spendable: [ProvenCoin] { groups.flatMap(\.coins).sorted(by: CoinSelection.isBefore) }

    /// The coins that stay behind on an address of the chosen ones: spending them later shows who paid.
    package func leftBehind(by chosen: [ProvenCoin]) -> [ProvenCoin] {
        let (points, scripts) = (Set(chosen.map(\.outpoint)), Set(chosen.map(\.output.scriptPubKey)))
        return spendable.filter { scripts.contains($0.output.scriptPubKey) && !points.contains($0.outpoint) }
    }

    /// The sums that are set aside.
    package var setAside: CoinsSetAside {
        func sum(_ isMeant: (Reason) -> Bool) -> Amount {
            (try? Amount.sum(aside.filter { isMeant($0.reason) }.map(\.coin.amount))) ?? .maximum
        }
        return CoinsSetAside(
            frozen: sum { if case .frozen = $0 { true } else { false } },
            held: sum { if case .held = $0 { true } else { false } }, unconfirmed: sum { $0 == .unconfirmed },
            uneconomic: sum { $0 == .dust || $0 == .uneconomic })
    }

    /// Satoshi in quarters of a millisatoshi; at most 84e17 for all coins of a pool together, which 64 bits hold.
    static func units(_ sat: UInt64) -> Int64 { Int64(clamping: sat) * 4_000 }

    private static func isBefore(_ left: CoinGroup, _ right: CoinGroup) -> Bool {
        guard left.effective == right.effective, let first = left.name, let second = right.name else {
            return left.effective > right.effective
        }
        return first < second
    }
}
