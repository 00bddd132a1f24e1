import ArgumentParser
import ByteCoding
import CommandSupport
import Testing

@Suite("The language of the screens")
struct LanguageChoiceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let requested: ScreenLanguage?
        let environment: [String: String]
        let language: ScreenLanguage
        var obstacle: LanguageChoice.Obstacle?

        var testDescription: String { "\(requested?.rawValue ?? "-") \(environment)" }
    }

    static let rows = [
        Row(requested: nil, environment: [:], language: .english),
        Row(requested: nil, environment: ["LANG": "ja_JP.UTF-8"], language: .japanese),
        Row(requested: nil, environment: ["LANG": "ja_JP.utf8", "TERM": "xterm"], language: .japanese),
        Row(requested: nil, environment: ["LANG": "de_DE.UTF-8"], language: .english),
        Row(requested: nil, environment: ["LANG": "C.UTF-8"], language: .english),
        // The first that is set and not empty counts.
        Row(requested: nil, environment: ["LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"], language: .japanese),
        Row(requested: nil, environment: ["LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"], language: .english),
        Row(requested: nil, environment: ["LANG": "ja_JP.UTF-8", "LC_MESSAGES": ""], language: .japanese),
        Row(
            requested: nil,
            environment: ["LANG": "ja_JP.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"],
            language: .english),
        Row(requested: nil, environment: ["LANG": "C", "LC_ALL": "ja_JP.UTF-8"], language: .japanese),
        // The option goes first.
        Row(requested: .japanese, environment: ["LANG": "en_US.UTF-8"], language: .japanese),
        Row(requested: .japanese, environment: ["LANG": "C.UTF-8"], language: .japanese),
        Row(requested: .english, environment: ["LANG": "ja_JP.UTF-8"], language: .english),
        // Japanese needs UTF-8, and a terminal that has its letters.
        Row(
            requested: nil, environment: ["LANG": "ja_JP.eucJP"], language: .english,
            obstacle: .notUTF8(locale: "ja_JP.eucJP")),
        Row(requested: .japanese, environment: ["LANG": "C"], language: .english, obstacle: .notUTF8(locale: "C")),
        Row(requested: .japanese, environment: [:], language: .english, obstacle: .notUTF8(locale: "")),
        Row(
            requested: nil, environment: ["LANG": "ja_JP.UTF-8", "LC_CTYPE": "ja_JP.SJIS"], language: .english,
            obstacle: .notUTF8(locale: "ja_JP.SJIS")),
        Row(
            requested: .japanese, environment: ["LANG": "en_US.UTF-8", "TERM": "linux"], language: .english,
            obstacle: .linuxConsole),
        Row(requested: nil, environment: ["LANG": "C", "TERM": "linux"], language: .english),
    ]

    @Test("is the one asked for or the locale's, where the terminal can show it", arguments: rows)
    func chooses(_ row: Row) {
        let choice = LanguageChoice(requested: row.requested, environment: row.environment)
        #expect(choice.language == row.language)
        #expect(choice.obstacle == row.obstacle)
    }

    @Test("says in one line of plain ASCII why it is not Japanese")
    func saysWhy() {
        let locale = LanguageChoice.Obstacle.notUTF8(locale: "ja\u{1b}[2J").text
        #expect(
            locale
                == "the screens are in English, because the locale \"ja\\u{1b}[2J\" is not UTF-8; set LC_ALL=C.UTF-8 "
                + "where the terminal shows UTF-8")
        #expect(LanguageChoice.Obstacle.linuxConsole.text.utf8.allSatisfy { (0x20..<0x7f).contains($0) })
    }

    @Test("is en or ja on the command line, and nothing else")
    func option() throws {
        #expect(try LanguageOptions.parse(["--lang", "ja"]).requested == .japanese)
        #expect(try LanguageOptions.parse(["--lang", "en"]).requested == .english)
        #expect(try LanguageOptions.parse([]).requested == nil)
        #expect(throws: (any Error).self) { try LanguageOptions.parse(["--lang", "jp"]) }
    }

    @Test("is English, the canonical one, where a terminal does not say another")
    func terminals() {
        #expect(UnattendedTerminal().language == .english)
        #expect(UnattendedTerminal(language: .japanese).language == .japanese)
    }

    @Test("below a screen says the same numbers in both languages")
    func page() {
        let phrase = TerminalPhrase.page(3, of: 12, isEnd: true)
        #expect(phrase.text(in: .english) == "[3 of 12, end of page] press Enter to go on: ")
        #expect(phrase.text(in: .japanese) == "[3/12、ページの終わり] Enterキーを押すと進みます：")
        let middle = TerminalPhrase.page(3, of: 12, isEnd: false)
        #expect(middle.text(in: .english) == "[3 of 12, page continues] press Enter to go on: ")
        #expect(middle.text(in: .japanese) == "[3/12、ページの途中] Enterキーを押すと進みます：")
    }
}
