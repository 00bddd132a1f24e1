import BitcoinPSBT
import ByteCoding
import Custody

/// Everything that the adversary holds: every file that he made or that a machine wrote, and every document in them.
struct Mailbox {
    private(set) var files: [[UInt8]] = []
    private(set) var shares: [Document<Share>] = []
    private(set) var confirmations: [Document<Custody.Confirmation>] = []
    private(set) var refusals: [Document<Refusal>] = []
    private(set) var releases: [Document<Release>] = []
    /// Partial signatures by the identity of the transaction and by input.
    private var partials: [Bytes32: [Int: [PartialSig]]] = [:]

    /// Keeps a file and, when there may be something new in it, everything in it.
    mutating func keep(_ bytes: [UInt8], isNews: Bool = true) {
        files.append(bytes)
        guard isNews else { return }
        switch DocumentType.name(in: bytes) {
        case Share.typeName: keep(try? Document<Share>(parsing: bytes), in: \.shares)
        case Custody.Confirmation.typeName:
            keep(try? Document<Custody.Confirmation>(parsing: bytes), in: \.confirmations)
        case Refusal.typeName: keep(try? Document<Refusal>(parsing: bytes), in: \.refusals)
        default: keepParts(of: bytes)
        }
    }

    /// The signatures that are known for a transaction, for one of its inputs.
    func partials(_ transaction: Bytes32, input: Int) -> [PartialSig] { partials[transaction]?[input] ?? [] }

    /// The answers over one digest.
    func shares(over digest: Bytes32) -> [Document<Share>] { Self.over(digest, shares) }
    func confirmations(over digest: Bytes32) -> [Document<Custody.Confirmation>] { Self.over(digest, confirmations) }
    func releases(over digest: Bytes32) -> [Document<Release>] { Self.over(digest, releases) }

    private static func over<Body: CaseAnswer>(_ digest: Bytes32, _ documents: [Document<Body>]) -> [Document<Body>] {
        documents.filter { $0.body.statement.caseDigest == digest }
    }

    private mutating func keep<Body>(
        _ document: Document<Body>?, in list: WritableKeyPath<Mailbox, [Document<Body>]>
    ) {
        guard let document, !self[keyPath: list].contains(document) else { return }
        self[keyPath: list].append(document)
    }

    private mutating func keepParts(of bytes: [UInt8]) {
        guard let psbt = try? PSBTFile(fileBytes: bytes).psbt, let transaction = try? psbt.unsignedTransaction() else {
            return
        }
        if let documents = try? ProposalFields.read(from: psbt) {
            for share in documents.shares { keep(share, in: \.shares) }
            for confirmation in documents.confirmations { keep(confirmation, in: \.confirmations) }
            for refusal in documents.refusals { keep(refusal, in: \.refusals) }
            for release in documents.releases { keep(release, in: \.releases) }
        }
        let name = SignatureBook.name(transaction)
        for (index, input) in psbt.inputs.enumerated() {
            for partial in input.partialSigs where !partials(name, input: index).contains(partial) {
                partials[name, default: [:]][index, default: []].append(partial)
            }
        }
    }
}
