package import BitcoinPrimitives
import ByteCoding

/// Says why a file of coins or previous transactions is refused, and where in it.
package enum CoinFileError: CodedError, Hashable {
    /// The file is no strict JSON.
    case json(JSONError)
    /// A value is of another kind than this format has there.
    case wrongShape(found: String, expected: String, TextLocation)
    /// An element lacks a field.
    case missingField(name: String, element: Int, TextLocation)
    /// A field's value does not read.
    case malformedField(name: String, element: Int, reason: String, TextLocation)
    /// The list has one coin twice.
    case duplicateCoin(OutPoint, element: Int, TextLocation)
    /// The file has one transaction twice (its id written in two ways).
    case duplicateTransaction(Txid, TextLocation)
    /// A history names a transaction that was not given.
    case historyTransactionMissing(Txid)
    /// A raw transaction hashes to another id than the one it stands under.
    case wrongTransaction(stated: Txid, actual: Txid, TextLocation)

    package var code: String {
        switch self {
        case .json(let error): error.code
        case .wrongShape: "coins.wrong-shape"
        case .missingField: "coins.missing-field"
        case .malformedField: "coins.malformed-field"
        case .duplicateCoin: "coins.duplicate-coin"
        case .duplicateTransaction: "coins.duplicate-transaction"
        case .historyTransactionMissing: "coins.history-transaction-missing"
        case .wrongTransaction: "coins.wrong-transaction"
        }
    }

    package var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .wrongShape(let found, let expected, let place): "\(found) at \(place) where \(expected) belongs"
        case .missingField(let name, let element, let place): "element \(element) at \(place) has no \(name)"
        case .malformedField(let name, let element, let reason, let place):
            "\(name) of element \(element) at \(place): \(reason)"
        case .duplicateCoin(let outpoint, let element, let place):
            "coin \(outpoint) is listed twice, again as element \(element) at \(place)"
        case .duplicateTransaction(let txid, let place): "transaction \(txid) stands twice, again at \(place)"
        case .historyTransactionMissing(let txid):
            "transaction \(txid) of the history was not given, so it is not known what it spends"
        case .wrongTransaction(let stated, let actual, let place):
            "the raw transaction at \(place) is filed under \(stated) but its id is \(actual)"
        }
    }

    package var remedy: String? {
        switch self {
        case .wrongTransaction: "Fetch that previous transaction again; a wrong one could hide what an input is worth."
        case .wrongShape, .missingField: "Give the file exactly as the other program answers the call."
        case .historyTransactionMissing: "Add every raw transaction of the history to the --transactions file."
        case .json, .malformedField, .duplicateCoin, .duplicateTransaction: nil
        }
    }

    static func readJSON(_ bytes: [UInt8], limit: Int) throws(CoinFileError) -> JSONNode {
        do { return try JSONReader.read(bytes, limit: limit) } catch { throw .json(error) }
    }
}
