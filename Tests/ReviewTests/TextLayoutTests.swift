import Review
import Testing

@Suite("Lines of the review")
struct TextLayoutTests {
    @Test("break at spaces and never exceed the columns, whatever the words")
    func wrap() {
        let long = String(repeating: "x", count: 200)
        for text in ["", "word", "many words " + String(repeating: "and more ", count: 30), "a \(long) b", "山" + long] {
            let lines = TextLayout.wrap(text, indent: "  ")
            #expect(lines.allSatisfy { TextLayout.columnCount($0) <= TextLayout.columns })
            let letters = lines.joined().filter { $0 != " " }
            #expect(letters == text.filter { $0 != " " })
        }
    }

    @Test("count East Asian letters as two columns")
    func width() {
        #expect(TextLayout.columnCount("山田") == 4)
        #expect(TextLayout.wrap(String(repeating: "山", count: 60)).map(TextLayout.columnCount) == [76, 44])
    }

    @Test("never split a group of an address")
    func groups() {
        let groups = (0..<17).map { "g\($0 + 10)x" }
        let lines = TextLayout.lines(ofGroups: groups, indent: "  ")
        #expect(lines.count == 3)
        #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == groups)
        #expect(lines.allSatisfy { $0.hasPrefix("  g") })
    }
}
