/// One word while it is read, as one number: a byte for each letter from the highest byte down, zero behind the last.
///
/// The letters of both lists have bytes of their own, so that no word of one list looks like one of the other.
struct WordLetters {
    /// The most letters of a word in any list, in NFKD: nine.
    static let capacity = 16

    /// The letters as one number.
    private(set) var key: UInt128 = 0
    /// The number of letters, also of those beyond ``capacity``.
    private(set) var count = 0
    /// Whether every letter is one that a list can have: a-z and hiragana.
    private(set) var isExact = true

    /// What stands for a letter of no list.
    static let otherLetter: UInt8 = 0x7F
    /// One below the byte of the first hiragana; the bytes of Latin letters are their ASCII codes.
    static let hiraganaBase: UInt8 = 0x80

    /// Adds a scalar of text in NFKD; capital letters are taken for small ones.
    mutating func append(_ scalar: UInt32) {
        let code: UInt8
        switch scalar {
        case 0x61...0x7A: code = UInt8(truncatingIfNeeded: scalar)
        case 0x41...0x5A: code = UInt8(truncatingIfNeeded: scalar | 0x20)
        case 0x3041...0x309A: code = Self.hiraganaBase + UInt8(truncatingIfNeeded: scalar - 0x3040)
        case 0x30A1...0x30F6:
            // Katakana is no spelling of a word, but tells which one may be meant.
            code = Self.hiraganaBase + UInt8(truncatingIfNeeded: scalar - 0x30A0)
            isExact = false
        default:
            code = Self.otherLetter
            isExact = false
        }
        if count < Self.capacity { key |= UInt128(code) << UInt128(8 * (Self.capacity - 1 - count)) }
        count += 1
    }

    /// Whether a scalar stands between words: NFKD makes U+0020 of every space of any width.
    static func isSeparator(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || (0x09...0x0D).contains(scalar)
    }

    /// The letter at a place, 0 behind the last one.
    static func letter(_ place: Int, of key: UInt128) -> UInt8 {
        UInt8(truncatingIfNeeded: key >> UInt128(8 * (capacity - 1 - place)))
    }
}
