package import BitcoinPrimitives

/// One payment the operator asks for, with the row it came from.
package struct Payout: Sendable, Hashable {
    /// The row, counted from 1 below the heading.
    package let row: Int
    /// The destination.
    package let address: Address
    /// The amount.
    package let amount: Amount
    /// The operator's words for this payment.
    package let reference: String

    /// Asks for one payment.
    package init(row: Int, address: Address, amount: Amount, reference: String) {
        self.row = row
        self.address = address
        self.amount = amount
        self.reference = reference
    }
}

/// A payout file: CSV with the heading `address,amount_btc,reference` or `address,amount_sat,reference`, or a JSON array.
package struct PayoutList: Sendable {
    /// The unit that a file's amounts are in; every file names it.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Bitcoin, with a point and at most eight decimals.
        case bitcoin = "amount_btc"
        /// Whole satoshi.
        case satoshi = "amount_sat"
    }

    /// The heading that the first line must have when amounts are in bitcoin.
    package static let heading = ["address", Unit.bitcoin.rawValue, "reference"]

    /// The heading for amounts in satoshi.
    package static let satoshiHeading = ["address", Unit.satoshi.rawValue, "reference"]

    /// The file size allowed, in bytes: far above the largest batch, far below what would stall an editor.
    package static let maximumFileSize = 8 << 20

    /// The rows allowed: several standard transactions full of outputs.
    package static let maximumRows = 10_000

    /// The records allowed: the heading and the rows.
    private static let maximumRecords = 1 + maximumRows

    /// The length of a reference allowed, in characters.
    package static let maximumReferenceLength = PrintableText.maximumLength

    /// The payments in row order; equal ones are kept apart.
    package let payouts: [Payout]

    /// The sum of all payments.
    package let total: Amount

    /// Groups of rows that pay the same address, for the operator to look at; never merged.
    package let duplicates: [[Int]]

    /// Reads the file; every address must be of the given network.
    package init(parsing bytes: [UInt8], network: Network) throws(PayoutListError) {
        guard bytes.count <= Self.maximumFileSize else {
            throw .tooLarge(bytes: bytes.count, limit: Self.maximumFileSize)
        }
        payouts =
            Self.isJSON(bytes)
            ? try PayoutJSON.payouts(in: bytes, network: network) : try Self.records(in: bytes, network: network)
        do throws(AmountError) { total = try Amount.sum(payouts.map(\.amount)) } catch { throw .total(error) }
        var rows: [Script: [Int]] = [:]
        for payout in payouts { rows[payout.address.scriptPubKey, default: []].append(payout.row) }
        duplicates = rows.values.filter { $0.count > 1 }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Whether the first character begins a JSON array or object; a heading begins with neither.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        let first = text.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    }

    private static func records(in bytes: [UInt8], network: Network) throws(PayoutListError) -> [Payout] {
        let records = try CSVReader.read(bytes, limit: Self.maximumRecords)
        guard let first = records.first else { throw .missingHeading(found: "") }
        let unit: Unit
        switch first.fields {
        case Self.heading: unit = .bitcoin
        case Self.satoshiHeading: unit = .satoshi
        default: throw .missingHeading(found: first.fields.joined(separator: ","))
        }
        guard records.count > 1 else { throw .noPayouts }
        guard records.count - 1 <= Self.maximumRows else {
            throw .tooManyRows(count: records.count - 1, limit: Self.maximumRows)
        }
        var payouts: [Payout] = []
        for (index, record) in records.dropFirst().enumerated() {
            let place = PayoutPlace(row: index + 1, line: record.line)
            guard record.fields.count == heading.count else {
                throw .wrongFieldCount(row: place.row, line: place.line, count: record.fields.count)
            }
            payouts.append(
                try place.payout(
                    address: record.fields[0], amount: record.fields[1], unit: unit, reference: record.fields[2],
                    network: network))
        }
        return payouts
    }
}
