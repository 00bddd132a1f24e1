package import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Review

/// Everything that the evidence of a case is made of.
package struct EvidenceSource: Sendable {
    /// The case as it was opened, with nothing collected.
    package let opened: CaseState
    /// Where it stands.
    package let state: EvidenceState
    /// The proposal's file, byte for byte.
    package let proposal: [UInt8]
    /// The files that came back, in the order of their first arrival.
    package let files: [[UInt8]]
    /// Further signed documents.
    package let documents: [[UInt8]]
    /// The finished transaction.
    package let transaction: Transaction?
    /// The lines of the log about this case.
    package let log: [LogEntry]
    /// The log's first and latest entry.
    package let head: LogHead

    /// Takes what there is.
    package init(
        opened: CaseState, state: EvidenceState, proposal: [UInt8], files: [[UInt8]], documents: [[UInt8]] = [],
        transaction: Transaction?, log: [LogEntry], head: LogHead
    ) {
        self.opened = opened
        self.state = state
        self.proposal = proposal
        self.files = files
        self.documents = documents
        self.transaction = transaction
        self.log = log
        self.head = head
    }

    /// The one file with all of it.
    package func bundle() throws(EvidenceError) -> EvidenceBundle {
        let vault = opened.agreedCase.vault
        let review = opened.review()
        let manifest = EvidenceManifest(
            network: opened.vault.network, caseID: opened.caseID, caseDigest: opened.digest, vaultHash: vault.digest,
            state: state, logFirst: head.first, logSequence: head.sequence, logHead: head.hash)
        var parts = (vault.history + [vault.document]).map { EvidencePart(.vault, $0.encoded) }
        parts += vault.acknowledgements.map { EvidencePart(.acknowledgement, $0.encoded) }
        parts.append(EvidencePart(.proposal, proposal))
        parts += files.map { EvidencePart(.file, $0) }
        parts += documents.map { EvidencePart(.document, $0) }
        parts.append(EvidencePart(.reviewEnglish, review.rendered(in: .english)))
        parts.append(EvidencePart(.reviewJapanese, review.rendered(in: .japanese)))
        if let transaction { parts.append(EvidencePart(.transaction, Self.hex(transaction))) }
        parts.append(EvidencePart(.log, LogLines.encode(log)))
        return try EvidenceBundle(manifest, parts)
    }

    /// A transaction as `CASE.tx` holds it.
    static func hex(_ transaction: Transaction) -> [UInt8] { Array((Hex.encode(transaction.encoded()) + "\n").utf8) }
}

extension Review {
    /// The facts as they stand in an evidence: the English ones are the bytes whose SHA-256 is the facts hash.
    package func rendered(in language: ScreenLanguage) -> [UInt8] {
        let lines = ReviewText(language).factsPages(facts, words: words).flatMap { [$0.title] + $0.lines + [""] }
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }
}
