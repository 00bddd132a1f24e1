package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Every sentence about what a replacement changes.
package enum ReplacementPhrase: Hashable, Sendable {
    case title
    case earlier(CaseID)
    case reason(String)
    case noReason
    /// This machine has never answered the earlier case.
    case unknown(CaseID)
    case signaturesHeld
    case signaturesOut
    case signaturesNotGiven

    // What is compared.
    case payments(same: Int, gone: Int, new: Int)
    case returned(same: Int, gone: Int, new: Int)
    case returnedUnknown
    case coins(same: Int, gone: Int, new: Int)
    case fee(from: Amount, to: Amount)
    case feeUnknown(Amount)
    /// An output that stands in one of the two only; without an address its script is shown.
    case goneOutput(Amount, to: String)
    case newOutput(Amount, to: String)
    case goneCoin(OutPoint)
    case newCoin(OutPoint)
}

extension ScreenLanguage {
    /// A sentence about a replacement.
    package func text(_ phrase: ReplacementPhrase) -> String {
        switch self {
        case .english: EnglishReplacement.text(phrase)
        case .japanese: JapaneseReplacement.text(phrase)
        }
    }

    /// A sentence about a replacement, in lines that fit the terminal.
    func lines(_ phrase: ReplacementPhrase, indent: String = "") -> [String] {
        TextLayout.wrap(text(phrase), indent: indent, hanging: indent + "  ")
    }
}

extension ReplacementDifference {
    /// The page that shows what the case changes against the one that it replaces.
    package func page(on network: Network, in language: ScreenLanguage) -> ReviewPage {
        var lines = language.lines(.earlier(earlier))
        lines += reason.map { language.lines(.reason($0.description)) } ?? language.lines(.noReason)
        lines.append("")
        guard let known else {
            return ReviewPage(title: language.text(.title), lines: lines + language.lines(.unknown(earlier)))
        }
        switch known.signatures {
        case .notGiven: lines += language.lines(.signaturesNotGiven)
        case .held: lines += language.lines(.signaturesHeld)
        case .armed: lines += language.lines(.signaturesOut)
        }
        func outputs(_ items: Items<TxOut>) -> [String] {
            func place(_ output: TxOut) -> String {
                Address(scriptPubKey: output.scriptPubKey, network: network)?.text ?? output.scriptPubKey.hex
            }
            return items.gone.flatMap { language.lines(.goneOutput($0.amount, to: place($0)), indent: "  ") }
                + items.new.flatMap { language.lines(.newOutput($0.amount, to: place($0)), indent: "  ") }
        }
        let payments = known.payments
        lines += [""]
        lines += language.lines(
            .payments(same: payments.same.count, gone: payments.gone.count, new: payments.new.count))
        lines += outputs(payments)
        if let returned = known.returned {
            lines += language.lines(
                .returned(same: returned.same.count, gone: returned.gone.count, new: returned.new.count))
            lines += outputs(returned)
        } else {
            lines += language.lines(.returnedUnknown)
        }
        lines += known.earlierFee.map { language.lines(.fee(from: $0, to: fee)) } ?? language.lines(.feeUnknown(fee))
        let coins = known.coins
        lines += language.lines(.coins(same: coins.same.count, gone: coins.gone.count, new: coins.new.count))
        lines += coins.gone.flatMap { language.lines(.goneCoin($0), indent: "  ") }
        lines += coins.new.flatMap { language.lines(.newCoin($0), indent: "  ") }
        return ReviewPage(title: language.text(.title), lines: lines)
    }
}
