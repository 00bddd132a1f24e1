import BitcoinCrypto
package import ByteCoding
package import CommandSupport
import Custody
import SecretKeys

/// Gives away a copy of the journal, signed, so that others can check what this machine has recorded.
package struct JournalExport: Sendable {
    /// Where the copy goes; `nil` for the usual name in the current folder.
    package let output: String?
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime

    package init(output: String?, build: Bytes32, time: UTCTime) {
        self.output = output
        self.build = build
        self.time = time
    }

    /// Writes the copy into a new file; its last entry says that it was made.
    package func run(
        passphrase: SecretSource, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(time)
        let owner = home.owner
        let path = output ?? CaseFileName.journalCopy(of: owner.person)
        try WrittenFile.requireFree(path)
        let bytes: [UInt8]
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            let last = try home.record(.noted(.journalExported), at: time, signer)
            let lines = home.journal.entries.flatMap { Array(($0.line + "\n").utf8) }
            let copy = try signer.sign(
                JournalCopy(
                    network: owner.network, person: owner.person, device: owner.device,
                    entries: UInt64(home.journal.entries.count), sequence: last.sequence, head: last.hash,
                    lines: SHA256.hash(lines), build: build, date: time.date))
            bytes = copy.encoded + [UInt8(ascii: "\n")] + lines
        }
        return try WrittenFile(path, bytes)
    }
}

/// What a check of the own journal with the open keys has shown.
package struct JournalState: Hashable, Sendable {
    package let entries: Int
    package let sequence: UInt64
    package let head: Bytes32
    /// The entries that carry a code of these keys.
    package let sealed: Int
    /// The entries after the last of them: whoever could write to the home could have written or removed them.
    package let uncovered: Int
    /// The bytes of an unfinished last line.
    package let unfinishedBytes: Int

    /// Opens the keys, with which every code is checked; the chain and the mark were, when the home was opened.
    package static func verify(
        _ home: borrowing SignerHome, passphrase: SecretSource, terminal: some ReviewTerminal
    ) throws(SignerError) -> JournalState {
        let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
        try home.verifyJournal(signer)
        let journal = home.journal
        return JournalState(
            entries: journal.entries.count, sequence: journal.sequence, head: journal.head,
            sealed: journal.entries.count { $0.code != nil }, uncovered: journal.uncovered,
            unfinishedBytes: journal.unfinishedBytes)
    }
}
