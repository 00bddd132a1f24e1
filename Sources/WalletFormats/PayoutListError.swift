package import BitcoinPrimitives
import ByteCoding

/// Says why a payout file is refused, with the row below the heading and the line of the file.
package enum PayoutListError: CodedError, Equatable {
    /// The file is larger than any batch needs.
    case tooLarge(bytes: Int, limit: Int)
    /// The file has more rows than a transaction can pay.
    case tooManyRows(count: Int, limit: Int)
    /// The first line is not the heading.
    case missingHeading(found: String)
    /// Nothing stands below the heading.
    case noPayouts
    /// The text is not UTF-8.
    case notUTF8(line: Int)
    /// A quote stands inside a field that does not begin with one, or text follows a closing quote.
    case strayQuote(line: Int)
    /// A quoted field never ends.
    case openQuote(line: Int)
    /// A carriage return without a line feed.
    case strayCarriageReturn(line: Int)
    /// A row does not have three fields.
    case wrongFieldCount(row: Int, line: Int, count: Int)
    /// The address does not read, or is of another network.
    case address(row: Int, line: Int, text: String, AddressError)
    /// The address stands for an output with data and not for somebody to pay.
    case dataOutput(row: Int, line: Int)
    /// The address is a witness program for which there is no rule yet.
    case unknownWitnessProgram(row: Int, line: Int, version: UInt8, length: Int)
    /// The amount groups its digits.
    case thousandsSeparator(row: Int, line: Int, text: String)
    /// The amount does not read.
    case amount(row: Int, line: Int, text: String, AmountError)
    /// The amount is zero.
    case zeroAmount(row: Int, line: Int)
    /// The payments together are more than can exist.
    case total(AmountError)
    /// The file is no strict JSON.
    case json(JSONError)
    /// The JSON is no array of objects.
    case wrongShape(line: Int)
    /// A payment has a field that payments do not have.
    case unknownField(row: Int, line: Int, name: String)
    /// A payment lacks a field, or it is of another kind.
    case missingField(row: Int, line: Int, name: String)
    /// An amount of bitcoin stands without quotation marks, so that other programs would round it.
    case amountNotText(row: Int, line: Int, text: String)
    /// A payment has an amount in each unit.
    case twoAmounts(row: Int, line: Int)
    /// The reference is too long to be shown.
    case referenceTooLong(row: Int, line: Int, limit: Int)
    /// The reference has characters that do not print.
    case unprintableReference(row: Int, line: Int)

    package var code: String {
        switch self {
        case .tooLarge: "payouts.too-large"
        case .tooManyRows: "payouts.too-many-rows"
        case .missingHeading: "payouts.missing-heading"
        case .noPayouts: "payouts.none"
        case .notUTF8: "payouts.not-utf8"
        case .strayQuote: "payouts.stray-quote"
        case .openQuote: "payouts.open-quote"
        case .strayCarriageReturn: "payouts.stray-carriage-return"
        case .wrongFieldCount: "payouts.wrong-field-count"
        case .address: "payouts.address"
        case .dataOutput: "payouts.data-output"
        case .unknownWitnessProgram: "payouts.unknown-witness-program"
        case .total: "payouts.total"
        case .json(let error): error.code
        case .wrongShape: "payouts.wrong-shape"
        case .unknownField: "payouts.unknown-field"
        case .missingField: "payouts.missing-field"
        case .amountNotText: "payouts.amount-not-text"
        case .twoAmounts: "payouts.two-amounts"
        case .thousandsSeparator: "payouts.thousands-separator"
        case .amount: "payouts.amount"
        case .zeroAmount: "payouts.zero-amount"
        case .referenceTooLong: "payouts.reference-too-long"
        case .unprintableReference: "payouts.unprintable-reference"
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the payout file has \(bytes) bytes, more than the limit of \(limit)"
        case .tooManyRows(let count, let limit): "the payout file has \(count) rows or more, and the limit is \(limit)"
        case .missingHeading(let found):
            "the first line is \(QuotedText.quote(found)) and not the heading \"address,amount_btc,reference\" or "
                + "\"address,amount_sat,reference\""
        case .noPayouts: "the payout file has no row below its heading"
        case .notUTF8(let line): "line \(line) is not UTF-8 text"
        case .strayQuote(let line): "line \(line) has a quotation mark inside a field"
        case .openQuote(let line): "the quoted field that begins on line \(line) never ends"
        case .strayCarriageReturn(let line): "line \(line) has a carriage return without a line feed"
        case .wrongFieldCount(let row, let line, let count):
            "row \(row) (line \(line)) has \(count) fields instead of 3"
        case .address(let row, let line, let text, let error):
            "address \(QuotedText.quote(text)) in row \(row) (line \(line)): \(error)"
        case .dataOutput(let row, let line):
            "row \(row) (line \(line)) is an OP_RETURN output, which carries data and pays nobody"
        case .unknownWitnessProgram(let row, let line, let version, let length):
            "the address in row \(row) (line \(line)) is a witness program of version \(version) with \(length) bytes, "
                + "for which there is no rule: anybody could spend it"
        case .total(let error): "the payouts together: \(error)"
        case .json(let error): "\(error)"
        case .wrongShape(let line): "the JSON at line \(line) is no array of payout objects"
        case .unknownField(let row, let line, let name):
            "row \(row) (line \(line)) has a field \(QuotedText.quote(name)) that payouts do not have"
        case .missingField(let row, let line, let name): "row \(row) (line \(line)) has no \(name) that is a text"
        case .amountNotText(let row, let line, let text):
            "amount \(QuotedText.quote(text)) in row \(row) (line \(line)) stands without quotation marks"
        case .twoAmounts(let row, let line): "row \(row) (line \(line)) has an amount in bitcoin and one in satoshi"
        case .thousandsSeparator(let row, let line, let text):
            "amount \(QuotedText.quote(text)) in row \(row) (line \(line)) groups its digits or has a space or comma"
        case .amount(let row, let line, let text, let error):
            "amount \(QuotedText.quote(text)) in row \(row) (line \(line)): \(error)"
        case .zeroAmount(let row, let line): "the amount in row \(row) (line \(line)) is zero"
        case .referenceTooLong(let row, let line, let limit):
            "the reference in row \(row) (line \(line)) has more than \(limit) characters"
        case .unprintableReference(let row, let line):
            "the reference in row \(row) (line \(line)) has characters that do not print"
        }
    }

    package var remedy: String? {
        switch self {
        case .thousandsSeparator, .amount:
            "Write bitcoin with a point and at most eight decimals, such as 1250.00000000, or whole satoshi."
        case .missingHeading:
            "Make the first line exactly: address,amount_btc,reference (or address,amount_sat,reference)"
        case .unknownWitnessProgram: "Ask the recipient for an address of another kind."
        case .dataOutput: "Take the row out: every signer refuses outputs with data."
        case .amountNotText: "Write it as a text, such as \"amount_btc\": \"0.10000000\", or whole satoshi."
        case .twoAmounts, .unknownField, .missingField:
            "Give address, amount_btc or amount_sat, and reference."
        case .wrongFieldCount: "Put a reference that contains a comma in quotation marks."
        case .tooLarge, .tooManyRows: "Split the batch into several files."
        case .noPayouts, .notUTF8, .strayQuote, .openQuote, .strayCarriageReturn, .address, .zeroAmount,
            .total, .json, .wrongShape, .referenceTooLong, .unprintableReference:
            nil
        }
    }
}
