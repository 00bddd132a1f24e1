import ScreenText
import TestSupport
import Testing

@Suite("Lines of a terminal")
struct LineBreakingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let columns: Int
        let lines: [String]

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "English breaks at spaces", text: "abc def ghi", columns: 7, lines: ["abc def", "ghi"]),
        Row(name: "a long word is cut", text: "abcdefghij", columns: 4, lines: ["abcd", "efgh", "ij"]),
        Row(name: "Japanese breaks anywhere", text: "連署連署", columns: 4, lines: ["連署", "連署"]),
        Row(name: "no line begins with a full stop", text: "署名する。次", columns: 8, lines: ["署名す", "る。次"]),
        Row(name: "no line begins with a comma", text: "案件、金庫", columns: 4, lines: ["案", "件、", "金庫"]),
        Row(name: "no line begins with a closing bracket", text: "鍵「甲乙」丙", columns: 8, lines: ["鍵「甲", "乙」丙"]),
        Row(name: "no line begins with a small kana", text: "ビット表", columns: 4, lines: ["ビッ", "ト表"]),
        Row(name: "no line begins with a prolonged sound", text: "甲コード", columns: 4, lines: ["甲", "コー", "ド"]),
        Row(name: "no line ends with an opening bracket", text: "甲乙「丙丁」", columns: 6, lines: ["甲乙", "「丙", "丁」"]),
        Row(name: "an opening bracket follows Latin letters", text: "abcd（甲）", columns: 6, lines: ["abcd", "（甲）"]),
        Row(name: "marks of several kinds stay together", text: "甲乙）。」丙", columns: 8, lines: ["甲", "乙）。」", "丙"]),
        Row(name: "a number keeps its unit", text: "fee of 12 sat now", columns: 10, lines: ["fee of", "12 sat now"]),
        Row(
            name: "a rate keeps its unit", text: "率は 5.000 sat/vB です", columns: 14, lines: ["率は", "5.000 sat/vB", "です"]),
        Row(name: "a share keeps its sign", text: "額の 0.01 %です", columns: 8, lines: ["額の", "0.01 %で", "す"]),
        Row(name: "a longer word is no unit", text: "12 sats and", columns: 5, lines: ["12", "sats", "and"]),
        Row(name: "a number keeps its counter", text: "送金先3件です", columns: 8, lines: ["送金先", "3件です"]),
        Row(name: "an ordinal keeps its number", text: "金庫は第12版", columns: 8, lines: ["金庫は", "第12版"]),
        Row(name: "Latin and Japanese part", text: "abc甲def", columns: 5, lines: ["abc甲", "def"]),
        Row(name: "marks stay with their letter", text: "甲か\u{3099}乙", columns: 4, lines: ["甲か\u{3099}", "乙"]),
        Row(
            name: "a mark takes no column", text: "e\u{301}e\u{301}e\u{301} ab", columns: 6,
            lines: ["e\u{301}e\u{301}e\u{301} ab"]),
        Row(name: "joined letters do not part", text: "甲\u{2060}乙丙", columns: 4, lines: ["甲\u{2060}乙", "丙"]),
        Row(name: "half-width kana break too", text: "ｱｲｳｴｵ", columns: 3, lines: ["ｱｲｳ", "ｴｵ"]),
        Row(name: "spaces inside a line stay", text: "ab   cd ef", columns: 8, lines: ["ab   cd", "ef"]),
        Row(name: "nothing is one empty line", text: "", columns: 8, lines: [""]),
    ]

    @Test("break where they may", arguments: rows)
    func breaks(_ row: Row) {
        #expect(LineBreaking.lines(row.text, columns: row.columns) == row.lines)
    }

    @Test("begin with their indents")
    func indents() {
        #expect(LineBreaking.lines("甲乙丙", columns: 8, indent: "->  ", hanging: "    ") == ["->  甲乙", "    丙"])
        #expect(DisplayWidth.fold("  abcdefgh", to: 6) == ["  abcd", "efgh"])
        #expect(DisplayWidth.fold("  甲乙丙", to: 6) == ["  甲乙", "丙"])
        #expect(DisplayWidth.fold("a  b ", to: 5) == ["a  b "])
    }

    @Test("never lose, add or reorder anything but spaces, and never exceed the columns, whatever the text")
    func everything() {
        var dice = SeededGenerator(seed: 0x5C12EE)
        let alphabet = Array("ab1 2 .,%/ 甲乙か、。）（「」ーッ第件ｱ｡　éЖ→…\u{301}\u{3099}\u{200d}👍sat BTC ")
        for _ in 0..<200 {
            let text = String(
                (0..<Int.random(in: 0..<60, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? " " })
            let columns = Int.random(in: 4..<34, using: &dice)
            let lines = LineBreaking.lines(text, columns: columns)
            // A letter with the marks upon it is the least that a line holds.
            #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= columns }, "\(columns): \(lines)")
            #expect(Self.letters(lines.joined()) == Self.letters(text))
        }
    }

    @Test("obey the rules of line starts and ends, whatever the text")
    func kinsoku() {
        var dice = SeededGenerator(seed: 0xF1257)
        let alphabet = Array("甲乙丙丁戊己庚辛かきくabc123、。）（「」ーッ")
        for _ in 0..<200 {
            // Marks stand alone, so that no piece is longer than a line.
            var text = ""
            for _ in 0..<Int.random(in: 0..<40, using: &dice) {
                let next = alphabet.randomElement(using: &dice) ?? " "
                let isMark = { (letter: Character?) in letter.map { "、。）（「」ーッ".contains($0) } ?? true }
                if isMark(next), isMark(text.last) { continue }
                text.append(next)
            }
            let lines = LineBreaking.lines(text, columns: 24)
            for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty {
                #expect(next.first.map { !"、。）」ーッ".contains($0) } ?? true, "\(lines)")
                #expect(line.last.map { !"（「".contains($0) } ?? true, "\(lines)")
            }
        }
    }

    private static func letters(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != " " } }
}
