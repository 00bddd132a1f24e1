package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Every sentence of the screens on which limits are read and coin snapshots are countersigned.
package enum LimitPhrase: Hashable, Sendable {
    // A vault's lines.
    case limit(VaultLimit)
    case snapshotAge(SnapshotAge)

    // Countersigning.
    case title(Identifier, network: Network)
    case chain(height: UInt32, date: CalendarDate)
    case coins(Int, Amount)
    case largest([CoinSnapshot.Coin])
    case founding(Bytes32)
    case digest(Bytes32)
    case proven
    case before(height: UInt32, date: CalendarDate, Amount)
    case firstOne
    case notice
    case prompt(word: String)
}

extension ScreenLanguage {
    /// A sentence about limits and snapshots.
    package func text(_ phrase: LimitPhrase) -> String {
        switch self {
        case .english: EnglishLimits.text(phrase)
        case .japanese: JapaneseLimits.text(phrase)
        }
    }

    /// A sentence about limits and snapshots, in lines that fit the terminal.
    package func lines(_ phrase: LimitPhrase, indent: String = "") -> [String] {
        text(phrase).split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { TextLayout.wrap(String($0), indent: indent, hanging: indent + "  ") }
    }
}
