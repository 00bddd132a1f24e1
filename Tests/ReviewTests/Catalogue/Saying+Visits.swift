import ByteCoding
import Custody
import Review

extension Saying {
    /// Every sentence of a visit, with fresh values.
    static func visits(_ values: inout SampleValues) throws -> [Saying] {
        let phrases: [VisitPhrase] = [
            .askedBefore(times: values.number()), .answerFromPaper, .positionsCount, .decideFirst,
            .decidePrompt(matches: "m1", differs: "d1"), .decidedMatches, .decidedDiffers, .shareWritten,
            .secondLookOffered,
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
        return phrases.map { phrase in Saying(phrase) { $0.text(phrase) } }
            + (try restorations(&values)).map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func restorations(_ values: inout SampleValues) throws -> [RestorationPhrase] {
        [
            .wordsHistory, .wordsHistoryPrompt, .quarantineBegins, .restoredTitle,
            .restoredMachine(try values.identifier(), adopted: 0),
            .restoredMachine(try values.identifier(), adopted: UInt64(values.number(1...99))),
            .restoredUnaware(try values.identifier(), seen: UInt64(values.number())), .ownAnswerBefore,
            .recording(of: try values.identifier(), vault: try values.identifier(), head: nil, cases: values.number()),
            .recording(
                of: try values.identifier(), vault: try values.identifier(), head: UInt64(values.number()),
                cases: values.number()),
            .adoptionTitle,
            .adoptionRecord(
                by: try values.identifier(), vault: try values.identifier(), date: try values.date(),
                entry: UInt64(values.number()), head: UInt64(values.number()), cases: values.number(), isRestored: true),
            .adoptionRecord(
                by: try values.identifier(), vault: try values.identifier(), date: try values.date(),
                entry: UInt64(values.number()), head: nil, cases: values.number(), isRestored: false),
            .adoptionCase(
                try values.caseID(), answers: RecordedAnswer.Kind.allCases, saidBy: try values.identifiers()),
            .adoptionPayment(try values.amount(), to: "a1b2"), .adoptionContradiction(try values.caseID()),
            .adoptionFork(UInt64(values.number())), .adoptionMeaning, .adoptionPrompt,
            .stillMissing(vault: try values.identifier(), people: try values.identifiers()),
            .adopted(vaults: try values.identifiers()),
        ]
    }
}
