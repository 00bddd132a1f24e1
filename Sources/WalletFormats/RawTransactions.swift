package import BitcoinPrimitives
import ByteCoding

/// Previous transactions by id: a JSON object `txid → raw hex`, each checked against the id it stands under.
package struct RawTransactions: Sendable {
    /// The file size allowed, in bytes: a thousand previous transactions of standard size.
    package static let maximumFileSize = 512 << 20

    /// The transactions by their ids.
    package let transactions: [Txid: Transaction]

    /// Reads the JSON object and hashes every transaction.
    package init(parsing bytes: [UInt8]) throws(CoinFileError) {
        let root = try CoinFileError.readJSON(bytes, limit: Self.maximumFileSize)
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
        let transaction: Transaction
        do {
            transaction = try Transaction(decoding: try Hex.decode(text))
        } catch {
            throw .malformedField(name: "raw transaction", element: index, reason: "\(error)", place)
        }
        guard transaction.txid == txid else {
            throw .wrongTransaction(stated: txid, actual: transaction.txid, place)
        }
        return (txid, transaction)
    }
}
