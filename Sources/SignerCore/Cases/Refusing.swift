import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
import Review
import SecretKeys

/// Refuses a case for good: a signed document with a reason, and a journal that bars every later answer.
package enum Refusing {
    /// The word that a person types to refuse.
    static let word = "refuse"

    /// Shows the review, asks whether it is meant, and signs the refusal.
    package static func run(
        _ answering: CaseAnswering, reason: RefusalReason, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let file = try CaseFile(reading: answering.input, in: home)
        let owner = home.owner
        let output = try answering.outputPath(named: CaseFileName.refusal(file.caseID, by: owner.person))
        try WrittenFile.requireFree(output)
        let reviewed = try CaseReview(file, in: home, purpose: .inspect, at: answering.time, tools: answering.tools)
        guard reviewed.vault.document.body.person(owner.person) != nil else { throw .noCosigner(owner.person) }
        let earlier = home.journal.refused(file.caseID, digest: reviewed.caseDigest)?.refusal.reason
        // A veto stops machines, not signatures.
        if home.journal.answered.contains(where: { $0.caseID == file.caseID && $0.signatures == .armed }) {
            try SignerError.lifting {
                try terminal.write(ReviewText(terminal.language).visit(.signaturesAreOut))
            }
        }
        try reviewed.rememberStops(at: answering.time, in: &home)
        try reviewed.note(.refuse, in: &home, at: answering.time)
        try approve(reviewed, earlier ?? reason, answering.mode, terminal)
        if let earlier, earlier != reason {
            try SignerError.lifting {
                let text = ReviewText(terminal.language)
                try terminal.write(text.visit(.refusedBefore) + text.visit(.reasonDropped(reason.description)))
            }
        }

        let isRepeated: Bool
        let document: Document<Refusal>
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
            let (entry, refused, wasRefused) = try record(reviewed, reason, answering, signer, in: &home)
            isRepeated = wasRefused
            document = try signer.sign(
                Refusal(
                    statement: CaseStatement(
                        network: owner.network, caseID: refused.caseID, caseDigest: refused.caseDigest,
                        vaultHash: refused.vaultHash, person: owner.person, device: owner.device),
                    reason: refused.reason, build: refused.build, journalSequence: entry.sequence,
                    journalHead: entry.hash, date: entry.time.date))
        }
        return try WrittenFile(output, document.encoded, isRepeated: isRepeated)
    }

    private static func approve(
        _ reviewed: CaseReview, _ reason: RefusalReason, _ mode: ApprovalMode, _ terminal: some ReviewTerminal
    ) throws(SignerError) {
        switch mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            let answer = try SignerError.lifting {
                let text = ReviewText(terminal.language)
                try terminal.show(pages: reviewed.pages(in: terminal.language))
                try terminal.write(text.visit(.refusalIsFinal) + text.visit(.refusalReason(reason.description)))
                return try terminal.ask(text.prompt(.refusePrompt(word: word)))
            }
            guard answer == word else { throw .notRefused }
        case .expectedDigest(let expected):
            guard reviewed.vault.document.body.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting { try terminal.write(reviewed.pages(in: terminal.language).flatMap { $0 + [""] }) }
            guard reviewed.caseDigest == expected else {
                throw .digestDiffers(expected: expected, found: reviewed.caseDigest)
            }
        }
    }

    /// The same contents are refused once: that refusal is given again from its entry, with its own reason. Other contents
    /// under the same case id are refused anew, so that the file in hand is always the one that is refused.
    private static func record(
        _ reviewed: CaseReview, _ reason: RefusalReason, _ answering: CaseAnswering, _ signer: borrowing OpenSigner,
        in home: inout SignerHome
    ) throws(SignerError) -> (entry: JournalEntry, refusal: JournalEvent.CaseRefused, isRepeated: Bool) {
        if let (entry, refusal) = home.journal.refused(reviewed.file.caseID, digest: reviewed.caseDigest) {
            return (entry, refusal, true)
        }
        let refusal = JournalEvent.CaseRefused(
            caseID: reviewed.file.caseID, caseDigest: reviewed.caseDigest,
            vaultHash: reviewed.vault.document.digest, build: answering.build, reason: reason,
            orders: reviewed.review.facts?.header.orders ?? [])
        return (try home.record(.refused(refusal), at: answering.time, signer), refusal, false)
    }
}
