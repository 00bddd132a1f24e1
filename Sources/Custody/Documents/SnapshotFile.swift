package import BitcoinPrimitives
import ByteCoding
import Descriptors

/// A coin snapshot with the previous transactions that prove its coins, as they lie in one file.
///
/// The document comes first with its signatures, then an empty line, then every previous transaction once, in hex without
/// its witnesses, one to a line, by ascending id. The ids in the document commit to all of it.
package struct SnapshotFile: Hashable, Sendable {
    /// As much as a PSBT may have in text form: each previous transaction stands here once as it does there.
    package static let maximumBytes = 256 << 20

    /// The snapshot.
    package var document: Document<CoinSnapshot>
    /// The previous transactions without witnesses, one for each id that the coins name, ascending.
    package let transactions: [Transaction]

    private static let feed = UInt8(ascii: "\n")

    /// Takes a snapshot and at least the transactions that it needs.
    package init(_ document: Document<CoinSnapshot>, from given: [Txid: Transaction]) throws(SnapshotFileError) {
        self.document = document
        var needed: [Transaction] = []
        for txid in Self.ids(of: document.body) {
            guard var transaction = given[txid] else { throw .missing(txid) }
            for index in transaction.inputs.indices { transaction.inputs[index].witness = [] }
            needed.append(transaction)
        }
        transactions = needed
        try checkTransactions()
    }

    /// Reads a file; writing it again gives the same bytes.
    package init(parsing bytes: [UInt8]) throws(SnapshotFileError) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
        guard let end = Self.documentEnd(bytes) else { throw .form }
        do throws(DocumentError) { document = try Document(parsing: Array(bytes[..<end])) } catch {
            throw .document(error)
        }
        let lines = bytes[(end + 1)...]
        guard lines.isEmpty || lines.last == Self.feed else { throw .form }
        var found: [Transaction] = []
        for line in lines.split(separator: Self.feed, omittingEmptySubsequences: false).dropLast(lines.isEmpty ? 0 : 1)
        where !lines.isEmpty {
            guard let text = String(validating: line, as: UTF8.self), let raw = try? Hex.decode(text),
                Hex.encode(raw) == text, let transaction = try? Transaction(decodingWithoutWitness: raw)
            else { throw .transaction(number: found.count) }
            found.append(transaction)
        }
        transactions = found
        try checkTransactions()
    }

    /// The whole file.
    package var encoded: [UInt8] {
        var bytes = document.encoded + [Self.feed]
        for transaction in transactions {
            bytes += Array(Hex.encode(transaction.encodedWithoutWitness()).utf8) + [Self.feed]
        }
        return bytes
    }

    /// The transactions by id.
    package var transactionsByID: [Txid: Transaction] {
        Dictionary(transactions.map { ($0.txid, $0) }) { first, _ in first }
    }

    /// Proves every coin by its previous transaction and by derivation from the vault.
    package func prove(under vault: RegisteredVaultView) throws(SnapshotFileError) {
        let byID = transactionsByID
        let coins = document.body.coins
        let scripts: [DerivedScript]
        do throws(DescriptorError) { scripts = try vault.descriptor.scripts(at: coins.map(\.position)) } catch {
            throw .derivation(ErrorCause(error))
        }
        guard scripts.count == coins.count else { throw .form }
        for (coin, script) in zip(coins, scripts) {
            guard coin.position.index <= OwnershipLimits.maximumIndex,
                [ScriptPosition.receiveBranch, ScriptPosition.changeBranch].contains(coin.position.branch),
                let outputs = byID[coin.outpoint.txid]?.outputs, let vout = Int(exactly: coin.outpoint.vout),
                outputs.indices.contains(vout), outputs[vout].amount == coin.amount,
                outputs[vout].scriptPubKey == script.scriptPubKey
            else { throw .unproven(coin.outpoint) }
        }
    }

    private static func ids(of snapshot: CoinSnapshot) -> [Txid] { Set(snapshot.coins.map(\.outpoint.txid)).sorted() }

    private func checkTransactions() throws(SnapshotFileError) {
        let expected = Self.ids(of: document.body)
        guard transactions.count == expected.count else {
            throw .count(found: transactions.count, expected: expected.count)
        }
        for (transaction, txid) in zip(transactions, expected) where transaction.txid != txid {
            throw .otherTransaction(found: transaction.txid, expected: txid)
        }
    }

    /// Where the document ends: behind the empty line that ends its body, its signatures follow up to the next one.
    private static func documentEnd(_ bytes: [UInt8]) -> Int? {
        guard let body = bytes.indices.dropFirst().first(where: { bytes[$0] == feed && bytes[$0 - 1] == feed }) else {
            return nil
        }
        return bytes.indices.dropFirst(body + 1).first { bytes[$0] == feed && bytes[$0 - 1] == feed }
    }
}

/// Why a file with a coin snapshot is refused.
package enum SnapshotFileError: CodedError, Equatable {
    /// It is not a document, an empty line and transactions.
    case form
    /// It is larger than any such file.
    case tooLarge(bytes: Int)
    /// The document is refused.
    case document(DocumentError)
    /// A line is no transaction without witnesses in hex.
    case transaction(number: Int)
    /// There are more or fewer transactions than the coins name.
    case count(found: Int, expected: Int)
    /// Another transaction stands in a place.
    case otherTransaction(found: Txid, expected: Txid)
    /// The previous transaction of a coin is not known.
    case missing(Txid)
    /// A script cannot be derived.
    case derivation(ErrorCause)
    /// A coin is not the output of its previous transaction, or not the vault's at its position.
    case unproven(OutPoint)

    package var code: String {
        switch self {
        case .form: "snapshot.form"
        case .tooLarge: "snapshot.too-large"
        case .document(let error): error.code
        case .transaction: "snapshot.transaction"
        case .count: "snapshot.transaction-count"
        case .otherTransaction: "snapshot.other-transaction"
        case .missing: "snapshot.transaction-missing"
        case .derivation: "snapshot.derivation"
        case .unproven: "snapshot.unproven-coin"
        }
    }

    package var description: String {
        switch self {
        case .form: "it is not a coin snapshot with the previous transactions behind it"
        case .tooLarge(let bytes): "a snapshot of \(bytes) bytes is too large"
        case .document(let error): error.description
        case .transaction(let number): "previous transaction \(number) is not one without witnesses in hex"
        case .count(let found, let expected): "\(found) previous transactions stand for the \(expected) of the coins"
        case .otherTransaction(let found, let expected):
            "the previous transaction \(found) stands in the place of \(expected)"
        case .missing(let txid): "the previous transaction \(txid) is not there"
        case .derivation(let cause): "a coin's script: \(cause.description)"
        case .unproven(let outpoint):
            "the coin \(outpoint) is not proven: its amount, or its script at the stated position, is another"
        }
    }

    package var remedy: String? {
        switch self {
        case .missing: "Import the coins again with their previous transactions, and make the snapshot anew."
        default: nil
        }
    }
}
