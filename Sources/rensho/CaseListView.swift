import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

/// All cases of a home, and the coins that they hold.
struct CaseListView {
    private let cases: [CaseSummary]
    private let coins: [HeldCoin]
    /// The freezes that stand, each with its vault.
    private let freezes: [(vault: Identifier, line: String)]

    init(_ home: CoordinatorHome) throws {
        cases = try home.store.cases()
        coins = try home.store.heldCoins()
        freezes = try Self.freezes(home)
    }

    /// The vaults from which nothing leaves now, one line for each freeze.
    private static func freezes(_ home: CoordinatorHome) throws -> [(vault: Identifier, line: String)] {
        let names = Set(try home.store.vaults().map(\.document.body.name)).sorted()
        return try names.flatMap { name -> [(vault: Identifier, line: String)] in
            let stored = try home.store.vault(named: name.description)
            guard stored.isAgreed else { return [] }
            return try home.store.stopBook(of: stored, today: SystemClock.today).freezes.map { freeze in
                let statement = freeze.document.body.statement
                return (
                    name,
                    "FROZEN: vault \(name) by \(statement.person) since \(statement.date): \(statement.reason); "
                        + "lifted by \(freeze.liftedBy.count) of \(stored.document.body.threshold)"
                )
            }
        }
    }

    var lines: [String] {
        let frozen = freezes.map(\.line)
        guard !cases.isEmpty else { return frozen + ["No case yet. Open one with rensho propose."] }
        return frozen + cases.map(Self.line)
            + coins.map { coin in
                "\(coin.isArmed ? "armed" : "held ")  \(coin.outpoint)  case \(coin.caseID.short), \(coin.life.rawValue)"
            }
    }

    private static func line(_ summary: CaseSummary) -> String {
        let age = summary.life == .open ? Age(since: summary.openedAt).map { ", \($0) ago" } ?? "" : ""
        return
            "\(summary.caseID.short)  \(summary.life.rawValue)  vault \(summary.vault)  opened \(summary.openedAt)\(age)"
            + (summary.endedAt.map { "  ended \($0)" } ?? "")
            + (summary.replaces.map { "  replaces \($0.short)" } ?? "")
            + (summary.replacedBy.map { "  replaced by \($0.short)" } ?? "")
    }

    var json: [(key: String, value: JSONValue)] {
        [
            (
                key: "cases",
                value: .array(
                    cases.map { summary in
                        .object([
                            (key: "case", value: .string(summary.caseID.description)),
                            (key: "state", value: .string(summary.life.rawValue)),
                            (key: "vault", value: .string(summary.vault)),
                            (key: "opened_at", value: .string(summary.openedAt)),
                            (key: "ended_at", value: .optional(summary.endedAt)),
                            (key: "replaces", value: .optional(summary.replaces?.description)),
                            (key: "replaced_by", value: .optional(summary.replacedBy?.description)),
                        ])
                    })
            ),
            (key: "frozen_vaults", value: Output.strings(freezes.map(\.vault.description))),
            (
                key: "coins",
                value: .array(
                    coins.map { coin in
                        .object([
                            (key: "outpoint", value: .string(coin.outpoint.description)),
                            (key: "case", value: .string(coin.caseID.description)),
                            (key: "state", value: .string(coin.isArmed ? "armed" : "held")),
                        ])
                    })
            ),
        ]
    }
}
