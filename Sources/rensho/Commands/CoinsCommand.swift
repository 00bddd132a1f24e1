import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import WalletFormats

struct CoinsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coins", abstract: "Bring in and list the vault's coins.",
        subcommands: [CoinsImportCommand.self, CoinsListCommand.self])
}

struct CoinsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in coins from a watch-only wallet's list.",
        discussion: """
            FILE is what Bitcoin Core answers to listunspent; --transactions is a JSON object of txid and raw
            hex with the transaction behind every coin. A coin is taken only when its previous transaction
            proves its amount and the vault's derivation reaches its script; every other one is listed with
            the reason and left out. The list is the vault's whole: a coin that an earlier list had and this one
            has not is gone, and is not spent. With --add the list says nothing about coins that are not in it.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(help: ArgumentHelp("The raw previous transactions by txid.", valueName: "file"))
    var transactions: String
    @Option(help: "How many receive and change addresses are searched.")
    var window: UInt32 = CoinBook.defaultWindow
    @Flag(help: "The list is not whole: keep coins that are not in it.")
    var add = false
    @Argument(help: "The list of coins.")
    var file: String

    func run() throws {
        guard (1...OwnershipSearch.maximumWindow).contains(window) else {
            throw UsageError("--window is 1 to \(OwnershipSearch.maximumWindow)")
        }
        let home = try CoordinatorHome(home)
        let stored = try home.store.vault(named: vault)
        let list = try ListUnspent(parsing: try FileAccess.read(file, limit: ListUnspent.maximumFileSize))
        let raw = try RawTransactions(
            parsing: try FileAccess.read(transactions, limit: RawTransactions.maximumFileSize))
        let found = try CoinBook.examine(
            list.coins.map { CoinClaim($0) }, transactions: raw.transactions,
            descriptor: stored.document.body.descriptor,
            window: window)
        // A list of which nothing fits is more likely another wallet's than the news that all coins are gone.
        let isForeign = !found.leftOut.isEmpty && found.proven.isEmpty
        let unconfirmed = found.leftOut.filter { $0.problem == .unconfirmed }.map(\.coin.outpoint)
        let coins = CoinList(
            isWhole: !add && !isForeign, listed: Set(list.coins.map(\.outpoint)), unconfirmed: Set(unconfirmed))
        let changed = try home.store.importCoins(
            found.proven, of: stored.document, list: coins, now: SystemClock.now)
        try report(found, changed)
        guard !isForeign else {
            throw Outcome(.refused, "coins.none-taken", "none of the \(found.leftOut.count) coins could be taken")
        }
    }

    private func report(_ found: CoinBook.Examination, _ changed: CoinImport) throws {
        let total = try Amount.sum(found.proven.map(\.amount))
        if format.isJSON {
            let leftOut = found.leftOut.map { item -> JSONValue in
                .object([
                    (key: "outpoint", value: .string(item.coin.outpoint.description)),
                    (key: "amount_sat", value: .unsigned(item.coin.amount.sat)),
                    (key: "code", value: .string(item.problem.code)),
                    (key: "reason", value: .string(item.problem.description)),
                ])
            }
            try Output.json(
                "coins-import",
                [
                    (key: "proven", value: .integer(found.proven.count)), (key: "new", value: .integer(changed.added)),
                    (key: "gone", value: .integer(changed.gone)),
                    (key: "total_sat", value: .unsigned(total.sat)), (key: "left_out", value: .array(leftOut)),
                ])
            return
        }
        var lines = ["\(found.proven.count) coins proven, \(changed.added) of them new: \(total.text)"]
        if changed.gone > 0 {
            lines.append(
                "\(changed.gone) \(changed.gone == 1 ? "coin is" : "coins are") gone: not in this list, or not confirmed "
                    + "any more")
        }
        for item in found.leftOut {
            lines.append("left out \(item.coin.outpoint) (\(item.coin.amount.text)): \(item.problem)")
            if let remedy = item.problem.remedy { lines.append("  \(remedy)") }
        }
        try Output.lines(lines)
    }
}

struct CoinsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the vault's coins, largest first, with the case that holds each.")

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let coins = try home.store.coins(of: try home.store.vault(named: vault).document)
        let free = try Amount.sum(coins.filter { $0.lockedBy == nil }.map(\.coin.amount))
        let held = try Amount.sum(coins.filter { $0.lockedBy != nil }.map(\.coin.amount))
        if format.isJSON {
            let list = coins.map { stored -> JSONValue in
                .object([
                    (key: "outpoint", value: .string(stored.coin.outpoint.description)),
                    (key: "amount_sat", value: .unsigned(stored.coin.amount.sat)),
                    (key: "position", value: .string(stored.coin.script.position.description)),
                    (key: "confirmations", value: stored.coin.confirmations.map { .integer($0) } ?? .null),
                    (key: "label", value: .string(stored.coin.label)),
                    (key: "held_by_case", value: .optional(stored.lockedBy?.description)),
                ])
            }
            try Output.json(
                "coins",
                [
                    (key: "free_sat", value: .unsigned(free.sat)), (key: "held_sat", value: .unsigned(held.sat)),
                    (key: "coins", value: .array(list)),
                ])
            return
        }
        let lines = coins.map { stored in
            "\(stored.coin.outpoint)  \(stored.coin.amount.text)  at \(stored.coin.script.position)"
                + (stored.lockedBy.map { "  held by case \($0.short)" } ?? "")
        }
        try Output.lines(lines + ["Free \(free.text), held by cases \(held.text)"])
    }
}
