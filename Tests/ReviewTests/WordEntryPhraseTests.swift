import BitcoinPrimitives
import ByteCoding
import Review
import Testing

@Suite("The sentences about the words of a backup")
struct WordEntryPhraseTests {
    static let phrases: [(WordEntryPhrase, [String])] = [
        (.introduction(counts: [12, 24]), ["12", "24"]), (.firstPrompt, ["1"]),
        (.prompt(position: 7, isEnough: false), ["7"]), (.prompt(position: 13, isEnough: true), ["13"]),
        (.taken(first: 3, last: 3), ["3"]), (.taken(first: 3, last: 8), ["3", "8"]), (.takenBack(position: 5), ["5"]),
        (.notEnough(count: 11, counts: [12, 15]), ["11", "12", "15"]),
        (.unknownWord(position: 4, list: .english, near: ["able", "about"]), ["4", "able", "about"]),
        (.unknownWord(position: 4, list: .japanese, near: []), ["4"]),
        (.otherList(position: 9, found: .japanese, expected: .english), ["9"]), (.notText, ["UTF-8"]),
        (.passphrasePrompt, ["BIP-39"]), (.finalWords(position: 12, count: 128, list: .english), ["12", "128"]),
        (.finalWordsNotice, []),
    ]

    @Test("say the same numbers and words in both languages", arguments: phrases)
    func sameFacts(phrase: WordEntryPhrase, facts: [String]) {
        for language in ScreenLanguage.allCases {
            let text = language.text(phrase)
            #expect(!text.isEmpty)
            for fact in facts { #expect(text.contains(fact), "\(text)") }
        }
        let isASCII = ScreenLanguage.allCases.map { language in
            language.text(phrase).utf8.allSatisfy { $0 < 0x80 }
        }
        #expect(isASCII == [true, false])
    }

    @Test("name the fingerprint, the list and the sign that takes a word back")
    func named() throws {
        let fingerprint = try Fingerprint(parsing: "73c5da0a")
        for language in ScreenLanguage.allCases {
            #expect(language.text(.fingerprint(fingerprint)).contains("73c5da0a"))
            #expect(language.text(.introduction(counts: [12])).contains(WordEntryPhrase.takeBack))
            let lists = ScreenLanguage.allCases.map { language.text(.finalWords(position: 1, count: 1, list: $0)) }
            #expect(Set(lists).count == 2)
            let others = ScreenLanguage.allCases.map {
                language.text(.otherList(position: 1, found: $0, expected: $0 == .english ? .japanese : .english))
            }
            #expect(Set(others).count == 2)
        }
    }
}
