/// The pairs that NFC joins to one scalar.
struct Compositions: Sendable {
    /// All pairs that are not excluded.
    static let canonical = Compositions()

    private let pairs: [UInt64: UInt32]

    private init() {
        let excluded = ScalarRanges(TableText.rows(of: CompositionExclusions.text))
        var pairs: [UInt64: UInt32] = [:]
        for row in TableText.rows(of: CanonicalMappings.text) where row.count == 3 {
            // UAX #15: single decompositions and those that involve a non-starter are excluded, too.
            let isStarter = [row[0], row[1]].allSatisfy { UnicodeFacts.combiningClass(of: $0) == 0 }
            if isStarter, excluded.value(of: row[0]) == 0 { pairs[Self.key(row[1], row[2])] = row[0] }
        }
        self.pairs = pairs
    }

    /// The scalar that a pair is joined to.
    func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.composed(first, second) ?? pairs[Self.key(first, second)]
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }
}
