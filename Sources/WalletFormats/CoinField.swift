import BitcoinPrimitives
import ByteCoding

/// Reads the fields that coin lists of all programs have.
enum CoinField {
    static func required(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> JSONNode {
        guard let member = node.member(name) else { throw .missingField(name: name, element: element, node.location) }
        return member
    }

    static func string(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> String {
        let member = try required(name, of: node, element: element)
        guard case .string(let text) = member.value else {
            throw .wrongShape(found: member.kindName, expected: "a string for \(name)", member.location)
        }
        return text
    }

    static func txid(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> Txid {
        let text = try string(name, of: node, element: element)
        do { return try Txid(parsing: text) } catch {
            throw .malformedField(name: name, element: element, reason: "\(error)", node.location)
        }
    }

    static func outputIndex(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> UInt32 {
        let member = try required(name, of: node, element: element)
        guard case .number(let text) = member.value, let vout = UInt32(text) else {
            throw .wrongShape(found: member.kindName, expected: "an output number for \(name)", member.location)
        }
        return vout
    }

    static func object(_ node: JSONNode) throws(CoinFileError) {
        guard case .object = node.value else {
            throw .wrongShape(found: node.kindName, expected: "a coin object", node.location)
        }
    }

    /// A number of whole satoshi.
    static func satoshi(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> Amount {
        let member = try required(name, of: node, element: element)
        guard case .number(let text) = member.value, let sat: UInt64 = DecimalText.parse(text),
            let amount = try? Amount(sat: sat)
        else {
            throw .malformedField(
                name: name, element: element, reason: "it is no number of whole satoshi up to 21 million bitcoin",
                member.location)
        }
        return amount
    }

    /// A whole number that may be below zero; `nil` when it is not there or `null`.
    static func whole(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> Int? {
        guard let member = node.member(name), member.value != .null else { return nil }
        guard case .number(let text) = member.value, let count = Int(text) else {
            throw .wrongShape(found: member.kindName, expected: "a whole number for \(name)", member.location)
        }
        return count
    }

    /// The height of a block; `nil` when it is not there, or not above zero, as Electrum writes for no block yet.
    static func height(_ name: String, of node: JSONNode, element: Int) throws(CoinFileError) -> UInt32? {
        guard let number = try whole(name, of: node, element: element), number > 0 else { return nil }
        guard let height = UInt32(exactly: number) else {
            throw .malformedField(name: name, element: element, reason: "\(number) is no height", node.location)
        }
        return height
    }

    /// The label; empty for one that could not be written out again or shown on one line.
    static func label(of node: JSONNode) -> String {
        guard case .string(let text)? = node.member("label")?.value, PrintableText.isLine(text) else { return "" }
        return text
    }
}

/// Reads coins as Electrum, its servers, and Esplora or mempool list them: without the script, which the previous
/// transaction has.
enum ForeignCoin {
    /// `prevout_hash`, `prevout_n`, `value` in bitcoin as a text (or `value_sats`), `height`.
    static func electrum(_ node: JSONNode, _ index: Int) throws(CoinFileError) -> ListedCoin {
        try CoinField.object(node)
        return try coin(
            txid: CoinField.txid("prevout_hash", of: node, element: index),
            vout: CoinField.outputIndex("prevout_n", of: node, element: index),
            amount: node.member("value") == nil
                ? CoinField.satoshi("value_sats", of: node, element: index) : bitcoin(node, index),
            height: CoinField.whole("height", of: node, element: index), node)
    }

    /// `tx_hash`, `tx_pos`, `value` in satoshi, `height`.
    static func electrumServer(_ node: JSONNode, _ index: Int) throws(CoinFileError) -> ListedCoin {
        try CoinField.object(node)
        return try coin(
            txid: CoinField.txid("tx_hash", of: node, element: index),
            vout: CoinField.outputIndex("tx_pos", of: node, element: index),
            amount: CoinField.satoshi("value", of: node, element: index),
            height: CoinField.whole("height", of: node, element: index), node)
    }

    /// `txid`, `vout`, `value` in satoshi, `status` with `confirmed` and `block_height`.
    static func esplora(_ node: JSONNode, _ index: Int) throws(CoinFileError) -> ListedCoin {
        try CoinField.object(node)
        let status = try CoinField.required("status", of: node, element: index)
        guard case .bool(let isConfirmed)? = status.member("confirmed")?.value else {
            throw .missingField(name: "confirmed", element: index, status.location)
        }
        return ListedCoin(
            outpoint: OutPoint(
                txid: try CoinField.txid("txid", of: node, element: index),
                vout: try CoinField.outputIndex("vout", of: node, element: index)),
            amount: try CoinField.satoshi("value", of: node, element: index), scriptPubKey: nil,
            confirmations: isConfirmed ? nil : 0,
            height: isConfirmed ? try CoinField.height("block_height", of: status, element: index) : nil)
    }

    private static func coin(
        txid: Txid, vout: UInt32, amount: Amount, height: Int?, _ node: JSONNode
    ) throws(CoinFileError) -> ListedCoin {
        // Electrum writes 0 or less for what is in no block; without the field nothing is known.
        let confirmations = height.map { $0 < 1 } ?? false ? 0 : nil
        return ListedCoin(
            outpoint: OutPoint(txid: txid, vout: vout), amount: amount, scriptPubKey: nil,
            confirmations: confirmations, height: height.flatMap { $0 > 0 ? UInt32(exactly: $0) : nil },
            label: CoinField.label(of: node))
    }

    private static func bitcoin(_ node: JSONNode, _ index: Int) throws(CoinFileError) -> Amount {
        let text = try CoinField.string("value", of: node, element: index)
        guard let amount = DecimalAmount.amount(ofNumber: text) else {
            throw .malformedField(
                name: "value", element: index,
                reason: "\(QuotedText.quote(text)) is no amount of whole satoshi up to 21 million bitcoin",
                node.location)
        }
        return amount
    }
}

/// Reads Electrum's `onchain_history`.
enum HistoryReader {
    static func entries(of root: JSONNode) throws(CoinFileError) -> [HistoryEntry] {
        guard let node = root.member("transactions"), case .array(let nodes) = node.value else {
            throw .wrongShape(found: root.kindName, expected: "an array of transactions", root.location)
        }
        var entries: [HistoryEntry] = []
        var seen: Set<Txid> = []
        for (index, node) in nodes.enumerated() {
            try CoinField.object(node)
            let txid = try CoinField.txid("txid", of: node, element: index)
            guard seen.insert(txid).inserted else { throw .duplicateTransaction(txid, node.location) }
            let height = try CoinField.whole("height", of: node, element: index)
            let stated = try CoinField.whole("confirmations", of: node, element: index)
            entries.append(
                HistoryEntry(
                    txid: txid, confirmations: stated ?? (height.map { $0 < 1 } ?? false ? 0 : nil),
                    height: height.flatMap { $0 > 0 ? UInt32(exactly: $0) : nil }, label: CoinField.label(of: node)))
        }
        return entries
    }
}
