/// The kinds of parts that the evidence of a case has, in the order in which they stand.
///
/// The one list of them: whoever adds a kind adds it here, with how many there may be; `EvidenceReplay` has to say what it
/// proves, for its `switch` has no default. A further type of signed document is no new kind but one line in
/// `EvidenceDocument.types`.
package enum EvidenceKind: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// A version of the vault, the oldest first; the last is the one that the case is of.
    case vault
    /// An acknowledgement of version 1.
    case acknowledgement
    /// The proposal as it went out, with the case document, the orders and their approvals in it.
    case proposal
    /// A file that came back, as it came, in the order of arrival: shares, confirmations, refusals, releases, signatures.
    case file
    /// A further signed document that belongs to the case or its log.
    case document
    /// The facts as every machine showed them, in canonical English.
    case reviewEnglish = "review-en"
    /// The same facts in Japanese.
    case reviewJapanese = "review-ja"
    /// The finished transaction in hex.
    case transaction
    /// The coordinator's log, the lines about this case.
    case log

    package static var documentKind: String { "a kind of evidence" }

    /// The most files and documents of a case: thousands more than people ever bring, and each is verified.
    private static let most = 10_000

    /// How many parts of the kind there may be.
    package var count: ClosedRange<Int> {
        switch self {
        case .vault, .acknowledgement: 1...Self.most
        case .proposal, .reviewEnglish, .reviewJapanese, .log: 1...1
        case .file, .document: 0...Self.most
        case .transaction: 0...1
        }
    }

    /// The place of the kind.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Where the case stood when its evidence was written.
package enum EvidenceState: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    case open, assembled, aborted, replaced

    package static var documentKind: String { "a state: open, assembled, aborted or replaced" }
}
