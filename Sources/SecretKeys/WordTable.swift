import BitcoinPrimitives

/// The English word list in a form that can be searched without telling by time or memory access what was looked for.
enum WordTable {
    /// The longest word of the list in letters; it fits into the eight bytes of a key.
    static let longestWord = 8

    /// Each word as one number: its letters from the highest byte down, zero behind the last one.
    private static let keys: [UInt64] = EnglishWordList.words.map { word in
        zip(word.utf8, 0..<longestWord).reduce(0) { key, letter in key | shifted(letter.0, to: letter.1) }
    }

    /// The part of a key that a letter at `offset` stands for.
    static func shifted(_ letter: UInt8, to offset: Int) -> UInt64 {
        UInt64(letter) << UInt64(8 * (longestWord - 1 - offset))
    }

    /// The number of the word with this key, `nil` when the list does not hold it; looks at every word of the list.
    static func index(ofKey key: UInt64) -> Int? {
        var index: UInt64 = 0
        var found: UInt64 = 0
        for (number, candidate) in zip(UInt64(0)..., keys) {
            let difference = candidate ^ key
            let isSame = 1 - ((difference | (0 &- difference)) >> 63)
            found |= isSame
            index |= number & (0 &- isSame)
        }
        return found == 1 ? Int(index) : nil
    }
}
