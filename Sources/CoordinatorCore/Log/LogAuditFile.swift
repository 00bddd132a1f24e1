import BitcoinCrypto
import ByteCoding
package import Custody

/// A file that takes part in a comparison of journals and logs: what chain it holds, and what it says of others.
package struct LogAuditFile: Sendable {
    /// Its name, for people.
    package let name: String
    /// The journal or log in it.
    package let chain: LogAudit.Chain?
    /// What it says of journals and logs.
    package let claims: [LogAudit.Claim]
    /// The cases that a log knows.
    package let cases: Set<String>

    /// Reads a copy of a journal, an export of a log, a countersignature, or an evidence.
    /// - Parameter vault: what says whose key is whose; a countersignature or an evidence needs one.
    package init(_ bytes: [UInt8], named name: String, under vault: Document<Vault>?) throws(LogAuditFileError) {
        switch DocumentType.name(in: bytes) {
        case JournalCopy.typeName: try self.init(journal: bytes, name, vault)
        case LogExportHeader.typeName: try self.init(log: bytes, name)
        case LogCountersign.typeName: try self.init(countersign: bytes, name, vault)
        case EvidenceManifest.typeName: try self.init(evidence: bytes, name, vault)
        case let other: throw .otherType(other ?? "-")
        }
    }

    private init(
        name: String, chain: LogAudit.Chain?, claims: [LogAudit.Claim], cases: Set<String> = []
    ) {
        self.cases = cases
        self.name = name
        self.chain = chain
        self.claims = claims
    }

    private init(journal bytes: [UInt8], _ name: String, _ vault: Document<Vault>?) throws(LogAuditFileError) {
        let copy: JournalCopyFile
        do throws(JournalLinesError) { copy = try JournalCopyFile(parsing: bytes) } catch { throw .journal(error) }
        let author = copy.document.body.person
        if let vault {
            guard let person = vault.body.person(author) else { throw .notListed(author) }
            guard person.identityKey == copy.identityKey else { throw .otherKey(author) }
        }
        let entries = Dictionary(copy.lines.map { ($0.sequence, $0.hash) }, uniquingKeysWith: { first, _ in first })
        let claims = copy.lines.flatMap { line -> [LogAudit.Claim] in
            let saidBy = "entry \(line.sequence) of the journal of \(author)"
            return line.heads.map {
                LogAudit.Claim(.journal($0.person), sequence: $0.sequence, hash: $0.hash, saidBy: saidBy)
            } + line.logs.map { LogAudit.Claim(.log($0.first), sequence: $0.sequence, hash: $0.hash, saidBy: saidBy) }
        }
        self.init(
            name: name,
            chain: LogAudit.Chain(
                subject: .journal(author), file: name, entries: entries, last: copy.document.body.sequence,
                restoration: Self.restoration(in: copy), answers: Self.answers(in: copy)),
            claims: claims)
    }

    /// Where a machine that began with restored words took over what others had seen of its lost journal.
    private static func restoration(in copy: JournalCopyFile) -> LogAudit.Restoration? {
        guard copy.lines.first?.event == "keys-restored", copy.lines.first?.value("first-use") == "no",
            let line = copy.lines.last(where: { $0.event == "adopted" })
        else { return nil }
        let head = line.value("head").flatMap { try? PeerHead(documentText: $0.replacing("/", with: " ")) }
        return LogAudit.Restoration(sequence: line.sequence, head: head)
    }

    /// What the owner of a journal has answered; each stands in a document that names this very entry.
    private static func answers(in copy: JournalCopyFile) -> [LogAudit.Answer] {
        copy.lines.compactMap { line in
            guard ["signed", "confirmed", "released", "refused"].contains(line.event), let id = line.value("case")
            else {
                return nil
            }
            return LogAudit.Answer(sequence: line.sequence, event: line.event, caseID: id)
        }
    }

    private init(log bytes: [UInt8], _ name: String) throws(LogAuditFileError) {
        let export: LogExport
        do throws(LogError) { export = try LogExport(parsing: bytes) } catch { throw .log(error) }
        self.init(export, named: name)
    }

    /// Takes a log that was read already.
    package init(_ export: LogExport, named name: String) {
        let claims = export.entries.flatMap { entry in
            LogClaims.heads(in: entry).map {
                LogAudit.Claim(
                    .journal($0.person), sequence: $0.sequence, hash: $0.hash,
                    saidBy: "entry \(entry.sequence) of the log \(export.header.first.hex.prefix(8))",
                    isReceipt: entry.kind == "file-received")
            }
        }
        self.init(
            name: name,
            chain: LogAudit.Chain(
                subject: .log(export.header.first), file: name,
                entries: Dictionary(
                    export.entries.map { (UInt64($0.sequence), $0.hash) }, uniquingKeysWith: { first, _ in first }),
                last: export.header.entries, restoration: nil, answers: []),
            claims: claims, cases: Set(export.entries.compactMap(\.caseID)))
    }

    private init(countersign bytes: [UInt8], _ name: String, _ vault: Document<Vault>?) throws(LogAuditFileError) {
        let document: Document<LogCountersign>
        do throws(DocumentError) { document = try Document(parsing: bytes) } catch { throw .document(error) }
        guard let vault else { throw .vaultNeeded }
        do throws(CountersignProblem) { _ = try VerifiedCountersign(document, in: vault) } catch {
            throw .countersign(error)
        }
        let body = document.body
        let saidBy = "the countersignature of \(body.person) of \(body.date)"
        self.init(
            name: name, chain: nil,
            claims: body.logs.map {
                LogAudit.Claim(.log($0.first), sequence: $0.sequence, hash: $0.hash, saidBy: saidBy)
            }
                + (body.heads + [
                    PeerHead(person: body.person, sequence: body.journalSequence, hash: body.journalHead)
                ]).map {
                    LogAudit.Claim(.journal($0.person), sequence: $0.sequence, hash: $0.hash, saidBy: saidBy)
                })
    }

    private init(evidence bytes: [UInt8], _ name: String, _ vault: Document<Vault>?) throws(LogAuditFileError) {
        guard let vault else { throw .vaultNeeded }
        let bundle: EvidenceBundle
        do throws(EvidenceError) { bundle = try EvidenceBundle(parsing: bytes) } catch {
            throw .evidence(.bundle(error))
        }
        let replay: EvidenceReplay
        do throws(EvidenceRefusal) { replay = try EvidenceReplay(bundle, trusting: vault) } catch {
            throw .evidence(error)
        }
        let manifest = replay.bundle.manifest.body
        let saidBy = "the evidence of case \(manifest.caseID.short)"
        let own = replay.log.map {
            LogAudit.Claim(.log(manifest.logFirst), sequence: UInt64($0.sequence), hash: $0.hash, saidBy: saidBy)
        }
        let head = LogAudit.Claim(
            .log(manifest.logFirst), sequence: manifest.logSequence, hash: manifest.logHead, saidBy: saidBy)
        let answers = replay.state.answers.flatMap { answer -> [LogAudit.Claim] in
            let saidBy = "the \(answer.kind.rawValue) of \(answer.person) in case \(manifest.caseID.short)"
            let machine = answer.machine
            let author = PeerHead(person: answer.person, sequence: machine.journalSequence, hash: machine.journalHead)
            return ([author] + machine.heads).map {
                LogAudit.Claim(
                    .journal($0.person), sequence: $0.sequence, hash: $0.hash, saidBy: saidBy, isReceipt: $0 == author)
            }
        }
        self.init(
            name: name, chain: nil, claims: own + [head] + answers, cases: [manifest.caseID.description])
    }
}

/// Why a file cannot take part.
package enum LogAuditFileError: CodedError, Equatable {
    /// It is of a type that says nothing about journals and logs.
    case otherType(String)
    /// Nothing says whose key is whose.
    case vaultNeeded
    /// The vault knows the author with another key.
    case otherKey(Identifier)
    /// The vault does not list the author at all.
    case notListed(Identifier)
    /// The copy of a journal does not hold.
    case journal(JournalLinesError)
    /// The export of a log does not hold.
    case log(LogError)
    /// The document does not read.
    case document(DocumentError)
    /// The countersignature does not count.
    case countersign(CountersignProblem)
    /// The evidence does not hold.
    case evidence(EvidenceRefusal)

    package var code: String {
        switch self {
        case .otherType: "log-audit.other-type"
        case .vaultNeeded: "log-audit.vault-needed"
        case .otherKey: "log-audit.other-key"
        case .notListed: "log-audit.not-listed"
        case .journal(let error): error.code
        case .log(let error): error.code
        case .document(let error): error.code
        case .countersign(let error): error.code
        case .evidence(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .otherType(let type): "a file of type \(type) says nothing about journals and logs"
        case .vaultNeeded: "nothing says whose key signed it"
        case .notListed(let person): "the vault does not list \(person), whose journal it is"
        case .otherKey(let person): "it is signed with another key than the vault lists for \(person)"
        case .journal(let error): error.description
        case .log(let error): error.description
        case .document(let error): "\(error)"
        case .countersign(let error): error.description
        case .evidence(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .otherType:
            "Give copies of journals (rensho-signer log export), exports of logs (rensho log export), "
                + "countersignatures and evidence."
        case .vaultNeeded: "Give the vault's document with --vault."
        case .otherKey: "Do not rely on it; ask its author by voice."
        case .notListed: "Give the version of the vault that lists its author."
        case .journal(let error): error.remedy
        case .log(let error): error.remedy
        case .document: nil
        case .countersign(let error): error.remedy
        case .evidence(let error): error.remedy
        }
    }
}
