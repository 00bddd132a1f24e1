package import BitcoinPrimitives
import ByteCoding

/// Which program answered with a list of coins.
package enum CoinListSource: String, Sendable, Hashable, CaseIterable {
    /// Bitcoin Core's `listunspent`.
    case coreListUnspent = "core-listunspent"
    /// The same, asked of a node on this computer.
    case coreNode = "core-rpc"
    /// Bitcoin Core's `scantxoutset`.
    case coreScan = "core-scantxoutset"
    /// Electrum's `listunspent`.
    case electrumUnspent = "electrum-listunspent"
    /// An Electrum server's `blockchain.scripthash.listunspent`, and Electrum's `getaddressunspent`.
    case electrumServer = "electrum-server-listunspent"
    /// Electrum's `onchain_history`.
    case electrumHistory = "electrum-history"
    /// Esplora's and mempool's `/address/ADDRESS/utxo`.
    case esplora = "esplora-utxo"
}

/// A transaction in a wallet's history.
package struct HistoryEntry: Sendable, Hashable {
    /// The transaction.
    package let txid: Txid
    /// Its confirmations; `nil` when it has some, and nobody says how many.
    package let confirmations: Int?
    /// The height of its block; `nil` when unknown.
    package let height: UInt32?
    /// The label.
    package let label: String

    /// States an entry.
    package init(txid: Txid, confirmations: Int?, height: UInt32?, label: String) {
        self.txid = txid
        self.confirmations = confirmations
        self.height = height
        self.label = label
    }
}

/// A list of coins in any of the forms that are understood, told apart by the names of its fields.
package struct CoinListFile: Sendable {
    /// The file size allowed, in bytes.
    package static let maximumFileSize = ListUnspent.maximumFileSize

    /// Which program's form it is.
    package let source: CoinListSource
    /// The coins in file order; none for a history.
    package let coins: [ListedCoin]
    /// The transactions of a history, in file order.
    package let history: [HistoryEntry]
    /// The height of the chain when the list was made; `nil` when it does not say.
    package let tipHeight: UInt32?

    /// Reads a list.
    package init(parsing bytes: [UInt8]) throws(CoinFileError) {
        let root = try CoinFileError.readJSON(bytes, limit: Self.maximumFileSize)
        history =
            root.member("transactions") == nil ? [] : try HistoryReader.entries(of: root)
        switch root.value {
        case .array(let nodes):
            source = Self.source(of: nodes.first)
            tipHeight = nil
            coins = try Self.read(nodes, as: source)
        case .object where root.member("unspents") != nil:
            source = .coreScan
            let scan = try Self.scan(root)
            (coins, tipHeight) = (scan.coins, scan.height)
        case .object where root.member("transactions") != nil:
            source = .electrumHistory
            (coins, tipHeight) = ([], nil)
        default:
            throw .wrongShape(found: root.kindName, expected: "a list of coins", root.location)
        }
    }

    /// The coins that a node on this computer answered.
    package init(node coins: [ListedCoin], tipHeight: UInt32) {
        source = .coreNode
        self.coins = coins
        history = []
        self.tipHeight = tipHeight
    }

    private static func source(of first: JSONNode?) -> CoinListSource {
        guard let first else { return .coreListUnspent }
        if first.member("prevout_hash") != nil { return .electrumUnspent }
        if first.member("tx_hash") != nil { return .electrumServer }
        if first.member("status") != nil, first.member("value") != nil { return .esplora }
        return .coreListUnspent
    }

    private static func read(_ nodes: [JSONNode], as source: CoinListSource) throws(CoinFileError) -> [ListedCoin] {
        var coins: [ListedCoin] = []
        var seen: Set<OutPoint> = []
        coins.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            let coin =
                switch source {
                case .electrumUnspent: try ForeignCoin.electrum(node, index)
                case .electrumServer: try ForeignCoin.electrumServer(node, index)
                case .esplora: try ForeignCoin.esplora(node, index)
                case .coreListUnspent, .coreNode, .coreScan, .electrumHistory: try ListUnspent.coin(node, index: index)
                }
            guard seen.insert(coin.outpoint).inserted else {
                throw .duplicateCoin(coin.outpoint, element: index, node.location)
            }
            coins.append(coin)
        }
        return coins
    }

    /// A scan of the set of unspent outputs: everything in it is confirmed.
    private static func scan(_ root: JSONNode) throws(CoinFileError) -> (coins: [ListedCoin], height: UInt32?) {
        if case .bool(false)? = root.member("success")?.value {
            throw .malformedField(name: "success", element: 0, reason: "the scan did not end well", root.location)
        }
        guard let node = root.member("unspents"), case .array(let nodes) = node.value else {
            throw .wrongShape(found: root.kindName, expected: "an array of unspents", root.location)
        }
        let tip = try CoinField.height("height", of: root, element: 0)
        let coins = try read(nodes, as: .coreScan)
        var aged: [ListedCoin] = []
        for (index, (coin, node)) in zip(coins, nodes).enumerated() {
            let height = try CoinField.height("height", of: node, element: index)
            var confirmations = coin.confirmations
            if confirmations == nil, let tip, let height, height <= tip { confirmations = Int(tip - height) + 1 }
            aged.append(coin.aged(confirmations: confirmations, height: height))
        }
        return (aged, tip)
    }
}
