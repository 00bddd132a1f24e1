import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import WalletFormats

struct CoinsFreezeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: "Freeze coins, so that no payment takes them until they are thawed.",
        discussion: "A case that holds a coin already goes on: end it with rensho abort.")

    @OptionGroup var marked: MarkedCoins
    @Option(help: "Why, in your own words.")
    var reason = ""

    func run() throws {
        guard PrintableText.isLine(reason) else {
            throw UsageError("--reason has characters that do not print, or more than \(PrintableText.maximumLength)")
        }
        try marked.change("coins-freeze", "frozen") { store, vault, coins in
            try store.freeze(coins, reason: reason, of: vault, now: SystemClock.now)
        }
    }
}

struct CoinsThawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "thaw", abstract: "Thaw coins, so that payments may take them again.")

    @OptionGroup var marked: MarkedCoins

    func run() throws {
        try marked.change("coins-thaw", "thawed") { store, vault, coins in
            try store.thaw(coins, of: vault, now: SystemClock.now)
        }
    }
}

struct CoinsLabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Give coins a label of your own; an empty one takes the label away.")

    @OptionGroup var marked: MarkedCoins
    @Option(name: .customLong("as"), help: "The label.")
    var label: String

    func run() throws {
        guard PrintableText.isLine(label) else {
            throw UsageError("the label has characters that do not print, or more than \(PrintableText.maximumLength)")
        }
        try marked.change("coins-label", "labelled") { store, vault, coins in
            _ = try store.mark(
                coins.map { CoinMark(outpoint: $0, label: label) }, of: vault, now: SystemClock.now)
        }
    }
}

/// Coins named at the command line, of which something is to be noted.
struct MarkedCoins: ParsableArguments {
    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Argument(help: ArgumentHelp("The coins: outpoints txid:n.", valueName: "txid:n"))
    var coins: [String]

    /// Changes all of them, and says so.
    func change(
        _ schema: String, _ word: String, _ body: (Store, Document<Vault>, [OutPoint]) throws -> Void
    ) throws {
        let points = try coins.map { text in try Usage.value(of: "txid:n") { try OutPoint(parsing: text) } }
        guard Set(points).count == points.count else { throw UsageError("a coin is named twice") }
        let home = try CoordinatorHome(home)
        try body(home.store, try home.store.vault(named: vault).document, points)
        if format.isJSON {
            try Output.json(schema, [(key: "coins", value: Output.strings(points))])
        } else {
            try Output.lines(points.map { "\($0)  \(word)" })
        }
    }
}

struct CoinsImportLabelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-labels", abstract: "Take the labels of another wallet (BIP-329).",
        discussion: """
            Labels of outputs go to the vault's coins; "spendable": false freezes a coin and true thaws it. A coin
            without a label of its own takes its address's, or its transaction's. All of it is taken, or nothing.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Argument(help: "The labels, one JSON object on each line.")
    var file: String

    func run() throws {
        let home = try CoordinatorHome(home)
        let vault = try home.store.vault(named: vault).document
        let labels = try CoinLabels(parsing: try FileAccess.read(file, limit: CoinLabels.maximumFileSize))
        let coins = try home.store.coins(of: vault).map(\.coin)
        let marks = Self.marks(labels, for: coins, network: home.network)
        let changed = try home.store.mark(marks, of: vault, now: SystemClock.now)
        let points = Set(coins.map(\.outpoint))
        let foreign = labels.outputs.filter { !points.contains($0.outpoint) }.count
        if format.isJSON {
            try Output.json(
                "coins-import-labels",
                [
                    (key: "changed", value: .integer(changed)), (key: "not_of_vault", value: .integer(foreign)),
                    (key: "other_lines", value: .integer(labels.others)),
                ])
        } else {
            try Output.lines([
                "\(changed) coins changed; \(foreign) labels are of outputs that are not among the vault's coins, "
                    + "\(labels.others) lines of other things"
            ])
        }
    }

    private static func marks(_ labels: CoinLabels, for coins: [ProvenCoin], network: Network) -> [CoinMark] {
        let named = Dictionary(labels.outputs.map { ($0.outpoint, $0) }) { $1 }
        return coins.compactMap { coin in
            let own = named[coin.outpoint]
            var label = own?.label
            if label == nil, coin.label.isEmpty {
                let address = Address(scriptPubKey: coin.output.scriptPubKey, network: network)?.text
                label = address.flatMap { labels.addresses[$0] } ?? labels.transactions[coin.outpoint.txid]
            }
            let freeze: CoinMark.Freeze =
                switch own?.isSpendable {
                case nil: .unchanged
                case true?: .thawed
                case false?: .frozen(reason: "not spendable by \(CoinLabels.standard)")
                }
            guard label != nil || freeze != .unchanged else { return nil }
            return CoinMark(outpoint: coin.outpoint, label: label, freeze: freeze)
        }
    }
}

struct CoinsExportLabelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-labels", abstract: "Write the coins' labels for other wallets (BIP-329).")

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let vault = try home.store.vault(named: vault).document
        let outputs = try home.store.coins(of: vault).map { stored in
            CoinLabels.Output(
                outpoint: stored.coin.outpoint, label: stored.coin.label.isEmpty ? nil : stored.coin.label,
                isSpendable: stored.frozen == nil)
        }
        let path = output.output ?? "\(vault.body.name).labels.jsonl"
        try FileAccess.create(path, CoinLabels.encoded(outputs))
        if format.isJSON {
            try Output.json(
                "coins-export-labels",
                [(key: "file", value: .string(path)), (key: "coins", value: .integer(outputs.count))])
        } else {
            try Output.lines(["Wrote \(path)"])
        }
    }
}
