package import BitcoinPrimitives

/// One coin that a case spends.
package struct CaseInput: Hashable, Sendable {
    /// The coin.
    package let outPoint: OutPoint
    /// What the coin is worth.
    package let amount: Amount
    /// The script that locks the coin.
    package let scriptPubKey: Script

    /// Takes one coin.
    package init(outPoint: OutPoint, amount: Amount, scriptPubKey: Script) {
        self.outPoint = outPoint
        self.amount = amount
        self.scriptPubKey = scriptPubKey
    }
}

/// An input with its number, as a line of the case shows it.
struct NumberedInput: DocumentValue {
    let number: UInt32
    let input: CaseInput

    init(number: UInt32, input: CaseInput) {
        self.number = number
        self.input = input
    }

    static var documentKind: String { "an input" }

    var documentText: String {
        [
            number.documentText, input.outPoint.documentText, input.amount.documentText,
            input.scriptPubKey.documentText,
        ].joined(separator: " ")
    }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        number = try words.next()
        input = CaseInput(outPoint: try words.next(), amount: try words.next(), scriptPubKey: try words.next())
        try words.finish()
    }
}
