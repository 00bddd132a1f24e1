extension Sheet {
    /// The sheet as plain text; lines fit paper, but for `Block.exact`, which is never broken.
    package var text: String {
        let rule = String(repeating: "=", count: min(TextLayout.columnCount(title), TextLayout.columns))
        return ([title, rule] + blocks.flatMap(Self.lines)).map { $0 + "\n" }.joined()
    }

    private static func lines(_ block: Block) -> [String] {
        switch block {
        case .heading(let text):
            let rule = String(repeating: "-", count: min(TextLayout.columnCount(text), TextLayout.columns))
            return ["", text, rule]
        case .paragraph(let text): return [""] + TextLayout.wrap(text)
        case .notice(let text): return [""] + TextLayout.wrap(text, indent: "!! ", hanging: "!! ")
        case .exact(let text): return ["", text]
        case .rows(let rows): return [""] + Self.lines(rows)
        case .table(let columns, let rows): return [""] + Self.lines(columns, rows)
        case .steps(let steps):
            return steps.enumerated().flatMap { index, step in
                TextLayout.wrap(step, indent: "\(index + 1). ", hanging: "   ")
            }
        }
    }

    private static func lines(_ rows: [Row]) -> [String] {
        let width = rows.map { TextLayout.columnCount($0.name) }.max() ?? 0
        let hanging = String(repeating: " ", count: width + 2)
        return rows.flatMap { row in
            TextLayout.wrap(row.value.text, indent: padded(row.name, to: width) + "  ", hanging: hanging)
        }
    }

    private static func lines(_ columns: [String], _ rows: [[Cell]]) -> [String] {
        let table = [columns] + rows.map { $0.map(\.text) }
        let widths = columns.indices.map { column in
            table.map { TextLayout.columnCount($0[column]) }.max() ?? 0
        }
        return table.flatMap { cells in
            // Only the last column may be longer than its line.
            let start = zip(cells, widths).dropLast().map { padded($0, to: $1) + "  " }.joined()
            return TextLayout.wrap(
                cells.last ?? "", indent: start,
                hanging: String(repeating: " ", count: TextLayout.columnCount(start)))
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - TextLayout.columnCount(text)))
    }
}
