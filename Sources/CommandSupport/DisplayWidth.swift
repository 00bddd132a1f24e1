/// Counts terminal columns and folds lines that are too long for them.
package enum DisplayWidth {
    /// The columns that a text takes: two for East Asian wide letters and for symbols, one for every other.
    package static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// Folds a line at spaces where it can and inside a word where it must; only a space at a fold is left out.
    package static func fold(_ line: String, to width: Int) -> [String] {
        guard width > 0, columns(of: line) > width else { return [line] }
        var lines: [String] = []
        var current: [Unicode.Scalar] = []
        var used = 0
        var lastSpace: Int?
        for scalar in line.unicodeScalars {
            let size = columns(of: scalar)
            if used + size > width, scalar == " " {
                lines.append(text(current[...]))
                current = []
                used = 0
                lastSpace = nil
                continue
            }
            if used + size > width {
                // A line that has only its indentation before the space is cut inside the word.
                if let space = lastSpace, current[..<space].contains(where: { $0 != " " }) {
                    lines.append(text(current[..<space]))
                    current = Array(current[(space + 1)...])
                } else {
                    lines.append(text(current[...]))
                    current = []
                }
                used = current.reduce(0) { $0 + columns(of: $1) }
                lastSpace = current.lastIndex(of: " ")
            }
            if scalar == " " { lastSpace = current.count }
            current.append(scalar)
            used += size
        }
        lines.append(text(current[...]))
        return lines
    }

    /// Takes as many lines as a screen shows, folded to its width; what remains stays in `lines` and is folded too, so
    /// that not even one very long line runs off the screen unseen.
    package static func takeScreen(from lines: inout [String], columns: Int, rows: Int) -> [String] {
        let folded = lines.flatMap { fold($0, to: columns) }
        lines = Array(folded.dropFirst(max(rows, 1)))
        return Array(folded.prefix(max(rows, 1)))
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    // The wide blocks of Unicode TR 11, and those of symbols that terminals draw in one column or in two: counting two
    // only folds a line earlier.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115f, 0x231a...0x23ff, 0x25a0...0x27bf, 0x2b00...0x2bff, 0x2e80...0x303e, 0x3041...0x33ff,
            0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf,
            0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f000...0x1faff,
            0x20000...0x3fffd:
            2
        default: 1
        }
    }
}
