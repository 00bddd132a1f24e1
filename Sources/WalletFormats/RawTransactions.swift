package import BitcoinPrimitives
import ByteCoding

/// Previous transactions by id: a JSON object `txid → raw hex`, each checked against the id it stands under, or a JSON array
/// of raw hex.
package struct RawTransactions: Sendable {
    /// The file size allowed, in bytes: a thousand previous transactions of standard size.
    package static let maximumFileSize = 512 << 20

    /// The transactions by their ids.
    package let transactions: [Txid: Transaction]

    /// Reads the JSON object or array and hashes every transaction.
    package init(parsing bytes: [UInt8]) throws(CoinFileError) {
        let root = try CoinFileError.readJSON(bytes, limit: Self.maximumFileSize)
        if case .array(let nodes) = root.value {
            transactions = try Self.listed(nodes)
            return
        }
        guard case .object(let members) = root.value else {
            throw .wrongShape(found: root.kindName, expected: "an object of txid and raw transaction", root.location)
        }
        var transactions: [Txid: Transaction] = [:]
        for (index, member) in members.enumerated() {
            let (txid, transaction) = try Self.transaction(member, index: index)
            guard transactions.updateValue(transaction, forKey: txid) == nil else {
                throw .duplicateTransaction(txid, member.node.location)
            }
        }
        self.transactions = transactions
    }

    private static func transaction(
        _ member: JSONMember, index: Int
    ) throws(CoinFileError) -> (Txid, Transaction) {
        let place = member.node.location
        let txid: Txid
        do { txid = try Txid(parsing: member.name) } catch {
            throw .malformedField(name: "txid", element: index, reason: "\(error)", place)
        }
        guard case .string(let text) = member.node.value else {
            throw .wrongShape(found: member.node.kindName, expected: "the raw transaction in hex", place)
        }
        let transaction = try decode(text, index, place)
        guard transaction.txid == txid else {
            throw .wrongTransaction(stated: txid, actual: transaction.txid, place)
        }
        return (txid, transaction)
    }

    private static func listed(_ nodes: [JSONNode]) throws(CoinFileError) -> [Txid: Transaction] {
        var transactions: [Txid: Transaction] = [:]
        for (index, node) in nodes.enumerated() {
            guard case .string(let text) = node.value else {
                throw .wrongShape(found: node.kindName, expected: "the raw transaction in hex", node.location)
            }
            let transaction = try decode(text, index, node.location)
            guard transactions.updateValue(transaction, forKey: transaction.txid) == nil else {
                throw .duplicateTransaction(transaction.txid, node.location)
            }
        }
        return transactions
    }

    private static func decode(
        _ text: String, _ index: Int, _ place: TextLocation
    ) throws(CoinFileError) -> Transaction {
        do {
            return try Transaction(decoding: try Hex.decode(text))
        } catch {
            throw .malformedField(name: "raw transaction", element: index, reason: "\(error)", place)
        }
    }
}
