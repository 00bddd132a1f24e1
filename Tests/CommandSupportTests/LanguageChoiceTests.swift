import ArgumentParser
import ByteCoding
import CommandSupport
import ScreenText
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
    func page() throws {
        var pager = Pager(
            pages: [["one"], ["two"] + (1...30).map { "line \($0)" }], columns: 80, rows: 22
        ) { TerminalPhrase.part($0, of: $1).text(in: .japanese) }
        pager.goOn()
        let screen = try #require(pager.screen)
        #expect(screen.lines.prefix(3) == ["two", "（2分割の1）", ""])
        let phrase = TerminalPhrase.page(screen, seen: pager.pagesSeen)
        #expect(
            phrase.text(in: .english) == "[2 of 2, part 1 of 2; 1 seen] b: back; press Enter to go on: ")
        #expect(phrase.text(in: .japanese) == "[2/2（2分割の1）、既読1]「b」で戻ります。Enterキーを押すと進みます：")
        let first = Pager(pages: [["one"]], columns: 80, rows: 22) { "\($0) \($1)" }
        let whole = TerminalPhrase.page(try #require(first.screen), seen: 0)
        #expect(whole.text(in: .english) == "[1 of 1; 0 seen] b: back; press Enter to go on: ")
        #expect(whole.text(in: .japanese) == "[1/1、既読0]「b」で戻ります。Enterキーを押すと進みます：")
        let small = TerminalPhrase.tooSmall(columns: 70, rows: 20)
        for language in ScreenLanguage.allCases {
            for number in ["70", "20", "80", "24"] { #expect(small.text(in: language).contains(number)) }
        }
    }
}
