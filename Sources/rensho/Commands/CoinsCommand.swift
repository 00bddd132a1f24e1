import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors

struct CoinsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coins",
        abstract: "Bring in and list the vault's coins, freeze and label them, make a snapshot of them.",
        subcommands: [
            CoinsImportCommand.self, CoinsSnapshotCommand.self, CoinsListCommand.self, CoinsFreezeCommand.self,
            CoinsThawCommand.self,
            CoinsLabelCommand.self, CoinsImportLabelsCommand.self, CoinsExportLabelsCommand.self,
        ])
}

struct CoinsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the vault's coins, largest first, with what may be done with each and how fresh the list is.")

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let vault = try home.store.vault(named: vault).document
        let coins = try home.store.coins(of: vault)
        let freshness = try home.store.freshness(of: vault)
        let balance = try CoinBalance(coins)
        if format.isJSON {
            try Output.json(
                "coins",
                balance.json + [
                    (key: "listed", value: freshness.map { $0.json(now: SystemClock.now) } ?? .null),
                    (key: "coins", value: .array(coins.map { Self.json($0, home.network) })),
                ])
            return
        }
        try Output.lines(
            coins.map(Self.line) + [balance.line] + [freshness?.line(now: SystemClock.now) ?? "Never listed"])
    }

    private static func line(_ stored: StoredCoin) -> String {
        let coin = stored.coin
        var words = "\(coin.outpoint)  \(coin.amount.text)  at \(coin.script.position)"
        if let holder = stored.lockedBy { words += "  held by case \(holder.short)" }
        if let reason = stored.frozen { words += "  frozen" + (reason.isEmpty ? "" : ": \(reason)") }
        if !coin.label.isEmpty { words += "  \"\(coin.label)\"" }
        return words
    }

    private static func json(_ stored: StoredCoin, _ network: Network) -> JSONValue {
        let coin = stored.coin
        let address = Address(scriptPubKey: coin.output.scriptPubKey, network: network)
        return .object([
            (key: "outpoint", value: .string(coin.outpoint.description)),
            (key: "amount_sat", value: .unsigned(coin.amount.sat)),
            (key: "address", value: .optional(address?.text)),
            (key: "position", value: .string(coin.script.position.description)),
            (key: "confirmations", value: coin.confirmations.map { .integer($0) } ?? .null),
            (key: "height", value: coin.height.map { .unsigned(UInt64($0)) } ?? .null),
            (key: "label", value: .string(coin.label)),
            (key: "state", value: .string(CoinBalance.name(of: stored))),
            (key: "held_by_case", value: .optional(stored.lockedBy?.description)),
            (key: "frozen", value: .optional(stored.frozen)),
        ])
    }
}
