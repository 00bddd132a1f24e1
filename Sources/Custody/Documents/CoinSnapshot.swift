package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// What a watch-only machine says that a vault has: every coin, at a height, on a day.
///
/// A machine without a network learns from nowhere else how much there is and how far the chain has come; so an auditor or
/// watcher of the vault countersigns it, and only then it counts. The previous transactions that prove the coins follow in
/// the file (``SnapshotFile``) and are not needed where only the balance is asked for.
package struct CoinSnapshot: DocumentBody {
    package static let typeName = "coin-snapshot"

    package static let fieldNames = ["network", "vault", "founding", "height", "date", "coin", "total"]

    /// One coin.
    package struct Coin: Hashable, Sendable {
        /// The output.
        package let outpoint: OutPoint
        /// Its amount.
        package let amount: Amount
        /// Where the vault derives its script.
        package let position: ScriptPosition

        /// Takes one coin.
        package init(outpoint: OutPoint, amount: Amount, position: ScriptPosition) {
            self.outpoint = outpoint
            self.amount = amount
            self.position = position
        }
    }

    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The digest of the vault's version 1.
    package let founding: Bytes32
    /// The height of the chain.
    package let height: UInt32
    /// The day on which the machine looked.
    package let date: CalendarDate
    /// Every coin, sorted by outpoint.
    package let coins: [Coin]
    /// The sum of all coins.
    package let total: Amount

    /// Takes what a machine saw; coins may come in any order.
    package init(
        network: Network, vault: Identifier, founding: Bytes32, height: UInt32, date: CalendarDate, coins: [Coin]
    ) throws(DocumentError) {
        let coins = coins.sorted { $0.outpoint < $1.outpoint }
        guard coins.count <= DocumentLimits.snapshotCoins else { throw .snapshot(.tooManyCoins(coins.count)) }
        try SortedList.check(coins, by: \.outpoint)
        _ = try BlockHeight.exactly(height.documentText)
        do throws(AmountError) { total = try Amount.sum(coins.map(\.amount)) } catch {
            throw .snapshot(.sum(ErrorCause(error)))
        }
        self.network = network
        self.vault = vault
        self.founding = founding
        self.height = height
        self.date = date
        self.coins = coins
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("founding", founding)
        writer.write("height", BlockHeight(height))
        writer.write("date", date)
        writer.write("coin", list: coins)
        writer.write("total", total)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let vault: Identifier = try fields.read("vault")
        let founding: Bytes32 = try fields.read("founding")
        let height: BlockHeight = try fields.read("height")
        let date: CalendarDate = try fields.read("date")
        let coins: [Coin] = try fields.readList("coin")
        let total: Amount = try fields.read("total")
        try SortedList.check(coins, by: \.outpoint)
        try self.init(
            network: network, vault: vault, founding: founding, height: height.value, date: date, coins: coins)
        guard total == self.total else { throw .snapshot(.total(stated: total, coins: self.total)) }
    }
}

extension CoinSnapshot.Coin: DocumentValue {
    package static var documentKind: String { "a coin: outpoint, amount, position" }

    package var documentText: String {
        [outpoint.documentText, amount.documentText, position.documentText].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(outpoint: try words.next(), amount: try words.next(), position: try words.next())
        try words.finish()
    }
}

/// Why a coin snapshot contradicts itself.
package enum SnapshotError: CodedError, Hashable {
    /// There are more coins than ``DocumentLimits/snapshotCoins``.
    case tooManyCoins(Int)
    /// The coins together are worth more than can exist.
    case sum(ErrorCause)
    /// The stated total is not the sum of the coins.
    case total(stated: Amount, coins: Amount)

    package var code: String {
        switch self {
        case .tooManyCoins: "snapshot.too-many-coins"
        case .sum: "snapshot.sum"
        case .total: "snapshot.total"
        }
    }

    package var description: String {
        switch self {
        case .tooManyCoins(let count):
            "\(count) coins exceed the \(DocumentLimits.snapshotCoins) of a snapshot; put some together first"
        case .sum(let cause): "the coins together: \(cause.description)"
        case .total(let stated, let coins): "the stated total is \(stated.text), the coins are \(coins.text)"
        }
    }
}
