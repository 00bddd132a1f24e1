package import ByteCoding
package import Custody

/// Something that the journal keeps for people and auditors: no later decision of the machine rests on it.
package enum JournalNote: Hashable, Sendable {
    /// A case was put on the screen; written before its first page is shown.
    case reviewed(Reviewed)
    /// How far somebody got in looking: the pages that he saw, the warnings that he acknowledged, what he decided.
    case viewed(JournalEvent.Viewed)
    /// Somebody gave too many wrong answers to a challenge: what the file pays is not what stands on his paper.
    case challengeFailed(JournalEvent.Again)
    /// The journal ended with so many bytes of an entry that was never finished; they stood where this entry begins.
    case recovered(bytes: Int)
    /// The keystore opens with something else from here on; written before the file is replaced.
    case passphraseChanged(hasKeyFile: Bool)
    /// This machine's key record was given away again; the digest of the document.
    case keyRecordExported(document: Bytes32)
    /// A signed copy of this journal, up to this entry, was given away.
    case journalExported

    /// An auditor has countersigned logs and journals up to these entries; written before it is signed.
    case countersigned(Countersigned)

    /// What an auditor has countersigned.
    package struct Countersigned: Hashable, Sendable {
        /// The vault that lists him.
        package let vault: Identifier
        /// The coordinators' logs.
        package let logs: [LogHead]
        /// The custodians' journals.
        package let heads: [PeerHead]

        package init(vault: Identifier, logs: [LogHead], heads: [PeerHead]) {
            self.vault = vault
            self.logs = logs
            self.heads = heads
        }
    }

    /// Why a case was looked at.
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        case inspect, sign, confirm, release, refuse
    }

    /// A case as it was shown.
    package struct Reviewed: Hashable, Sendable {
        package let purpose: Purpose
        package let caseID: CaseID
        /// The digest that this machine computed; without facts the one that the file claims.
        package let caseDigest: Bytes32
        package let vaultHash: Bytes32
        /// The SHA-256 of the file.
        package let file: Bytes32
        /// The hash of the facts that were shown.
        package let factsHash: Bytes32
        /// Whether no finding forbade an answer.
        package let isSignable: Bool

        package init(
            purpose: Purpose, caseID: CaseID, caseDigest: Bytes32, vaultHash: Bytes32, file: Bytes32,
            factsHash: Bytes32, isSignable: Bool
        ) {
            self.purpose = purpose
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.vaultHash = vaultHash
            self.file = file
            self.factsHash = factsHash
            self.isSignable = isSignable
        }
    }

    /// Whether only a machine with open keys writes it.
    var needsKey: Bool {
        switch self {
        case .reviewed, .viewed, .challengeFailed, .recovered, .keyRecordExported: false
        case .passphraseChanged, .journalExported, .countersigned: true
        }
    }

    /// The case that it is about; `nil` for what is about none.
    package var caseID: CaseID? {
        switch self {
        case .reviewed(let event): event.caseID
        case .viewed(let event): event.caseID
        case .challengeFailed(let again): again.caseID
        case .recovered, .passphraseChanged, .keyRecordExported, .journalExported, .countersigned: nil
        }
    }
}

extension JournalNote {
    /// The word that names it in its line.
    var name: String {
        switch self {
        case .reviewed: "reviewed"
        case .viewed: "viewed"
        case .challengeFailed: "challenge-failed"
        case .recovered: "recovered"
        case .passphraseChanged: "passphrase-changed"
        case .keyRecordExported: "key-record-exported"
        case .journalExported: "journal-exported"
        case .countersigned: "log-countersigned"
        }
    }

    /// The fields in their order.
    var fields: JournalFields {
        var fields = JournalFields()
        switch self {
        case .reviewed(let event): event.write(into: &fields)
        case .viewed(let event): event.write(into: &fields)
        case .challengeFailed(let again): again.write(into: &fields)
        case .recovered(let bytes): fields.write("bytes", bytes)
        case .passphraseChanged(let hasKeyFile): fields.write("key-file", hasKeyFile)
        case .keyRecordExported(let document): fields.write("document", document)
        case .journalExported: break
        case .countersigned(let event): event.write(into: &fields)
        }
        return fields
    }

    /// Reads a note by its name; `nil` for a name that no note has.
    init?(name: String, fields: inout JournalFields) throws(JournalFieldError) {
        switch name {
        case "reviewed": self = .reviewed(try Reviewed(fields: &fields))
        case "viewed": self = .viewed(try JournalEvent.Viewed(fields: &fields))
        case "challenge-failed": self = .challengeFailed(try JournalEvent.Again(fields: &fields))
        case "recovered": self = .recovered(bytes: try fields.read("bytes"))
        case "passphrase-changed": self = .passphraseChanged(hasKeyFile: try fields.read("key-file"))
        case "key-record-exported": self = .keyRecordExported(document: try fields.read("document"))
        case "journal-exported": self = .journalExported
        case "log-countersigned": self = .countersigned(try Countersigned(fields: &fields))
        default: return nil
        }
    }
}

extension JournalNote.Reviewed {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("purpose", text: purpose.rawValue)
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("vault-hash", vaultHash)
        fields.write("file", file)
        fields.write("facts", factsHash)
        fields.write("signable", isSignable)
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        guard let purpose = JournalNote.Purpose(rawValue: try fields.readText("purpose")) else {
            throw JournalFieldError(name: "purpose")
        }
        self.init(
            purpose: purpose, caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            vaultHash: try fields.read("vault-hash"), file: try fields.read("file"),
            factsHash: try fields.read("facts"), isSignable: try fields.read("signable"))
    }
}

extension JournalNote.Countersigned {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("vault", vault)
        fields.write("logs", list: logs) { $0.documentText.replacing(" ", with: "/") }
        fields.write("heads", list: heads) { $0.documentText.replacing(" ", with: "/") }
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            vault: try fields.read("vault"),
            logs: try fields.readList("logs") { try? LogHead(documentText: String($0).replacing("/", with: " ")) },
            heads: try fields.readList("heads") { try? PeerHead(documentText: String($0).replacing("/", with: " ")) })
    }
}
