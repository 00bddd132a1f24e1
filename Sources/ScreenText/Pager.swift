/// Pages on a screen, one after another: each whole, in parts where it is higher than the screen, none skipped.
///
/// A page counts as seen when its last part was left forwards. When the window changes, the page that stands there begins
/// again: its parts are others now, and what was half read in the old ones might be lost between them.
package struct Pager: Sendable {
    /// What stands on the screen at one time.
    package struct Screen: Hashable, Sendable {
        /// The page, from 1, and the number of pages.
        package let page: Int
        package let pageCount: Int

        /// The part of the page, from 1, and the number of its parts.
        package let part: Int
        package let partCount: Int

        /// The lines, as many and as wide as the screen shows.
        package let lines: [String]
    }

    /// How many pages were seen to their end.
    package private(set) var pagesSeen = 0

    private let pages: [[String]]
    private let label: @Sendable (_ part: Int, _ count: Int) -> String
    private var columns: Int
    private var rows: Int
    private var page = 0
    private var part = 0
    private var parts: [[String]] = []
    private var isDone = false

    /// Begins with the first part of the first page.
    /// - Parameters:
    ///   - pages: their lines; the first line of a page is its title, which every part repeats.
    ///   - rows: the rows for a page's lines, without those that the question below takes.
    ///   - label: names a part, such as `part 1 of 2`.
    package init(
        pages: [[String]], columns: Int, rows: Int, label: @escaping @Sendable (_ part: Int, _ count: Int) -> String
    ) {
        self.pages = pages
        self.columns = columns
        self.rows = rows
        self.label = label
        isDone = pages.isEmpty
        layOut()
    }

    /// What stands on the screen; `nil` when every page was seen and left.
    package var screen: Screen? {
        guard !isDone, parts.indices.contains(part) else { return nil }
        return Screen(
            page: page + 1, pageCount: pages.count, part: part + 1, partCount: parts.count, lines: parts[part])
    }

    /// Goes on to the next part or page; after the last one there is no screen any more.
    package mutating func goOn() {
        guard !isDone else { return }
        if part + 1 < parts.count {
            part += 1
            return
        }
        pagesSeen = max(pagesSeen, page + 1)
        guard page + 1 < pages.count else {
            isDone = true
            return
        }
        page += 1
        part = 0
        layOut()
    }

    /// Goes back to the part or page before; on the first it stays.
    package mutating func goBack() {
        guard !isDone else { return }
        if part > 0 {
            part -= 1
        } else if page > 0 {
            page -= 1
            layOut()
            part = parts.count - 1
        }
    }

    /// Takes the size of the window; returns whether it is another one, so that the page begins again.
    package mutating func resize(columns: Int, rows: Int) -> Bool {
        guard columns != self.columns || rows != self.rows else { return false }
        self.columns = columns
        self.rows = rows
        part = 0
        layOut()
        return true
    }

    private mutating func layOut() {
        parts = isDone ? [] : Self.parts(of: pages[page], columns: columns, rows: max(rows, Self.fewestRows), label)
    }

    /// A heading of three rows and one line below it.
    private static let fewestRows = 4

    /// The parts of a page, each with the page's title.
    private static func parts(
        of page: [String], columns: Int, rows: Int, _ label: (Int, Int) -> String
    ) -> [[String]] {
        let lines = page.flatMap { DisplayWidth.fold($0, to: columns) }
        guard lines.count > rows else { return [lines] }
        let folded = page.first.map { DisplayWidth.fold($0, to: columns) } ?? []
        // A first line as long as a paragraph is no title.
        let title = folded.count == 1 ? folded : []
        let chunks = chunks(of: Array(lines.dropFirst(title.count)), height: rows - title.count - 2)
        return chunks.enumerated().map { title + [label($0.offset + 1, chunks.count), ""] + $0.element }
    }

    /// Cuts lines into pieces that are not higher than `height`, before a line that begins something new where there is one
    /// in the lower half.
    private static func chunks(of lines: [String], height: Int) -> [[String]] {
        var chunks: [[String]] = []
        var rest = lines.drop { $0.isEmpty }
        while !rest.isEmpty {
            var end = min(rest.startIndex + height, rest.endIndex)
            if end < rest.endIndex {
                let lowerHalf = (rest.startIndex + (height + 1) / 2)...end
                end = lowerHalf.last { !isContinued(rest[$0]) } ?? end
            }
            var chunk = Array(rest[rest.startIndex..<end])
            while chunk.last?.isEmpty == true { chunk.removeLast() }
            chunks.append(chunk)
            rest = rest[end...].drop { $0.isEmpty }
        }
        return chunks
    }

    /// Whether a line belongs to the one above it, as its indent says.
    private static func isContinued(_ line: String) -> Bool { line.hasPrefix(" ") }
}
