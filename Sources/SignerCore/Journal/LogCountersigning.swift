import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
package import CommandSupport
import Custody
import Review
import SecretKeys

/// Countersigns coordinators' logs and custodians' journals in an auditor's name, on his own machine.
package struct LogCountersigning: Sendable {
    /// The word that a person types to sign.
    static let word = "countersign"

    /// The exports of logs and copies of journals.
    package let files: [String]
    /// The vault's documents, as `rensho vault export` writes them.
    package let vault: [String]
    /// Where the answer goes; `nil` for the usual name in the current folder.
    package let output: String?
    /// How it is approved.
    package let mode: ApprovalMode
    /// Where the passphrase comes from.
    package let passphrase: SecretSource
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime

    package init(
        files: [String], vault: [String], output: String?, mode: ApprovalMode, passphrase: SecretSource,
        build: Bytes32, time: UTCTime
    ) {
        self.files = files
        self.vault = vault
        self.output = output
        self.mode = mode
        self.passphrase = passphrase
        self.build = build
        self.time = time
    }

    /// Checks every file by itself and against what this auditor has countersigned before, shows the latest entries, asks,
    /// and writes his word. The journal has it before it is signed.
    package func run(
        in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(time)
        let owner = home.owner
        let path = output ?? CaseFileName.logCountersign(by: owner.person, on: time.date)
        try WrittenFile.requireFree(path)
        let agreed = try VaultFiles(reading: vault).agreement()
        let document = agreed.document
        try requireAuditor(owner, in: document)
        let read = try CountersignFiles(reading: files, in: document, before: home.journal)
        try approve(read, document, terminal)

        let countersign: Document<LogCountersign>
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            let note = JournalNote.Countersigned(vault: document.body.name, logs: read.logs, heads: read.heads)
            let entry = try home.record(.noted(.countersigned(note)), at: time, signer)
            let body = try SignerError.lifting {
                try LogCountersign(
                    network: owner.network, vault: document.body.name, vaultHash: document.digest,
                    person: owner.person, device: owner.device, logs: read.logs, heads: read.heads, build: build,
                    journalSequence: entry.sequence, journalHead: entry.hash, date: entry.time.date)
            }
            countersign = try signer.sign(body)
        }
        return try WrittenFile(path, countersign.encoded)
    }

    private func requireAuditor(_ owner: KeyRecord, in vault: Document<Vault>) throws(SignerError) {
        guard vault.body.network == owner.network else {
            throw .otherNetwork(vault: vault.body.network, keys: owner.network)
        }
        guard let person = vault.body.person(owner.person), person.roles.contains(.auditor),
            person.identityKey == owner.identityKey
        else { throw .cause(SignerErrorCause(error: CountersignProblem.noAuditor(owner.person))) }
        if let lastDay = person.expiry, lastDay < time.date {
            throw .cause(SignerErrorCause(error: CountersignProblem.lapsed(owner.person, lastDay: lastDay)))
        }
    }

    private func approve(
        _ read: CountersignFiles, _ vault: Document<Vault>, _ terminal: some ReviewTerminal
    ) throws(SignerError) {
        let language = terminal.language
        let lines =
            language.lines(.countersigning(vault: vault.body.name)) + [""]
            + read.logs.flatMap { language.lines(.countersignLog($0), indent: "  ") }
            + read.heads.flatMap { language.lines(.countersignJournal($0), indent: "  ") } + [""]
            + language.lines(.countersignNotice)
        switch mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            let typed = try SignerError.lifting {
                try terminal.show(pages: [lines])
                return try terminal.ask(language.text(.countersignPrompt(word: Self.word)))
            }
            guard typed == Self.word else { throw .ordering(.notAccepted) }
        case .expectedDigest(let expected):
            guard vault.body.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting { try terminal.write(lines) }
            guard vault.digest == expected else { throw .digestDiffers(expected: expected, found: vault.digest) }
        }
    }
}

/// The logs and journals that an auditor has brought, each whole, and none of them otherwise than he has seen it before.
struct CountersignFiles {
    let logs: [LogHead]
    let heads: [PeerHead]

    init(
        reading paths: [String], in vault: Document<Vault>, before journal: SignerJournal
    ) throws(SignerError) {
        var logs: [LogHead] = []
        var heads: [PeerHead] = []
        let earlier = journal.countersigned
        for path in paths {
            let bytes = try SignerError.lifting { try FileAccess.read(path, limit: LogExport.maximumBytes) }
            if JournalCopyFile.isOne(bytes) {
                let copy = try SignerError.lifting { try JournalCopyFile(parsing: bytes) }
                let author = copy.document.body.person
                if let person = vault.body.person(author), person.identityKey != copy.identityKey {
                    throw .badJournalCopy(path: path, .otherKey(vault: vault.body.name))
                }
                for head in earlier.heads where head.person == author {
                    let known = copy.lines.first { $0.sequence == head.sequence }
                    guard known?.hash == head.hash else {
                        throw .badJournalCopy(path: path, .otherThanSeen(sequence: head.sequence))
                    }
                }
                let copied = copy.document.body
                heads.append(PeerHead(person: author, sequence: copied.sequence, hash: copied.head))
            } else {
                let export = try SignerError.lifting { try LogExport(parsing: bytes) }
                for head in earlier.logs where head.first == export.latest.first {
                    let known = export.entries.first { UInt64($0.sequence) == head.sequence }
                    guard known?.hash == head.hash else {
                        throw .badJournalCopy(path: path, .otherThanSeen(sequence: head.sequence))
                    }
                }
                logs.append(export.latest)
            }
        }
        self.logs = logs.sorted { $0.first < $1.first }
        self.heads = heads.sorted { $0.person < $1.person }
    }
}

extension SignerJournal {
    /// Every head that this machine has countersigned.
    var countersigned: (logs: [LogHead], heads: [PeerHead]) {
        let notes = entries.compactMap { entry in
            if case .noted(.countersigned(let note)) = entry.event { note } else { nil }
        }
        return (notes.flatMap(\.logs), notes.flatMap(\.heads))
    }
}
