import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
import Review

/// Countersigns a coin snapshot in an auditor's or watcher's name, on his own machine.
package enum SnapshotCountersigning {
    /// The word that a person types to countersign.
    static let word = "countersign"

    /// The most coins that are shown one by one: the whole is compared by its sum and number.
    private static let shownCoins = 10

    /// Proves every coin, shows the whole, asks, and writes the file with the signature.
    ///
    /// The journal has the snapshot before it is signed, and none of a lower height than the last is signed.
    package static func run(
        _ input: OrderInput, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        var file = try SignerError.lifting {
            try SnapshotFile(parsing: FileAccess.read(input.path, limit: SnapshotFile.maximumBytes))
        }
        let snapshot = file.document.body
        let owner = home.owner
        let output = try input.outputPath(named: CaseFileName.snapshot(snapshot, by: owner.person))
        try WrittenFile.requireFree(output)
        try home.requireClock(input.time)
        let vault = try input.agreedVault()
        let today = home.day(at: input.time)
        do throws(SnapshotProblem) {
            let person = try VerifiedSnapshot.countersigner(owner.person, of: vault, snapshot, on: today)
            guard person.identityKey == owner.identityKey else {
                throw .signature(
                    .otherKey(person: person.id, found: owner.identityKey, expected: person.identityKey))
            }
            guard snapshot.date.days(after: input.time.date) <= VerifiedSnapshot.daysAhead else {
                throw .fromTheFuture(snapshot.date, clock: input.time.date)
            }
            try VerifiedSnapshot.checkHeight(of: snapshot)
        } catch {
            throw .countersigning(.refused(error))
        }
        try SignerError.lifting { try file.prove(under: vault) }
        let last = home.journal.snapshots(.countersigned).last { $0.vault == snapshot.vault }
        if let last, snapshot.height < last.height {
            throw .countersigning(.lower(snapshot.height, last: last.height))
        }
        try accept(file.document, after: last, input.mode, on: terminal)
        let isRepeated = last?.digest == file.document.digest
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: input.passphrase, from: terminal)
            if !isRepeated {
                let remembered = RememberedSnapshot(
                    vault: snapshot.vault, digest: file.document.digest, height: snapshot.height,
                    date: snapshot.date, total: snapshot.total, open: [])
                _ = try home.record(
                    .snapshot(.init(act: .countersigned, snapshot: remembered)), at: input.time, signer)
            }
            let signed = try signer.sign(snapshot)
            for line in signed.signatures { file.document.add(line) }
        }
        return try WrittenFile(output, file.encoded, isRepeated: isRepeated)
    }

    private static func pages(
        _ document: Document<CoinSnapshot>, after last: RememberedSnapshot?, _ language: ScreenLanguage
    ) -> [[String]] {
        let snapshot = document.body
        let largest = snapshot.coins.sorted { ($0.amount, $1.outpoint) > ($1.amount, $0.outpoint) }.prefix(shownCoins)
        let phrases: [LimitPhrase] = [
            .chain(height: snapshot.height, date: snapshot.date), .coins(snapshot.coins.count, snapshot.total),
            .founding(snapshot.founding), .digest(document.digest),
            last.map { LimitPhrase.before(height: $0.height, date: $0.date, $0.total) } ?? .firstOne, .proven,
        ]
        let title = language.lines(LimitPhrase.title(snapshot.vault, network: snapshot.network)) + [""]
        let summary = title + phrases.flatMap { language.lines($0) }
        return [summary] + (largest.isEmpty ? [] : [title + language.lines(LimitPhrase.largest(Array(largest)))])
    }

    private static func accept(
        _ document: Document<CoinSnapshot>, after last: RememberedSnapshot?, _ mode: ApprovalMode,
        on terminal: some ReviewTerminal
    ) throws(SignerError) {
        let language = terminal.language
        let pages = pages(document, after: last, language)
        switch mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            let typed = try SignerError.lifting {
                try terminal.show(pages: pages)
                try terminal.write([""] + language.lines(LimitPhrase.notice))
                return try terminal.ask(language.text(LimitPhrase.prompt(word: word)))
            }
            guard typed == word else { throw .countersigning(.notAccepted) }
        case .expectedDigest(let expected):
            guard document.body.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting { try terminal.write(pages.flatMap { $0 + [""] }) }
            guard document.digest == expected else {
                throw .digestDiffers(expected: expected, found: document.digest)
            }
        }
    }
}

/// Why this machine does not countersign a coin snapshot.
package enum SnapshotCountersigningError: CommandError, Equatable {
    /// The snapshot is not one that this person may countersign.
    case refused(SnapshotProblem)
    /// One of a greater height was countersigned here.
    case lower(UInt32, last: UInt32)
    /// The word that signs was not typed.
    case notAccepted

    package var exitStatus: ExitStatus { .refused }

    package var code: String {
        switch self {
        case .refused(let inner): inner.code
        case .lower: "snapshot.older"
        case .notAccepted: "snapshot.not-accepted"
        }
    }

    package var description: String {
        switch self {
        case .refused(let inner): inner.description
        case .lower(let height, let last):
            "the snapshot is of height \(height), and one of height \(last) was countersigned here before"
        case .notAccepted: "the word that countersigns was not typed; nothing was signed"
        }
    }

    package var remedy: String? {
        switch self {
        case .refused(let inner): inner.remedy
        case .lower: "Ask for a new snapshot; an older one says nothing about what the vault has."
        case .notAccepted: nil
        }
    }
}

extension SignerError {
    /// Ends with what this room says about a coin snapshot.
    static func countersigning(_ error: SnapshotCountersigningError) -> SignerError {
        .cause(SignerErrorCause(error: error))
    }
}
