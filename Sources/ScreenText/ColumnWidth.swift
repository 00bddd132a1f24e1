/// The columns of single scalars in a terminal.
///
/// Where terminals differ, the larger number is taken: a line is then broken earlier, and never runs over the edge.
enum ColumnWidth {
    /// The columns of a scalar: none for what stands upon or between other letters, two for what is East Asian wide,
    /// full-width or ambiguous (UAX #11), one for every other.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < firstWide { return 1 }
        if isZeroWidth(scalar) { return 0 }
        return isEastAsian(scalar) || contains(ambiguous, scalar.value) ? 2 : 1
    }

    /// Whether lines may be broken beside a scalar without a space: letters of Chinese, Japanese and Korean, their
    /// punctuation, half-width kana, and symbols that are drawn like them.
    static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= firstEastAsian && contains(eastAsian, scalar.value)
    }

    /// Whether a scalar takes no column of its own: marks upon a letter, and what cannot be seen at all.
    static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        // Terminals draw the soft hyphen.
        case .format: scalar.value != 0xad
        default: false
        }
    }

    private static let firstWide: UInt32 = 0xa1
    private static let firstEastAsian: UInt32 = 0x1100

    private static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
        // Ranges ascend and do not touch.
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }

    // Everything of class W or F, joined across scalars that are not assigned, and the symbols of the planes above.
    private static let eastAsian: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2e80...0x3029, 0x302e...0x303e, 0x3041...0x3096, 0x309b...0x4dbf, 0x4e00...0xa4c6,
        0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfad9, 0xfe10...0xfe19, 0xfe30...0xfe6b, 0xff01...0xff60,
        0xffe0...0xffe6, 0x16fe0...0x16fe3, 0x16ff0...0x1b2fb, 0x1f004...0x3fffd,
    ]

    // Class A and W among Latin, Greek and Cyrillic letters and symbols; blocks of symbols are taken whole.
    private static let ambiguous: [ClosedRange<UInt32>] = [
        0xa1...0xbf, 0xc6...0xc6, 0xd0...0xd0, 0xd7...0xd8, 0xde...0xe1, 0xe6...0xe6, 0xe8...0xea, 0xec...0xed,
        0xf0...0xf0, 0xf2...0xf3, 0xf7...0xfa, 0xfc...0xfc, 0xfe...0xfe, 0x101...0x101, 0x111...0x111, 0x113...0x113,
        0x11b...0x11b, 0x126...0x127, 0x12b...0x12b, 0x131...0x133, 0x138...0x138, 0x13f...0x142, 0x144...0x144,
        0x148...0x14b, 0x14d...0x14d, 0x152...0x153, 0x166...0x167, 0x16b...0x16b, 0x1ce...0x1dc, 0x251...0x251,
        0x261...0x261, 0x2c4...0x2c4, 0x2c7...0x2cd, 0x2d0...0x2d0, 0x2d8...0x2df, 0x391...0x3c9, 0x401...0x401,
        0x410...0x44f, 0x451...0x451, 0x2010...0x2027, 0x2030...0x203e, 0x2074...0x20ac, 0x2103...0x2bff,
        0xe000...0xf8ff, 0xfffd...0xfffd, 0xf0000...0x10fffd,
    ]
}
