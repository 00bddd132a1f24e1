/// Breaks text into lines, English at its spaces, Japanese between letters by the rules of its typesetting.
///
/// The rules are those of JIS X 4051 for line starts and line ends, in their strict form: no line begins with 。、」 or
/// a small kana, none ends with an opening bracket. A number stays with its unit or counter. What is longer than a line
/// is cut, never left out.
package enum LineBreaking {
    /// The lines of a text, none wider than `columns`; the first begins with `indent`, the others with `hanging`.
    package static func lines(
        _ text: some StringProtocol, columns: Int, indent: String = "", hanging: String = ""
    ) -> [String] {
        if DisplayWidth.columns(of: indent) + DisplayWidth.columns(of: text) <= columns { return [indent + text] }
        let indents = max(DisplayWidth.columns(of: indent), DisplayWidth.columns(of: hanging))
        let room = max(columns - indents, widestScalar)
        var lines: [String] = []
        var line = indent
        var width = DisplayWidth.columns(of: indent)
        var isFresh = true
        for piece in pieces(of: text).flatMap({ $0.cut(to: room) }) {
            if !isFresh, width + piece.spaces + piece.columns > columns {
                lines.append(line)
                line = hanging
                width = DisplayWidth.columns(of: hanging)
                isFresh = true
            }
            if !isFresh {
                line += String(repeating: " ", count: piece.spaces)
                width += piece.spaces
            }
            line += piece.text
            width += piece.columns
            isFresh = false
        }
        lines.append(line)
        return lines
    }

    /// The most columns that one scalar takes.
    private static let widestScalar = 2

    /// What stays together in one line, and the spaces before it.
    private struct Piece {
        let spaces: Int
        let text: String
        let columns: Int

        init(spaces: Int, text: String) {
            self.spaces = spaces
            self.text = text
            columns = DisplayWidth.columns(of: text)
        }

        /// Parts that fit into `room` columns; marks stay with their letter.
        func cut(to room: Int) -> [Piece] {
            guard columns > room else { return [self] }
            var parts: [Piece] = []
            var part = ""
            var width = 0
            for character in text {
                let next = DisplayWidth.columns(of: String(character))
                if width + next > room, !part.isEmpty {
                    parts.append(Piece(spaces: parts.isEmpty ? spaces : 0, text: part))
                    part = ""
                    width = 0
                }
                part.append(character)
                width += next
            }
            return parts + [Piece(spaces: parts.isEmpty ? spaces : 0, text: part)]
        }
    }

    private static func pieces(of text: some StringProtocol) -> [Piece] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        var spaces = 0
        var current = ""
        // The last scalar that takes a column: marks upon it do not change how it may be broken.
        var base: Unicode.Scalar?
        func flush() {
            guard !current.isEmpty else { return }
            pieces.append(Piece(spaces: spaces, text: current))
            spaces = 0
            current = ""
        }
        for (place, scalar) in scalars.enumerated() {
            if scalar == " ", let before = base, isDigit(before), hasUnit(scalars[(place + 1)...]) {
                current.unicodeScalars.append(scalar)
                continue
            }
            if scalar == " " {
                flush()
                spaces += 1
                base = nil
                continue
            }
            if let before = base, mayBreak(between: before, and: scalar) { flush() }
            current.unicodeScalars.append(scalar)
            if ColumnWidth.columns(of: scalar) > 0 || isGlue(scalar) { base = scalar }
        }
        flush()
        return pieces
    }

    private static func mayBreak(between left: Unicode.Scalar, and right: Unicode.Scalar) -> Bool {
        guard
            ColumnWidth.isEastAsian(left) || ColumnWidth.isEastAsian(right) || isHalfWidthKana(left)
                || isHalfWidthKana(right)
        else { return false }
        if ColumnWidth.columns(of: right) == 0 || isGlue(left) || isGlue(right) { return false }
        if LineRules.neverFirst.contains(right) || LineRules.neverLast.contains(left) { return false }
        // A number and its counter (3件), and an ordinal and its number (第3).
        if isDigit(left) || (left == "第" && isDigit(right)) { return false }
        return true
    }

    /// Whether a unit of an amount follows, and nothing that makes it part of a longer word.
    private static func hasUnit(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let word = rest.prefix { isWordLetter($0) }
        return LineRules.units.contains { Array($0.unicodeScalars) == Array(word) }
    }

    private static func isWordLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "%" || (scalar.isASCII && (scalar.properties.isAlphabetic || isDigit(scalar)))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isHalfWidthKana(_ scalar: Unicode.Scalar) -> Bool { (0xff61...0xffdc).contains(scalar.value) }

    // NO-BREAK SPACE, WORD JOINER, ZERO WIDTH JOINER.
    private static func isGlue(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xa0 || scalar.value == 0x2060 || scalar.value == 0x200d
    }
}
