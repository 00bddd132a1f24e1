import ScreenText

/// Breaks review text into lines that fit every terminal the review runs in.
package enum TextLayout {
    /// The columns of a review line; terminals of 80 columns keep a margin for the pager.
    package static let columns = 76

    /// The groups of four address characters on one line, so that long addresses break at the same place everywhere.
    package static let groupsPerLine = 8

    /// Breaks a sentence by the rules of ``LineBreaking``; lines after the first begin with `hanging` where it is given.
    package static func wrap(_ text: String, indent: String = "", hanging: String? = nil) -> [String] {
        LineBreaking.lines(text, columns: columns, indent: indent, hanging: hanging ?? indent)
    }

    /// Lays out groups (of an address) in lines that never split a group.
    package static func lines(ofGroups groups: [String], indent: String) -> [String] {
        stride(from: 0, to: groups.count, by: groupsPerLine).map { start in
            indent + groups[start..<min(start + groupsPerLine, groups.count)].joined(separator: " ")
        }
    }

    /// The columns that a text takes in a terminal.
    package static func columnCount(_ text: some StringProtocol) -> Int { DisplayWidth.columns(of: text) }
}
