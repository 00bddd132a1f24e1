/// The arithmetic of Hangul syllables (Unicode §3.12).
enum Hangul {
    private static let syllableBase: UInt32 = 0xAC00
    private static let leadingBase: UInt32 = 0x1100
    private static let vowelBase: UInt32 = 0x1161
    /// One below the first trailing consonant: 0 stands for none.
    private static let trailingBase: UInt32 = 0x11A7
    private static let leadingCount: UInt32 = 19
    private static let vowelCount: UInt32 = 21
    private static let trailingCount: UInt32 = 28
    private static let syllables = syllableBase..<syllableBase + leadingCount * vowelCount * trailingCount

    /// The number of parts of a syllable, 2 or 3; 0 for everything else.
    static func partCount(of scalar: UInt32) -> Int {
        guard syllables.contains(scalar) else { return 0 }
        return (scalar - syllableBase) % trailingCount == 0 ? 2 : 3
    }

    /// The part of a syllable at a place, from 0.
    static func part(_ place: Int, of syllable: UInt32) -> UInt32 {
        let index = syllable &- syllableBase
        switch place {
        case 0: return leadingBase + index / (vowelCount * trailingCount)
        case 1: return vowelBase + index / trailingCount % vowelCount
        default: return trailingBase + index % trailingCount
        }
    }

    /// The syllable of a consonant and a vowel, or of an open syllable and a trailing consonant.
    static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if (leadingBase..<leadingBase + leadingCount).contains(first),
            (vowelBase..<vowelBase + vowelCount).contains(second)
        {
            return syllableBase + ((first - leadingBase) * vowelCount + second - vowelBase) * trailingCount
        }
        if syllables.contains(first), (first - syllableBase) % trailingCount == 0,
            (trailingBase + 1..<trailingBase + trailingCount).contains(second)
        {
            return first + second - trailingBase
        }
        return nil
    }
}
