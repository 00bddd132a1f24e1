import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// One line of an evidence's list of parts: what follows in the file, how long it is, and its hash.
package struct EvidencePartLine: Hashable, Sendable, DocumentValue {
    /// What it is.
    package let kind: EvidenceKind
    /// Its length in bytes.
    package let count: Int
    /// The SHA-256 of its bytes.
    package let hash: Bytes32

    /// Describes a part.
    init(_ part: EvidencePart) {
        kind = part.kind
        count = part.bytes.count
        hash = SHA256.hash(part.bytes)
    }

    package static var documentKind: String { "a part" }

    package var documentText: String {
        [kind.documentText, count.documentText, hash.documentText].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        kind = try words.next()
        count = try words.next()
        hash = try words.next()
        try words.finish()
        guard count >= 0 else { throw .malformedValue(kind: "a length", text: documentText, nil) }
    }
}

/// What stands before the parts of an evidence: which case, where it stood, the coordinator's latest log entry, and the
/// list of parts.
///
/// Nobody signs it, for the coordinator holds no key: every line but the log's is computed again from the parts.
package struct EvidenceManifest: DocumentBody {
    package static let typeName = "evidence"

    package static let fieldNames = [
        "network", "case", "case-digest", "vault-hash", "state", "log-first", "log-sequence", "log-head",
        "part",
    ]

    package let network: Network
    /// The case's name.
    package let caseID: CaseID
    /// The digest `D`.
    package let caseDigest: Bytes32
    /// The digest of the vault that the case is of.
    package let vaultHash: Bytes32
    /// Where the case stood.
    package let state: EvidenceState
    /// The hash of the log's first entry, which names the log.
    package let logFirst: Bytes32
    /// The number of the coordinator's latest log entry.
    package let logSequence: UInt64
    /// The hash of that entry.
    package let logHead: Bytes32
    /// The parts in the order in which they stand.
    package let parts: [EvidencePartLine]

    /// States what an evidence is of.
    package init(
        network: Network, caseID: CaseID, caseDigest: Bytes32, vaultHash: Bytes32, state: EvidenceState,
        logFirst: Bytes32, logSequence: UInt64, logHead: Bytes32, parts: [EvidencePartLine] = []
    ) {
        self.network = network
        self.caseID = caseID
        self.caseDigest = caseDigest
        self.vaultHash = vaultHash
        self.state = state
        self.logFirst = logFirst
        self.logSequence = logSequence
        self.logHead = logHead
        self.parts = parts
    }

    /// The same with the list of these parts.
    func listing(_ parts: [EvidencePart]) -> EvidenceManifest {
        EvidenceManifest(
            network: network, caseID: caseID, caseDigest: caseDigest, vaultHash: vaultHash, state: state,
            logFirst: logFirst, logSequence: logSequence, logHead: logHead, parts: parts.map(EvidencePartLine.init))
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("case", caseID)
        writer.write("case-digest", caseDigest)
        writer.write("vault-hash", vaultHash)
        writer.write("state", state)
        writer.write("log-first", logFirst)
        writer.write("log-sequence", logSequence)
        writer.write("log-head", logHead)
        writer.write("part", list: parts)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            network: try fields.read("network"), caseID: try fields.read("case"),
            caseDigest: try fields.read("case-digest"), vaultHash: try fields.read("vault-hash"),
            state: try fields.read("state"), logFirst: try fields.read("log-first"),
            logSequence: try fields.read("log-sequence"),
            logHead: try fields.read("log-head"), parts: try fields.readList("part"))
    }
}
