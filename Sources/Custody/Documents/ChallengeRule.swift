/// How many destinations of a case a custodian types from his paper.
package struct ChallengeRule: Hashable, Sendable {
    /// Fewer drawn by lot would too often miss the one destination that was changed.
    package static let leastSample = 5

    /// Every destination is typed.
    package static let all = ChallengeRule(sample: nil)

    /// The number of destinations up to which all are typed and above which so many are drawn by lot, beside the largest,
    /// those that the machine has not approved before, and the totals; `nil` when all are always typed.
    package let sample: Int?

    /// Draws so many by lot where a case has more destinations.
    package init(sampling count: Int) throws(DocumentError) {
        guard count >= Self.leastSample else {
            throw .malformedValue(kind: Self.documentKind, text: "\(Self.sampleWord) \(count)", nil)
        }
        self.init(sample: count)
    }

    private init(sample: Int?) { self.sample = sample }
}

extension ChallengeRule: DocumentValue {
    package static var documentKind: String { "\"all\" or \"\(sampleWord) N\", N at least \(leastSample)" }

    private static let allWord = "all"
    private static let sampleWord = "sample"

    package var documentText: String { sample.map { "\(Self.sampleWord) \($0)" } ?? Self.allWord }

    package init(documentText: String) throws(DocumentError) {
        if documentText == Self.allWord {
            self = .all
            return
        }
        let parts = documentText.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == Self.sampleWord, let count = Int(parts[1]), count >= Self.leastSample else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        self.init(sample: count)
    }
}
