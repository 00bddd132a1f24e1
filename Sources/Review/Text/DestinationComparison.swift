package import BitcoinPrimitives
package import ByteCoding
import Custody

/// A destination as each source has it, source by source: the transaction, the order, and the vault's address book.
struct DestinationComparison {
    /// One source.
    struct Source {
        /// What the source is.
        let heading: ComparisonPhrase
        /// What it says of the address.
        let address: ComparisonPhrase
        /// What it says of the amount.
        let amount: ComparisonPhrase
    }

    /// The sources, from above; the transaction is the first, because all others are compared with it.
    let sources: [Source]

    /// Compares an output that pays somebody else with the orders that its case cites, and with the address book where the
    /// vault has one or asks for one.
    init(of output: OutputFact, in facts: CaseFacts) {
        sources =
            [
                Source(heading: .transaction, address: .asAbove, amount: .amount(output.amount)),
                Self.order(of: output, facts.differences),
            ] + Self.addressBook(of: output, facts)
    }

    private static func addressBook(of output: OutputFact, _ facts: CaseFacts) -> [Source] {
        let vault = facts.vault.vault
        guard let entry = vault.addressBook.entry(paying: output.script) else {
            let isSilent = vault.addressBook.entries.isEmpty && vault.rules.allowlist == .off
            return isSilent ? [] : [Source(heading: .addressBook, address: .notInBook, amount: .notInBook)]
        }
        guard let cap = entry.destination.cap else {
            return [Source(heading: .addressBook, address: .matches, amount: .noCap)]
        }
        // A cap is of all that one case brings to the address, in however many outputs.
        let together = try? Amount.sum(facts.externalOutputs.filter { $0.script == output.script }.map(\.amount))
        let isWithin = together.map { $0 <= cap } ?? false
        return [Source(heading: .addressBook, address: .matches, amount: isWithin ? .upTo(cap) : .aboveCap(cap))]
    }

    private static func order(of output: OutputFact, _ differences: [PaymentDifference]) -> Source {
        func source(_ address: ComparisonPhrase, _ amount: ComparisonPhrase) -> Source {
            Source(heading: .order, address: address, amount: amount)
        }
        if output.ordered != nil { return source(.matches, .matches) }
        for difference in differences {
            switch difference {
            case .amount(output.index, _, let line): return source(.matches, .differs(line.line.amount))
            case .address(output.index, _, _): return source(.otherAddress, .matches)
            case .merged(output.index, let lines): return source(.matches, .merged(lines: lines.count))
            case .split(let line, let outputs) where outputs.contains(output.index):
                return source(.matches, .part(of: line.line.amount))
            case .extra, .missing, .amount, .address, .merged, .split: continue
            }
        }
        return source(.notOrdered, .notOrdered)
    }

    /// The table: a heading, and a row for every source.
    func lines(in language: ScreenLanguage) -> [String] {
        let head = ["", language.text(ComparisonPhrase.addressRow), language.text(ComparisonPhrase.amountRow)]
        let rows =
            [head]
            + sources.map { source in
                [source.heading, source.address, source.amount].map { language.text($0) }
            }
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
    case addressBook
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
    case notInBook
    case noCap
    case upTo(Amount)
    case aboveCap(Amount)
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
