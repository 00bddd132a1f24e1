import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about restored machines in English.
enum EnglishRestoration {
    static func text(_ phrase: RestorationPhrase) -> String {
        switch phrase {
        case .wordsHistory:
            "Did a machine ever hold these words, this one or another? Then it may have answered cases of which this "
                + "machine knows nothing, and this machine begins in quarantine until the other custodians' records "
                + "are taken over."
        case .wordsHistoryPrompt:
            "Type \"\(RestorationPhrase.neverUsedWord)\" if no machine ever held them, or nothing: "
        case .quarantineBegins:
            "This machine is in quarantine: it shows reviews, registers vaults and refuses, but signs, confirms and "
                + "releases nothing until the records of the other custodians of its vaults are taken over."
        case .restoredTitle: "MACHINES THAT WERE RESTORED"
        case .restoredMachine(let person, let adopted):
            "The machine of \(person) was restored from a backup and knows of its answers before only what others have "
                + "seen of them: "
                + (adopted == 0 ? "none of its journal" : "its journal up to entry \(adopted)")
                + ". Ask \(person) whether this is so."
        case .restoredUnaware(let person, let seen):
            "! It did not know of entry \(seen), which this machine has seen: what \(person) answered there may be "
                + "forgotten."
        case .ownAnswerBefore:
            "The file carries an answer in your name from before this machine was restored. If everything is right, it is "
                + "given again as it is. If you have not given it, stop: somebody has your identity key."
        case .recording(let person, let vault, let head, let cases):
            "This machine has seen \(entry(head)) of the journal of \(person), and answers of \(person) in "
                + "\(count(cases)) of the vault \(vault)."
        case .adoptionTitle: "WHAT OTHERS HAVE SEEN OF THIS MACHINE"
        case .adoptionRecord(let person, let vault, let date, let number, let head, let cases, let isRestored):
            "\(person), vault \(vault), on \(date) at entry \(number) of his journal: has seen \(entry(head)) of your "
                + "journal, and your answers in \(count(cases))."
                + (isRestored ? " ! His machine was restored itself and knows only what it saw since." : "")
        case .adoptionCase(let caseID, let answers, let people):
            "Case \(caseID.short), answered with: \(answers.map(word).joined(separator: ", ")). Said by: "
                + people.map(\.description).joined(separator: ", ")
        case .adoptionPayment(let amount, let destination): "\(amount.text) to \(destination)"
        case .adoptionContradiction(let caseID):
            "! CONTRADICTION: the records name two contents of the case \(caseID.short). Somebody lies, or somebody has "
                + "used your keys. Stop and compare with the others; this machine will never answer that case."
        case .adoptionFork(let sequence):
            "! CONTRADICTION: the records name two hashes of entry \(sequence) of your journal. Somebody lies, or two "
                + "machines ran with your keys. Stop and compare with the others."
        case .adoptionMeaning:
            "From then on every case, coin and payment counts as if this machine had answered it. Ask every author by voice "
                + "whether he made his record now. What none of them has seen stays forgotten: say so if you remember "
                + "more."
        case .adoptionPrompt: "Type \"\(RestorationPhrase.adoptionWord)\" to go on: "
        case .stillMissing(let vault, let people):
            "The vault \(vault) stays in quarantine; records are missing of "
                + people.map(\.description).joined(separator: ", ") + "."
        case .adopted(let vaults):
            "The quarantine is over for: " + vaults.map(\.description).joined(separator: ", ")
        }
    }

    private static func entry(_ head: UInt64?) -> String { head.map { "entry \($0)" } ?? "no entry" }

    private static func count(_ cases: Int) -> String { cases == 1 ? "1 case" : "\(cases) cases" }

    private static func word(_ kind: RecordedAnswer.Kind) -> String {
        switch kind {
        case .heldShare: "share"
        case .openShare: "share with signatures"
        case .confirmation: "confirmation"
        case .release: "release"
        case .refusal: "refusal"
        }
    }
}
