package import BitcoinPrimitives
import ByteCoding

/// One coin as a wallet lists it: a claim, until its previous transaction and the vault prove it.
package struct ListedCoin: Sendable, Hashable {
    /// The output that the coin is.
    package let outpoint: OutPoint
    /// The amount as the list states it.
    package let amount: Amount
    /// The output script as the list states it; `nil` when it does not.
    package let scriptPubKey: Script?
    /// The number of confirmations at the time of the list; `nil` when it does not say.
    package let confirmations: Int?
    /// The height of the block that has it; `nil` when the list does not say.
    package let height: UInt32?
    /// The operator's label in the wallet; empty when there is none.
    package let label: String
    /// Where the vault may have this script, read from the wallet's own descriptor: a place to look first, no proof.
    package let hintedBranch: UInt32?
    /// The index that goes with `hintedBranch`.
    package let hintedIndex: UInt32?

    /// Lists a coin.
    package init(
        outpoint: OutPoint, amount: Amount, scriptPubKey: Script?, confirmations: Int?, height: UInt32? = nil,
        label: String = "", hintedBranch: UInt32? = nil, hintedIndex: UInt32? = nil
    ) {
        self.outpoint = outpoint
        self.amount = amount
        self.scriptPubKey = scriptPubKey
        self.confirmations = confirmations
        self.height = height
        self.label = label
        self.hintedBranch = hintedBranch
        self.hintedIndex = hintedIndex
    }

    /// The same coin with another age.
    func aged(confirmations: Int?, height: UInt32?) -> ListedCoin {
        ListedCoin(
            outpoint: outpoint, amount: amount, scriptPubKey: scriptPubKey, confirmations: confirmations,
            height: height, label: label, hintedBranch: hintedBranch, hintedIndex: hintedIndex)
    }
}

/// The answer of Bitcoin Core's `listunspent` call.
package struct ListUnspent: Sendable {
    /// The file size allowed, in bytes: some 60,000 coins as Core writes them.
    package static let maximumFileSize = 64 << 20

    /// The coins in file order.
    package let coins: [ListedCoin]

    /// Reads the JSON array that `listunspent` answers.
    package init(parsing bytes: [UInt8]) throws(CoinFileError) {
        let root = try CoinFileError.readJSON(bytes, limit: Self.maximumFileSize)
        guard case .array(let nodes) = root.value else {
            throw .wrongShape(found: root.kindName, expected: "an array of coins", root.location)
        }
        var coins: [ListedCoin] = []
        var seen: Set<OutPoint> = []
        coins.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            let coin = try Self.coin(node, index: index)
            guard seen.insert(coin.outpoint).inserted else {
                throw .duplicateCoin(coin.outpoint, element: index, node.location)
            }
            coins.append(coin)
        }
        self.coins = coins
    }

    /// Reads one coin as Bitcoin Core lists it.
    static func coin(_ node: JSONNode, index: Int) throws(CoinFileError) -> ListedCoin {
        try CoinField.object(node)
        let txid = try CoinField.txid("txid", of: node, element: index)
        let scriptText = try CoinField.string("scriptPubKey", of: node, element: index)
        let script: [UInt8]
        do { script = try Hex.decode(scriptText) } catch {
            throw .malformedField(name: "scriptPubKey", element: index, reason: "\(error)", node.location)
        }
        let hint = node.member("desc").flatMap { hintedPosition(in: $0) }
        return ListedCoin(
            outpoint: OutPoint(txid: txid, vout: try CoinField.outputIndex("vout", of: node, element: index)),
            amount: try amount(of: node, element: index), scriptPubKey: Script(script),
            confirmations: try CoinField.whole("confirmations", of: node, element: index),
            label: CoinField.label(of: node), hintedBranch: hint?.branch, hintedIndex: hint?.index)
    }

    private static func amount(of node: JSONNode, element: Int) throws(CoinFileError) -> Amount {
        let member = try CoinField.required("amount", of: node, element: element)
        guard case .number(let text) = member.value else {
            throw .wrongShape(
                found: member.kindName, expected: "a decimal number of bitcoin for amount", member.location)
        }
        guard let amount = DecimalAmount.amount(ofNumber: text) else {
            throw .malformedField(
                name: "amount", element: element,
                reason: "\(QuotedText.quote(text)) is no amount of whole satoshi up to 21 million bitcoin",
                member.location)
        }
        return amount
    }

    /// Reads branch and index from the first key origin of Core's `desc`, such as `[73c5da0a/48h/1h/0h/2h/0/3]`.
    private static func hintedPosition(in node: JSONNode) -> (branch: UInt32, index: UInt32)? {
        guard case .string(let text) = node.value, let open = text.firstIndex(of: "["),
            let close = text[open...].firstIndex(of: "]")
        else { return nil }
        let steps = text[open..<close].split(separator: "/").suffix(2).compactMap { UInt32($0) }
        return steps.count == 2 ? (steps[0], steps[1]) : nil
    }
}
