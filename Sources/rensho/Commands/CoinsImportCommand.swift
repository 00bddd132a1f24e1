import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import WalletFormats

struct CoinsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in coins from a watch-only wallet's list.",
        discussion: """
            FILE is what Bitcoin Core answers to listunspent or scantxoutset, Electrum to listunspent or
            onchain_history, an Electrum server or an Esplora or mempool server about an address. --transactions is
            a JSON object of txid and raw hex, or an array of raw hex, with the transaction behind every coin; a
            history needs all of its transactions. A coin is taken only when its previous transaction
            proves its amount and the vault's derivation reaches its script; every other one is listed with
            the reason and left out. The list is the vault's whole: a coin that an earlier list had and this one
            has not is gone, and is not spent. With --add the list says nothing about coins that are not in it:
            lists of single addresses are always taken so.

            FILE may also be a coin snapshot that an auditor or watcher has countersigned (rensho coins snapshot,
            rensho-signer countersign). It brings its transactions along, and proposals carry it from then on, so that
            custodians' machines know the balance.

            With --rpc the watch-only wallet of a Bitcoin Core node on this computer is asked instead: coins, and the
            transaction behind each. Nothing else is ever asked of it, and no other computer.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(help: ArgumentHelp("The raw previous transactions.", valueName: "file"))
    var transactions: String?
    @OptionGroup var node: NodeOptions
    @Option(help: "How many receive and change addresses are searched.")
    var window: UInt32 = CoinBook.defaultWindow
    @Flag(help: "The list is not whole: keep coins that are not in it.")
    var add = false
    @Flag(help: "The list is rightly empty: the vault has no coin any more.")
    var empty = false
    @Argument(help: "The list of coins.")
    var file: String?

    func validate() throws {
        guard (file == nil) == (node.rpc != nil), file != nil || transactions == nil else {
            throw ValidationError("give LIST and --transactions FILE, a coin snapshot, or --rpc ENDPOINT")
        }
        guard !empty || !add else {
            throw ValidationError("--empty says that a list is whole, and --add that it is not")
        }
    }

    func run() throws {
        guard (1...OwnershipSearch.maximumWindow).contains(window) else {
            throw UsageError("--window is 1 to \(OwnershipSearch.maximumWindow)")
        }
        let home = try CoordinatorHome(home)
        let stored = try home.store.vault(named: vault)
        switch try read(home) {
        case .snapshot(let snapshot): try SnapshotImport(home, stored, format).run(snapshot)
        case .list(let list, let raw): try take(list, raw, home, stored)
        }
    }

    private func take(
        _ list: CoinListFile, _ raw: [Txid: Transaction], _ home: CoordinatorHome, _ stored: StoredVault
    ) throws {
        let claims =
            try list.coins.map { CoinClaim($0) }
            + CoinClaim.unspent(in: list.history, transactions: raw)
        let found = try CoinBook.examine(
            claims, transactions: raw, descriptor: stored.document.body.descriptor, window: window)
        guard !empty || found.proven.isEmpty && found.leftOut.isEmpty else {
            throw UsageError("--empty goes with a list that has no coin of the vault")
        }
        let isWhole = !add && list.source.listsWholeWallet
        // A list of which nothing fits is more likely another wallet's, or one that was never filled, than the news that
        // all coins are gone; that is for the operator to say.
        if found.proven.isEmpty, !empty {
            let isAnyLost = try isWhole && !home.store.listedCoins(of: stored.document).isEmpty
            guard claims.isEmpty, !isAnyLost else {
                try report(found, CoinImport(added: 0, gone: 0), list)
                throw noneTaken(claims.count, mayBeEmpty: found.leftOut.isEmpty)
            }
        }
        let unconfirmed = found.leftOut.filter { $0.problem == .unconfirmed }.map(\.coin.outpoint)
        let coins = CoinList(
            isWhole: isWhole, listed: Set(claims.map(\.outpoint)), unconfirmed: Set(unconfirmed),
            source: list.source.rawValue, tipHeight: list.tipHeight)
        let changed = try home.store.importCoins(
            found.proven, of: stored.document, list: coins, now: SystemClock.now)
        try report(found, changed, list)
    }

    /// What was given: a list with the transactions behind it, from files or from the node, or a snapshot.
    private enum Given {
        case list(CoinListFile, [Txid: Transaction])
        case snapshot(SnapshotFile)
    }

    private func read(_ home: CoordinatorHome) throws -> Given {
        guard let file else {
            let (list, raw) = try node.coins(on: home.network)
            return .list(list, raw)
        }
        let bytes = try FileAccess.read(file, limit: max(CoinListFile.maximumFileSize, SnapshotFile.maximumBytes))
        if DocumentType.name(in: bytes) == CoinSnapshot.typeName {
            guard transactions == nil, !add else {
                throw UsageError(
                    "a coin snapshot is whole and brings its transactions: it goes without --transactions and --add")
            }
            return .snapshot(try SnapshotFile(parsing: bytes))
        }
        guard bytes.count <= CoinListFile.maximumFileSize else {
            throw FileError.tooBig(path: file, size: UInt64(bytes.count), limit: CoinListFile.maximumFileSize)
        }
        guard let transactions else {
            throw UsageError("--transactions is missing: only a coin snapshot brings its own")
        }
        let list = try CoinListFile(parsing: bytes)
        let raw = try RawTransactions(
            parsing: try FileAccess.read(transactions, limit: RawTransactions.maximumFileSize))
        return .list(list, raw.transactions)
    }

    private func noneTaken(_ count: Int, mayBeEmpty: Bool) -> Outcome {
        Outcome(
            .refused, "coins.none-taken", "none of the \(count) coins could be taken, and nothing was changed",
            remedy: mayBeEmpty ? "If the vault really has no coin any more, import the list with --empty." : nil)
    }

    private func report(_ found: CoinBook.Examination, _ changed: CoinImport, _ list: CoinListFile) throws {
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
                    (key: "source", value: .string(list.source.rawValue)),
                    (key: "tip_height", value: list.tipHeight.map { .unsigned(UInt64($0)) } ?? .null),
                    (key: "proven", value: .integer(found.proven.count)), (key: "new", value: .integer(changed.added)),
                    (key: "gone", value: .integer(changed.gone)), (key: "freed", value: .integer(changed.freed)),
                    (key: "total_sat", value: .unsigned(total.sat)), (key: "left_out", value: .array(leftOut)),
                ])
            return
        }
        var lines = [
            "\(found.proven.count) coins proven, \(changed.added) of them new: \(total.text)",
            "Listed by \(list.source.rawValue)" + (list.tipHeight.map { ", chain at height \($0)" } ?? ""),
        ]
        if changed.gone > 0 {
            lines.append(
                "\(changed.gone) \(changed.gone == 1 ? "coin is" : "coins are") gone: not in this list, or not confirmed "
                    + "any more")
        }
        lines += changed.freedLines
        for item in found.leftOut {
            lines.append("left out \(item.coin.outpoint) (\(item.coin.amount.text)): \(item.problem)")
            if let remedy = item.problem.remedy { lines.append("  \(remedy)") }
        }
        try Output.lines(lines)
    }
}

extension CoinImport {
    /// The line about coins that are free again.
    var freedLines: [String] {
        guard freed > 0 else { return [] }
        return [
            "\(freed) \(freed == 1 ? "coin is" : "coins are") free again: another transaction has spent a coin of the "
                + "assembled case that held \(freed == 1 ? "it" : "them")"
        ]
    }
}

extension CoinListSource {
    /// Whether such a list is of a whole wallet; the others are of one address.
    fileprivate var listsWholeWallet: Bool {
        switch self {
        case .coreListUnspent, .coreNode, .coreScan, .electrumUnspent, .electrumHistory: true
        case .electrumServer, .esplora: false
        }
    }
}
