import ScreenText
import Testing

@Suite("Pages on a screen")
struct PagerTests {
    private func pager(_ pages: [[String]], columns: Int = 20, rows: Int = 8) -> Pager {
        Pager(pages: pages, columns: columns, rows: rows) { "(part \($0) of \($1))" }
    }

    /// Every screen from the first to the last.
    private func screens(_ pager: Pager) -> [Pager.Screen] {
        var pager = pager
        var screens: [Pager.Screen] = []
        while let screen = pager.screen {
            screens.append(screen)
            pager.goOn()
        }
        return screens
    }

    @Test("shows a page that fits as it is, and one that does not in parts under its title")
    func parts() {
        let long = ["Title", ""] + (1...12).map { "line \($0)" }
        let shown = screens(pager([["One", "a"], long]))
        #expect(shown.map(\.page) == [1, 2, 2, 2])
        #expect(shown.map(\.part) == [1, 1, 2, 3])
        #expect(shown.map(\.partCount) == [1, 3, 3, 3])
        #expect(
            shown.map(\.lines) == [
                ["One", "a"],
                ["Title", "(part 1 of 3)", "", "line 1", "line 2", "line 3", "line 4", "line 5"],
                ["Title", "(part 2 of 3)", "", "line 6", "line 7", "line 8", "line 9", "line 10"],
                ["Title", "(part 3 of 3)", "", "line 11", "line 12"],
            ])
    }

    @Test("keeps what belongs together in one part where it can")
    func togetherness() {
        let page = ["Title", "", "one", "  of one", "two", "  of two", "  of two", "three", "  of three"]
        let shown = screens(pager([page]))
        #expect(
            shown.map { Array($0.lines.dropFirst(3)) } == [
                ["one", "  of one"] + ["two", "  of two", "  of two"], ["three", "  of three"],
            ])
        let split = screens(pager([["Title", "", "one"] + (1...9).map { "  \($0)" }]))
        #expect(split.map { $0.lines.count - 3 } == [5, 5])
    }

    @Test("shows one very long line whole, in parts without a title")
    func longLine() {
        let shown = screens(pager([[String(repeating: "x", count: 205)]]))
        #expect(shown.map { $0.lines.count } == [8, 7])
        #expect(shown.flatMap(\.lines).filter { $0.hasPrefix("x") }.joined().count == 205)
    }

    @Test("counts a page as seen when its last part was left forwards, and goes back without losing the count")
    func counts() {
        var pager = pager([["One"], ["Two"] + (1...12).map { "\($0)" }, ["Three"]])
        pager.goBack()
        #expect(pager.screen?.page == 1 && pager.pagesSeen == 0)
        pager.goOn()
        #expect(pager.screen?.page == 2 && pager.pagesSeen == 1)
        pager.goOn()
        #expect(pager.screen?.part == 2 && pager.pagesSeen == 1)
        pager.goBack()
        pager.goBack()
        #expect(pager.screen?.page == 1 && pager.pagesSeen == 1)
        for _ in 0..<4 { pager.goOn() }
        #expect(pager.screen?.page == 3 && pager.pagesSeen == 2)
        pager.goBack()
        #expect(pager.screen?.page == 2 && pager.screen?.part == 3 && pager.pagesSeen == 2)
        pager.goOn()
        pager.goOn()
        #expect(pager.screen == nil && pager.pagesSeen == 3)
        pager.goOn()
        pager.goBack()
        #expect(pager.screen == nil && pager.pagesSeen == 3)
        #expect(self.pager([]).screen == nil)
    }

    @Test("begins a page again when the window changes, and leaves it alone when it does not")
    func resizes() {
        var pager = pager([["One"], ["Two"] + (1...12).map { "\($0)" }])
        pager.goOn()
        pager.goOn()
        let same = pager.resize(columns: 20, rows: 8)
        #expect(!same && pager.screen?.part == 2)
        let other = pager.resize(columns: 20, rows: 7)
        #expect(other && pager.screen?.page == 2 && pager.screen?.part == 1 && pager.pagesSeen == 1)
    }

    @Test(
        "loses no line of no page, whatever is typed and however the window changes",
        arguments: 0..<30 as Range<UInt64>)
    func losesNothing(seed: UInt64) {
        var dice = Dice(seed: seed)
        let pages = (0..<dice.roll(1...5)).map { page in
            ["Page \(page)", ""]
                + (0..<dice.roll(0...20)).map { line in
                    String(repeating: " ", count: dice.roll(0...1) * 2) + "p\(page)l\(line)."
                        + String(repeating: "x", count: dice.roll(0...60))
                }
        }
        var pager = pager(pages, columns: dice.roll(20...60), rows: dice.roll(8...20))
        var size: (columns: Int, rows: Int)?
        /// What was read of each page since it was last begun in this window, in order.
        var read: [Int: [Int: [String]]] = [:]
        var left: Set<Int> = []
        var steps = 0
        while let screen = pager.screen, steps < 5_000 {
            steps += 1
            if let size { #expect(screen.lines.count <= size.rows) }
            #expect(screen.lines.allSatisfy { size == nil || DisplayWidth.columns(of: $0) <= size?.columns ?? 0 })
            read[screen.page, default: [:]][screen.part] = screen.lines
            switch dice.roll(0...59) {
            // A window that changes all the time is never read to its end.
            case 0...5: pager.goBack()
            case 6:
                let new = (columns: dice.roll(20...60), rows: dice.roll(8...20))
                if pager.resize(columns: new.columns, rows: new.rows) { read = [:] }
                size = new
            default:
                pager.goOn()
                let parts = (1...screen.partCount).compactMap { read[screen.page]?[$0] }
                guard screen.part == screen.partCount, parts.count == screen.partCount else { continue }
                left.insert(screen.page)
                let heading = screen.partCount > 1 ? 3 : 0
                let title = screen.partCount > 1 ? pages[screen.page - 1][0] : ""
                let text = title + parts.map { $0.dropFirst(heading).joined() }.joined()
                #expect(text.filter { $0 != " " } == pages[screen.page - 1].joined().filter { $0 != " " })
            }
        }
        #expect(pager.screen == nil && left == Set(1...pages.count) && pager.pagesSeen == pages.count)
    }

    /// Numbers that look drawn and are the same in every run (a linear congruential generator).
    private struct Dice {
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

        mutating func roll(_ range: ClosedRange<Int>) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return range.lowerBound + Int((state >> 33) % UInt64(range.count))
        }
    }
}
