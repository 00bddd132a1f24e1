package import BitcoinPrimitives
package import ByteCoding
import Custody

/// A destination as each source has it, in columns beside each other: the transaction, the order, and whatever else it is
/// compared with.
struct DestinationComparison {
    /// One source.
    struct Column {
        /// What the source is.
        let heading: ComparisonPhrase
        /// What it says of the address.
        let address: ComparisonPhrase
        /// What it says of the amount.
        let amount: ComparisonPhrase
    }

    /// The columns, from the left; the transaction is the first, because all others are compared with it.
    let columns: [Column]

    /// Compares an output that pays somebody else with the orders that its case cites.
    init(of output: OutputFact, in facts: CaseFacts) {
        columns = [
            Column(heading: .transaction, address: .asAbove, amount: .amount(output.amount)),
            Self.order(of: output, facts.differences),
        ]
    }

    private static func order(of output: OutputFact, _ differences: [PaymentDifference]) -> Column {
        func column(_ address: ComparisonPhrase, _ amount: ComparisonPhrase) -> Column {
            Column(heading: .order, address: address, amount: amount)
        }
        if output.ordered != nil { return column(.matches, .matches) }
        for difference in differences {
            switch difference {
            case .amount(output.index, _, let line): return column(.matches, .differs(line.line.amount))
            case .address(output.index, _, _): return column(.otherAddress, .matches)
            case .merged(output.index, let lines): return column(.matches, .merged(lines: lines.count))
            case .split(let line, let outputs) where outputs.contains(output.index):
                return column(.matches, .part(of: line.line.amount))
            case .extra, .missing, .amount, .address, .merged, .split: continue
            }
        }
        return column(.notOrdered, .notOrdered)
    }

    /// The table, a heading and two rows.
    func lines(in language: ScreenLanguage) -> [String] {
        let rows = [
            [""] + columns.map { language.text($0.heading) },
            [language.text(ComparisonPhrase.addressRow)] + columns.map { language.text($0.address) },
            [language.text(ComparisonPhrase.amountRow)] + columns.map { language.text($0.amount) },
        ]
        let widths = rows[0].indices.map { column in
            rows.map { TextLayout.columnCount($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - TextLayout.columnCount(cell))
            }
            var line = "  " + cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

/// Every word of the comparison of a destination.
package enum ComparisonPhrase: Hashable, Sendable {
    // Headings and rows.
    case transaction
    case order
    case addressRow
    case amountRow

    // What a source says.
    case asAbove
    case amount(Amount)
    case matches
    case notOrdered
    case otherAddress
    case differs(Amount)
    case merged(lines: Int)
    case part(of: Amount)
}

extension ScreenLanguage {
    /// A word of the comparison of a destination.
    package func text(_ phrase: ComparisonPhrase) -> String {
        switch self {
        case .english: EnglishOrders.text(phrase)
        case .japanese: JapaneseOrders.text(phrase)
        }
    }
}
