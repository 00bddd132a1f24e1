import ByteCoding
import Custody
import Review

extension Saying {
    /// Every sentence of a visit, with fresh values.
    static func visits(_ values: inout SampleValues) throws -> [Saying] {
        let phrases: [VisitPhrase] = [
            .askedBefore(times: values.number()), .answerFromPaper, .positionsCount, .shareWritten, .secondLookOffered,
            .secondLookPrompt(word: "y1"), .title(.secondLook), .title(.release), .quorumNotCounted,
            .quorumStands(shares: values.number(), threshold: values.number()), .heldBack(try values.identifiers()),
            .inThisFile(try values.identifiers()), .approved, .confirmedSoFar, .stillToConfirm(missing: nil),
            .stillToConfirm(missing: values.number()), .nobody,
            .person(
                try values.identifier(), organisation: try values.identifier(), site: try values.identifier()),
            .otherFactsShown(to: try values.identifiers()), .compareWithThem, .lastConfirmation(isReleasing: true),
            .lastConfirmation(isReleasing: false), .releaseNotice, .signaturesAreOut, .refusalIsFinal,
            .refusalReason(values.text()), .refusePrompt(word: "r1"), .refusedBefore, .reasonDropped(values.text()),
        ]
        let secrets: [SecretPhrase] = [
            .keystorePassphrase, .newKeystorePassphrase, .samePassphrase,
        ]
        let restorations: [RestorationPhrase] = [.wordsHistory, .wordsHistoryPrompt]
        return phrases.map { phrase in Saying(phrase) { $0.text(phrase) } }
            + restorations.map { phrase in Saying(phrase) { $0.text(phrase) } }
            + secrets.map { phrase in Saying(phrase) { $0.text(phrase) } }
    }
}
