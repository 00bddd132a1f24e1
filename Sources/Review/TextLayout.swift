/// Breaks review text into lines that fit every terminal the review runs in.
package enum TextLayout {
    /// The columns of a review line; terminals of 80 columns keep a margin for the pager.
    package static let columns = 76

    /// The groups of four address characters on one line, so that long addresses break at the same place everywhere.
    package static let groupsPerLine = 8

    /// Breaks a sentence at spaces; lines after the first begin with `hanging` where it is given. A word longer than a
    /// line is broken, never cut off.
    package static func wrap(_ text: String, indent: String = "", hanging: String? = nil) -> [String] {
        let next = hanging ?? indent
        var lines: [String] = []
        var line = indent
        var width = columnCount(indent)
        let room = columns - max(width, columnCount(next))
        var isFresh = true
        for word in text.split(separator: " ").flatMap({ pieces(of: $0, width: room) }) {
            let size = columnCount(word)
            if !isFresh, width + 1 + size > columns {
                lines.append(line)
                line = next
                width = columnCount(next)
                isFresh = true
            }
            if !isFresh {
                line += " "
                width += 1
            }
            line += word
            width += size
            isFresh = false
        }
        lines.append(line)
        return lines
    }

    /// Lays out groups (of an address) in lines that never split a group.
    package static func lines(ofGroups groups: [String], indent: String) -> [String] {
        stride(from: 0, to: groups.count, by: groupsPerLine).map { start in
            indent + groups[start..<min(start + groupsPerLine, groups.count)].joined(separator: " ")
        }
    }

    /// The columns that a text takes in a terminal: East Asian wide characters take two.
    package static func columnCount(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
    }

    private static func pieces(of word: Substring, width: Int) -> [String] {
        guard columnCount(word) > width, width > 1 else { return [String(word)] }
        var pieces: [String] = []
        var piece = ""
        var size = 0
        for character in word {
            let next = columnCount(String(character))
            if size + next > width, !piece.isEmpty {
                pieces.append(piece)
                piece = ""
                size = 0
            }
            piece.append(character)
            size += next
        }
        pieces.append(piece)
        return pieces
    }

    // UAX #11, the blocks that fixed-width terminals draw in two cells; an over-estimate only breaks a line earlier.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115f, 0x231a...0x23ff, 0x25a0...0x27bf, 0x2b00...0x2bff, 0x2e80...0xa4cf, 0xac00...0xd7a3,
            0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f000...0x1faff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
