import BitcoinPrimitives
import ByteCoding

/// The rules that an order must obey by itself, and the texts of its lines.
enum OrderRules {
    /// A line without its names.
    struct Payment {
        let place: UInt32
        let amount: Amount
        let address: Address
    }

    /// The sum of all lines, when the order may have them.
    static func total(
        of lines: [Order.Line], kind: CaseKind, network: Network
    ) throws(OrderError) -> Amount {
        switch kind {
        case .payment: guard !lines.isEmpty else { throw .noLine }
        case .internal: guard lines.isEmpty else { throw .linesInside(lines.count) }
        }
        guard lines.count <= DocumentLimits.orderLines else { throw .tooManyLines(lines.count) }
        for (place, line) in lines.enumerated() {
            guard line.amount > .zero else { throw .zeroAmount(line: place) }
            // A test address has one text on all test networks.
            guard Address(scriptPubKey: line.address.scriptPubKey, network: network)?.text == line.address.text else {
                throw .otherNetwork(line: place)
            }
        }
        do throws(AmountError) {
            return try Amount.sum(lines.map(\.amount))
        } catch {
            throw .sum(ErrorCause(error))
        }
    }

    /// Reads `0 250000000 sat (2.50000000 BTC) ADDRESS`.
    static func payment(_ text: String, network: Network) throws(DocumentError) -> Payment {
        var words = ValueWords(text)
        let place: UInt32 = try words.next()
        let amount: Amount = try words.next()
        let address: AddressWord = try words.next()
        try words.finish()
        return Payment(
            place: place, amount: amount, address: try DocumentAddress.parse(address.documentText, network: network))
    }

    static func checkPlaces(_ places: [UInt32]) throws(DocumentError) {
        for (index, place) in places.enumerated() where Int(place) != index {
            throw .order(.lineNumber(found: place, expected: index))
        }
    }

    /// The texts by the number of their line: ascending, each for a line that is there.
    static func texts<Text: DocumentValue>(
        _ values: [NumberedText<Text>], of field: String, lines: Int
    ) throws(DocumentError) -> [UInt32: Text] {
        try SortedList.check(values, by: \.place)
        var texts: [UInt32: Text] = [:]
        for value in values {
            guard value.place < lines else { throw .order(.textWithoutLine(field: field, line: value.place)) }
            texts[value.place] = value.text
        }
        return texts
    }
}

/// `0 TEXT`: a free text of a line.
struct NumberedText<Text: DocumentValue>: DocumentValue {
    let place: UInt32
    let text: Text

    static var documentKind: String { "a line's number and " + Text.documentKind }

    var documentText: String { place.documentText + " " + text.documentText }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        place = try words.next()
        text = try words.rest()
    }
}

/// An address before its network is looked at.
private struct AddressWord: DocumentValue {
    let documentText: String

    static var documentKind: String { "an address" }

    init(documentText: String) throws(DocumentError) {
        self.documentText = documentText
    }
}
