package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Every sentence of the screens and sheets on which an order is read, signed and approved.
package enum OrderPhrase: Hashable, Sendable {
    // The order.
    case title(OrderName, vault: Identifier, network: Network)
    case kind(CaseKind)
    case requester(Identifier, name: String)
    case total(Amount, lines: Int)
    case feeAtMost(Amount)
    case validity(from: ValidityBound?, until: ValidityBound)
    case founding(Bytes32)
    case vaultWords([String])
    case digest(Bytes32)
    case words([String])
    case lineTitle(number: Int, of: Int)
    case lineInBitcoin(Amount)
    case lineInSatoshi(Amount)
    case recipient(String?)
    case reference(String?)

    // Signing.
    case lastNumber(UInt64)
    case memoryLost
    case signNotice
    case signPrompt(word: String)
    case approveNotice(requester: Identifier)
    case approvalDay(CalendarDate)
    case approvalUntil(ValidityBound)
    case approvePrompt(word: String)

    // The sheet.
    case sheetTitle(OrderName)
    case sheetUse
    case sheetTyped
    case sheetWordsHeading
    case sheetLinesHeading
    case sheetNumber
    case sheetAddress
    case sheetAmount
    case sheetRecipient
    case sheetReference
    case sheetVault
    case sheetNetwork
    case sheetRequester
    case sheetFee
    case sheetValidity
    case sheetDigest
    case sheetTotal
    case sheetKind
}

extension ScreenLanguage {
    /// A sentence about an order.
    package func text(_ phrase: OrderPhrase) -> String {
        switch self {
        case .english: EnglishOrders.text(phrase)
        case .japanese: JapaneseOrders.text(phrase)
        }
    }

    /// A sentence about an order, in lines that fit the terminal.
    package func lines(_ phrase: OrderPhrase, indent: String = "") -> [String] {
        TextLayout.wrap(text(phrase), indent: indent, hanging: indent + "  ")
    }
}
