import BitcoinPrimitives
import ByteCoding
import Review

extension Saying {
    /// Every sentence of the ceremony that makes keys, and of the words that are typed, with fresh values.
    static func ceremonies(_ values: inout SampleValues) throws -> [Saying] {
        try (ceremony(&values).map { phrase in Saying(phrase) { $0.text(phrase) } })
            + (try wordEntry(&values).map { phrase in Saying(phrase) { $0.text(phrase) } })
            + secrets.map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static let secrets: [SecretPhrase] = [.keystorePassphrase, .newKeystorePassphrase, .samePassphrase]

    private static func ceremony(_ values: inout SampleValues) throws -> [CeremonyPhrase] {
        let throwings: [CeremonyPhrase.Throwing] = [.dice, .coins, .cards, .deck]
        let (first, last) = (values.number(), values.number())
        return throwings.map { .howTo($0, fewest: values.number(20...200)) } + [
            .machineDrawn(commitment: try values.digest()), .diceAlone,
            .soFar(throws: values.number(), millibits: values.number(), missing: 0),
            .soFar(throws: values.number(), millibits: values.number(), missing: values.number(1...99)),
            .throwsPrompt(next: values.number()), .throwsTitle(first: first, last: last), .throwsAccept(word: "y1"),
            .throwsAgain, .wordsIntroduction(count: values.number()), .wordsPrompt,
            .wordsTitle(first: first, last: last, of: values.number()), .secretPagePrompt, .recipeTitle, .recipeMachine,
            .recipeFormula(method: "m1", bytes: values.number()), .quizIntroduction,
            .quizPrompt(number: first, of: last), .quizWrong(number: first), .quizPassed(count: last),
            .wordsPassphraseWarning, .wordsPassphrasePrompt, .wordsPassphraseAgain,
            .fingerprint(try values.fingerprint(), withPassphrase: true),
            .fingerprint(try values.fingerprint(), withPassphrase: false), .fingerprintPrompt,
            .verified(count: values.number()),
        ]
    }

    private static func wordEntry(_ values: inout SampleValues) throws -> [WordEntryPhrase] {
        let lists = ScreenLanguage.allCases.flatMap { list -> [WordEntryPhrase] in
            [
                .unknownWord(position: values.number(), list: list, near: ["w1", "w2"]),
                .unknownWord(position: values.number(), list: list, near: []),
                .otherList(position: values.number(), found: list, expected: list == .english ? .japanese : .english),
                .finalWords(position: values.number(), count: values.number(), list: list),
            ]
        }
        return lists + [
            .introduction(counts: [values.number()]), .introduction(counts: values.numbers()), .firstPrompt,
            .prompt(position: values.number(), isEnough: false), .prompt(position: values.number(), isEnough: true),
            .taken(first: 3, last: 3), .taken(first: values.number(1...11), last: values.number(12...24)),
            .takenBack(position: values.number()), .notEnough(count: values.number(), counts: values.numbers()),
            .notText, .passphrasePrompt, .fingerprint(try values.fingerprint()), .finalWordsNotice,
        ]
    }
}
