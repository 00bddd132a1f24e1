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

    private init(name: String, chain: LogAudit.Chain?, claims: [LogAudit.Claim]) {
        self.name = name
        self.chain = chain
        self.claims = claims
    }

    private init(journal bytes: [UInt8], _ name: String, _ vault: Document<Vault>?) throws(LogAuditFileError) {
        let copy: JournalCopyFile
        do throws(JournalLinesError) { copy = try JournalCopyFile(parsing: bytes) } catch { throw .journal(error) }
        let author = copy.document.body.person
        if let person = vault?.body.person(author), person.identityKey != copy.identityKey {
            throw .otherKey(author)
        }
        let entries = Dictionary(copy.lines.map { ($0.sequence, $0.hash) }, uniquingKeysWith: { first, _ in first })
        let isRestored = copy.lines.contains { $0.event == "adopted" }
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
                isRestored: isRestored),
            claims: claims)
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
                    saidBy: "entry \(entry.sequence) of the log \(export.header.first.hex.prefix(8))")
            }
        }
        self.init(
            name: name,
            chain: LogAudit.Chain(
                subject: .log(export.header.first), file: name,
                entries: Dictionary(
                    export.entries.map { (UInt64($0.sequence), $0.hash) }, uniquingKeysWith: { first, _ in first }),
                last: export.header.entries, isRestored: false),
            claims: claims)
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
                LogAudit.Claim(.journal($0.person), sequence: $0.sequence, hash: $0.hash, saidBy: saidBy)
            }
        }
        self.init(name: name, chain: nil, claims: own + [head] + answers)
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
        case .journal(let error): error.remedy
        case .log(let error): error.remedy
        case .document: nil
        case .countersign(let error): error.remedy
        case .evidence(let error): error.remedy
        }
    }
}
