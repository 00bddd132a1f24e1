import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore

/// What a vault's coins come to, by what may be done with them.
struct CoinBalance {
    /// May be spent.
    let free: Amount
    /// Frozen by the operator, and held by no case.
    let frozen: Amount
    /// Held by open cases.
    let held: Amount
    /// Spent by transactions that were assembled, and may not be confirmed yet.
    let assembled: Amount

    init(_ coins: [StoredCoin]) throws {
        func sum(_ name: String) throws -> Amount {
            try Amount.sum(coins.filter { Self.name(of: $0) == name }.map(\.coin.amount))
        }
        (free, frozen) = (try sum("free"), try sum("frozen"))
        (held, assembled) = (try sum("held"), try sum("assembled"))
    }

    /// The word for a coin's state.
    static func name(of coin: StoredCoin) -> String {
        switch coin.state {
        case .free: "free"
        case .frozen: "frozen"
        case .held: coin.isAssembled ? "assembled" : "held"
        }
    }

    var line: String {
        "Free \(free.text), frozen \(frozen.text), held by cases \(held.text), in assembled transactions \(assembled.text)"
    }

    var json: [(key: String, value: JSONValue)] {
        [
            (key: "free_sat", value: .unsigned(free.sat)), (key: "frozen_sat", value: .unsigned(frozen.sat)),
            (key: "held_sat", value: .unsigned(held.sat)), (key: "assembled_sat", value: .unsigned(assembled.sat)),
        ]
    }
}

extension CoinFreshness {
    /// The age from which a list is pointed out before a payment, in seconds: coins may have been spent since.
    static let staleSeconds: Int64 = 86_400

    /// How old the list is, in seconds; 0 when the clock was turned back.
    func age(now: Timestamp) -> Int64 { max(0, now.seconds - listedAt.seconds) }

    /// Whether it is old enough to be pointed out.
    func isStale(now: Timestamp) -> Bool { age(now: now) >= Self.staleSeconds }

    /// When, from what, at which height, and how long ago.
    func line(now: Timestamp) -> String {
        let minutes = age(now: now) / 60
        let ago =
            switch minutes {
            case ..<120: "\(minutes) minutes ago"
            case ..<2_880: "\(minutes / 60) hours ago"
            default: "\(minutes / 1_440) days ago"
            }
        return "Listed \(listedAt.text) (\(ago)) from \(source)"
            + (tipHeight.map { ", chain at height \($0)" } ?? "") + (isWhole ? "" : ", not the whole list")
    }

    func json(now: Timestamp) -> JSONValue {
        .object([
            (key: "at", value: .string(listedAt.text)), (key: "age_seconds", value: .integer(Int(age(now: now)))),
            (key: "source", value: .string(source)),
            (key: "tip_height", value: tipHeight.map { .unsigned(UInt64($0)) } ?? .null),
            (key: "whole", value: .bool(isWhole)),
        ])
    }
}
