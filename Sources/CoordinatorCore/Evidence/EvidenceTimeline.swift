import BitcoinCrypto
package import ByteCoding
import Custody

/// A file that came back, and what became of it.
package struct EvidenceFile: Hashable, Sendable {
    /// The SHA-256 of its bytes.
    package let hash: Bytes32
    /// When it came first, by the coordinator's clock.
    package let receivedAt: String
    /// The kind of file; `nil` for one that does not read.
    package let kind: CollectedFile.Kind?
    /// The code of the refusal; `nil` for a file that was taken.
    package let refusal: String?
    /// The digests of the documents that it brought.
    package let answers: [Bytes32]
}

/// The log of a case played again: every file taken in the order of the log, and the case as it stood when its transaction
/// was assembled.
struct EvidenceTimeline {
    /// The event with which a case begins.
    static let openedKind = "case-opened"
    private static let receivedKind = "file-received"
    private static let assembledKind = "case-assembled"
    /// The most bytes that are taken again: every file of the largest evidence several times.
    private static let maximumReplayedBytes = 4 * EvidenceBundle.maximumBytes
    private static let afterTheEnd = "store.case-ended"

    /// What playing gives.
    struct Played {
        /// The case with everything that came.
        var state: CaseState
        /// The case as it stood when its transaction was assembled.
        var assembled: CaseState?
        /// The files in the order of their first arrival.
        var files: [EvidenceFile] = []

        /// The first thing that two verifiers see otherwise.
        func difference(from other: Played) -> String? {
            if files != other.files { return "the files that came back" }
            if Set(state.signatures.values) != Set(other.state.signatures.values) { return "the partial signatures" }
            if state.answers != other.state.answers { return "the documents" }
            if Set(state.quarantine.keys) != Set(other.state.quarantine.keys) { return "what was put aside" }
            let (first, second) = (
                state.confirmationTally(verifier: OpenSSLVerifier()),
                other.state.confirmationTally(verifier: PublicCurveVerifier())
            )
            return first == second ? nil : "the confirmations"
        }
    }

    private let opened: CaseState
    private let log: [LogEntry]
    private let proposal: Bytes32
    private let files: [Bytes32: [UInt8]]

    init(_ bundle: EvidenceBundle, _ opened: CaseState, _ log: [LogEntry]) throws(EvidenceRefusal) {
        self.opened = opened
        self.log = log
        let proposal = bundle.all(.proposal).first ?? []
        self.proposal = SHA256.hash(proposal)
        var files = [self.proposal: proposal]
        var order: [Bytes32] = []
        for bytes in bundle.all(.file) {
            let hash = SHA256.hash(bytes)
            order.append(hash)
            files[hash] = bytes
        }
        self.files = files
        let replayed = log.compactMap(Self.arrival).reduce(0) { $0 + (files[$1.file]?.count ?? 0) }
        guard replayed <= Self.maximumReplayedBytes else {
            throw .logDiffers(entry: log.first?.sequence ?? 0, what: "its files come too often to be taken again")
        }
        guard order == Self.firstArrivals(in: log, besides: proposal) else {
            throw .logDiffers(
                entry: log.first?.sequence ?? 0, what: "the files in the evidence are not those that the log lists")
        }
    }

    /// The files that a log lists, each at its first arrival, but for the proposal.
    static func firstArrivals(in log: [LogEntry], besides proposal: [UInt8]) -> [Bytes32] {
        var seen: Set<Bytes32> = [SHA256.hash(proposal)]
        return log.compactMap { arrival($0)?.file }.filter { seen.insert($0).inserted }
    }

    /// Where a case stands by its log.
    static func state(of log: [LogEntry]) -> EvidenceState {
        var state = EvidenceState.open
        for entry in log {
            switch entry.kind {
            case assembledKind: state = .assembled
            case "case-aborted": state = .aborted
            case "case-replaced": state = .replaced
            case "case-reopened": state = .open
            default: break
            }
        }
        return state
    }

    /// The file of an entry, and the code with which the log says it was refused.
    private static func arrival(_ entry: LogEntry) -> (file: Bytes32, refusal: String?)? {
        let prefix = "sha256 "
        guard entry.kind == receivedKind, entry.text.hasPrefix(prefix) else { return nil }
        let rest = entry.text.dropFirst(prefix.count)
        guard rest.count > 66, let hash = try? Bytes32(Hex.decode(String(rest.prefix(64)))) else { return nil }
        let refused = ": refused, "
        let words = rest.dropFirst(64)
        return (hash, words.hasPrefix(refused) ? String(words.dropFirst(refused.count)) : nil)
    }

    /// Takes every file in the order of the log.
    func play(_ verifier: some SignatureVerifier) throws(EvidenceRefusal) -> Played {
        var played = Played(state: opened)
        var known: Set<Bytes32> = []
        for entry in log {
            if entry.kind == Self.assembledKind { played.assembled = played.state }
            guard let (hash, refusal) = Self.arrival(entry), let bytes = files[hash] else { continue }
            // What comes after the end of a case is taken first, and then refused by the store in an entry of its own.
            if refusal == Self.afterTheEnd, known.contains(hash) { continue }
            let file = try take(bytes, hash, refusal, entry, verifier, &played.state)
            if known.insert(hash).inserted, hash != proposal { played.files.append(file) }
        }
        return played
    }

    private func take(
        _ bytes: [UInt8], _ hash: Bytes32, _ refusal: String?, _ entry: LogEntry, _ verifier: some SignatureVerifier,
        _ state: inout CaseState
    ) throws(EvidenceRefusal) -> EvidenceFile {
        var (kind, after): (CollectedFile.Kind?, CaseState) = (nil, state)
        let outcome: Result<CollectReport, CaseError>
        do throws(CaseError) {
            let file = try CollectedFile(bytes)
            kind = file.kind
            outcome = .success(try after.collect(file, verifier: verifier))
        } catch {
            outcome = .failure(error)
        }
        switch (outcome, refusal) {
        case (.success(let report), nil):
            state = after
            return EvidenceFile(
                hash: hash, receivedAt: entry.at, kind: kind, refusal: nil, answers: report.answers.map(\.digest))
        case (.failure(let error), let refusal?):
            guard refusal == error.code else {
                throw .outcome(file: hash, logged: "refused, \(refusal),", found: "refused, \(error.code)")
            }
            return EvidenceFile(hash: hash, receivedAt: entry.at, kind: kind, refusal: refusal, answers: [])
        case (.success, let refusal?):
            // Whoever keeps a veto from counting by calling its file malformed is found out here.
            throw .outcome(file: hash, logged: "refused, \(refusal),", found: "taken")
        case (.failure(let error), nil):
            throw .outcome(file: hash, logged: "taken", found: "refused, \(error.code)")
        }
    }
}
