/// Counts the columns that text takes in a terminal, and fits lines to them.
package enum DisplayWidth {
    /// The columns that a text takes: two for wide letters, none for marks upon a letter, one for every other.
    package static func columns(of text: some StringProtocol) -> Int {
        // Most text is ASCII, and long reviews are much text.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + ColumnWidth.columns(of: $1) }
    }

    /// Folds a line that is too long by the rules of ``LineBreaking``; only spaces at a fold are left out.
    package static func fold(_ line: String, to width: Int) -> [String] {
        guard width > 0, columns(of: line) > width else { return [line] }
        let indent = String(line.prefix { $0 == " " })
        return LineBreaking.lines(line.dropFirst(indent.count), columns: width, indent: indent)
    }
}
