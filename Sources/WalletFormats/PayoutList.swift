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

/// A payout file: `address,amount_btc,reference`, one payment per row.
package struct PayoutList: Sendable {
    /// The heading that the first line must have.
    package static let heading = ["address", "amount_btc", "reference"]

    /// The file size allowed, in bytes: far above the largest batch, far below what would stall an editor.
    package static let maximumFileSize = 8 << 20

    /// The rows allowed: no standard transaction has more outputs than this.
    package static let maximumRows = 10_000

    /// The records allowed: the heading and the rows.
    private static let maximumRecords = 1 + maximumRows

    /// The length of a reference allowed, in characters: it is shown on one line of every screen.
    package static let maximumReferenceLength = 200

    /// The payments in row order; equal ones are kept apart.
    package let payouts: [Payout]

    /// Groups of rows that pay the same address, for the operator to look at; never merged.
    package let duplicates: [[Int]]

    /// Reads the file; every address must be of the given network.
    package init(parsing bytes: [UInt8], network: Network) throws(PayoutListError) {
        guard bytes.count <= Self.maximumFileSize else {
            throw .tooLarge(bytes: bytes.count, limit: Self.maximumFileSize)
        }
        let records = try CSVReader.read(bytes, limit: Self.maximumRecords)
        guard let first = records.first else { throw .missingHeading(found: "") }
        guard first.fields == Self.heading else {
            throw .missingHeading(found: first.fields.joined(separator: ","))
        }
        guard records.count > 1 else { throw .noPayouts }
        guard records.count - 1 <= Self.maximumRows else {
            throw .tooManyRows(count: records.count - 1, limit: Self.maximumRows)
        }
        var payouts: [Payout] = []
        for (index, record) in records.dropFirst().enumerated() {
            payouts.append(try Self.payout(record, row: index + 1, network: network))
        }
        self.payouts = payouts
        var rows: [Script: [Int]] = [:]
        for payout in payouts { rows[payout.address.scriptPubKey, default: []].append(payout.row) }
        duplicates = rows.values.filter { $0.count > 1 }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func payout(
        _ record: CSVReader.Record, row: Int, network: Network
    ) throws(PayoutListError) -> Payout {
        guard record.fields.count == heading.count else {
            throw .wrongFieldCount(row: row, line: record.line, count: record.fields.count)
        }
        let (addressText, amountText, reference) = (record.fields[0], record.fields[1], record.fields[2])
        let address: Address
        do { address = try Address(parsing: addressText, network: network) } catch {
            throw .address(row: row, line: record.line, text: addressText, error)
        }
        return Payout(
            row: row, address: address, amount: try amount(amountText, row: row, line: record.line),
            reference: try checked(reference, row: row, line: record.line))
    }

    private static func amount(_ text: String, row: Int, line: Int) throws(PayoutListError) -> Amount {
        // A spreadsheet's "1,000.00", "1 000" or "1'000" must not be guessed at: "1,000" is one bitcoin to some readers.
        guard !text.contains(where: { ",'’_\u{a0}\u{202f} ".contains($0) }) else {
            throw .thousandsSeparator(row: row, line: line, text: text)
        }
        let amount: Amount
        do { amount = try Amount(btc: text) } catch {
            throw .amount(row: row, line: line, text: text, error)
        }
        guard amount.sat > 0 else { throw .zeroAmount(row: row, line: line) }
        return amount
    }

    private static func checked(_ reference: String, row: Int, line: Int) throws(PayoutListError) -> String {
        guard reference.unicodeScalars.count <= maximumReferenceLength else {
            throw .referenceTooLong(row: row, line: line, limit: maximumReferenceLength)
        }
        let printable = reference.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard printable else { throw .unprintableReference(row: row, line: line) }
        return reference
    }
}
