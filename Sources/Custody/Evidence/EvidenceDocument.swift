package import BitcoinCrypto
import ByteCoding

/// A further signed document in an evidence: what it is, who signed it, and whether that holds under the case's vault.
///
/// New types of documents that a case can have get one line in ``types``.
package struct EvidenceDocument: Hashable, Sendable {
    /// The type that its first line names.
    package let type: String
    /// Who signed it, sorted.
    package let signers: [Identifier]
    /// When, as the signing machine believed; `nil` where the document has no day.
    package let date: CalendarDate?
    /// The machine that signed; `nil` where the document does not name one.
    package let device: Identifier?
    /// The heads of coordinators' logs that it names.
    package let logs: [LogHead]
    /// What it stops or lets go on; `nil` for another type.
    package let stop: StopDocument?
    /// Why it does not count; `nil` when it does.
    package let problem: String?

    /// Reads a document of one type and verifies it with the people of a vault.
    package typealias Reader =
        @Sendable ([UInt8], RegisteredVaultView, any SignatureVerifier) throws(DocumentError) -> EvidenceDocument

    /// The types that are understood, by the name in the first line.
    package static let types: [String: Reader] = [LogCountersign.typeName: countersign]
        .merging(StopKind.allCases.map { ($0.rawValue, stop) }) { first, _ in first }

    /// Takes what a reader found.
    package init(
        type: String, signers: [Identifier], date: CalendarDate?, device: Identifier?, logs: [LogHead] = [],
        stop: StopDocument? = nil, problem: String?
    ) {
        self.logs = logs
        self.stop = stop
        self.type = type
        self.signers = signers
        self.date = date
        self.device = device
        self.problem = problem
    }

    /// Reads and verifies a document of any known type.
    package init(
        _ bytes: [UInt8], under vault: RegisteredVaultView, verifier: some SignatureVerifier
    ) throws(DocumentError) {
        let name = DocumentType.name(in: bytes) ?? ""
        guard let reader = Self.types[name] else { throw .unknownVersion(found: name) }
        self = try reader(bytes, vault, verifier)
    }

    private static let countersign: Reader = { bytes, vault, verifier throws(DocumentError) in
        let document = try Document<LogCountersign>(parsing: bytes)
        var problem: String?
        do throws(CountersignProblem) {
            _ = try VerifiedCountersign(document, in: vault.document, verifier: verifier)
        } catch {
            problem = "\(error.description) [\(error.code)]"
        }
        return EvidenceDocument(
            type: LogCountersign.typeName, signers: document.signatures.map(\.person), date: document.body.date,
            device: document.body.device, logs: document.body.logs, problem: problem)
    }

    private static let stop: Reader = { bytes, vault, verifier throws(DocumentError) in
        let document = try StopDocument(parsing: bytes)
        // The day of the replay decides nothing: what let a payment go on is judged by its own day.
        let problem = document.problem(under: vault, on: nil, verifier: verifier)
        return EvidenceDocument(
            type: document.kind.rawValue, signers: [document.statement.person], date: document.statement.date,
            device: document.statement.device, stop: document,
            problem: problem.map { "\($0.description) [\($0.code)]" })
    }
}
