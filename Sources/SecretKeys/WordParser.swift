import BitcoinPrimitives

/// Turns words into the bits that they stand for, without a copy of a word outside secret memory and registers.
struct WordParser: ~Copyable {
    /// Eleven bits for each word, from the highest bit of the first byte down.
    private var bits: SecretBytes
    private var wordCount = 0

    /// The most words that BIP-39 knows.
    private static let mostWords = 24

    init() throws(MnemonicError) {
        do throws(SecretError) {
            bits = try SecretBytes(count: Self.mostWords * EnglishWordList.bitsPerWord / 8)
        } catch {
            throw .secret(error)
        }
    }

    /// Reads all words of a text.
    mutating func read(_ text: Span<UInt8>) throws(MnemonicError) {
        var key: UInt64 = 0
        var length = 0
        for offset in text.indices {
            let byte = text[offset]
            if Self.isSeparator(byte) {
                try take(key, length)
                key = 0
                length = 0
            } else {
                // A longer word is in no list; its letters need not be kept.
                if length < WordTable.longestWord { key |= WordTable.shifted(byte, to: length) }
                length += 1
                guard byte < 0x80 else { throw .wordNotASCII(position: wordCount + 1) }
            }
        }
        try take(key, length)
    }

    /// The bits, in the fewest bytes that hold them.
    consuming func finish() throws(MnemonicError) -> SecretBytes {
        guard Mnemonic.wordCounts.contains(wordCount) else { throw .wordCount(wordCount) }
        let count = (wordCount * EnglishWordList.bitsPerWord + 7) / 8
        do throws(SecretError) { return try bits.slice(0..<count) } catch { throw .secret(error) }
    }

    /// The number of the word at a position, cut from the bits.
    static func wordNumber(at position: Int, in bits: Span<UInt8>) -> Int {
        var number = 0
        for bit in position * EnglishWordList.bitsPerWord..<(position + 1) * EnglishWordList.bitsPerWord {
            number = number << 1 | Int(bits[bit / 8] >> UInt8(7 - bit % 8)) & 1
        }
        return number
    }

    private mutating func take(_ key: UInt64, _ length: Int) throws(MnemonicError) {
        guard length > 0 else { return }
        guard length <= WordTable.longestWord, let number = WordTable.index(ofKey: key) else {
            throw .unknownWord(position: wordCount + 1)
        }
        if wordCount < Self.mostWords {
            let first = wordCount * EnglishWordList.bitsPerWord
            bits.withMutableSpan { room in
                for bit in 0..<EnglishWordList.bitsPerWord {
                    let value = UInt8(truncatingIfNeeded: number >> (EnglishWordList.bitsPerWord - 1 - bit)) & 1
                    room[(first + bit) / 8] |= value << UInt8(7 - (first + bit) % 8)
                }
            }
        }
        wordCount += 1
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
}
