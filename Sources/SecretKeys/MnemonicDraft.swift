import BitcoinPrimitives
import UnicodeForms

/// The words of a mnemonic while they come in, one by one or many at once.
///
/// A word is taken in any letter case, width and Unicode form, and only when a list holds it in full; the first word
/// settles the language. No copy of a word is made outside secret memory and registers.
package struct MnemonicDraft: ~Copyable, Sendable {
    /// Eleven bits for each word, from the highest bit of the first byte down.
    private var bits: SecretBytes
    /// The letters of the word that was refused last: the big-endian bytes of ``WordLetters/key``.
    private var refusedLetters: SecretBytes
    private var refusedCount = 0

    /// The number of words taken; those beyond the 24th are counted only.
    package private(set) var wordCount = 0

    /// The language of the words; `nil` before the first one where none was asked for.
    package private(set) var language: MnemonicLanguage?

    /// The only language that is taken; `nil` where the first word settles it.
    private let requested: MnemonicLanguage?

    /// The most words that BIP-39 knows.
    package static let mostWords = 24

    /// Starts without a word.
    /// - Parameter language: The only language that is taken; `nil` for that of the first word.
    package init(language: MnemonicLanguage? = nil) throws(MnemonicError) {
        let size = Self.mostWords * MnemonicLanguage.bitsPerWord / 8
        let room = try Mnemonic.secret { () throws(SecretError) in try SecretBytes(count: size) }
        let letters = try Mnemonic.secret { () throws(SecretError) in try SecretBytes(count: WordLetters.capacity) }
        bits = room
        refusedLetters = letters
        requested = language
        self.language = language
    }

    /// Takes the words of a UTF-8 text, which stand apart by white space, up to the first that is refused.
    package mutating func append(_ text: borrowing SecretBytes) throws(MnemonicError) {
        let decomposed: SecretBytes?
        do throws(SecretError) { decomposed = try text.nfkd() } catch { throw .secret(error) }
        guard let decomposed else { throw .notUTF8 }
        try decomposed.withSpan { (span) throws(MnemonicError) in
            var word = WordLetters()
            var offset = 0
            while offset < span.count {
                guard let scalar = try? UTF8Scalar.read(span, at: &offset) else { throw .notUTF8 }
                if WordLetters.isSeparator(scalar) {
                    try take(word)
                    word = WordLetters()
                } else {
                    word.append(scalar)
                }
            }
            try take(word)
        }
    }

    /// Takes the last word back.
    package mutating func removeLast() {
        guard wordCount > 0 else { return }
        wordCount -= 1
        if wordCount < Self.mostWords { store(0, at: wordCount) }
        if wordCount == 0 { language = requested }
    }

    /// The mnemonic, when the number of words and their checksum are right.
    package borrowing func mnemonic() throws(MnemonicError) -> Mnemonic {
        guard Mnemonic.wordCounts.contains(wordCount), let language else { throw .wordCount(wordCount) }
        let count = (wordCount * MnemonicLanguage.bitsPerWord + 7) / 8
        // One bit of checksum for 32 bits of entropy: 4 to 8 bits, which take a byte of their own.
        let entropy = try slice(count - 1)
        let expected = try Mnemonic.bits(of: entropy)
        guard expected.equals(try slice(count)) else { throw .checksum }
        return try Mnemonic(entropy: entropy, language: language)
    }

    /// The numbers of all words that make a right checksum behind these words, ascending.
    package borrowing func finalWords() throws(MnemonicError) -> [Int] {
        guard Mnemonic.wordCounts.contains(wordCount + 1) else { throw .finalWordCount(wordCount) }
        let checksumBits = (wordCount + 1) / 3
        let freeBits = MnemonicLanguage.bitsPerWord - checksumBits
        var entropy = try slice((wordCount + 1) * 4 / 3)
        let last = entropy.count - 1
        return try (0..<1 << freeBits).map { (choice) throws(MnemonicError) in
            // What the last word has of the entropy are the lowest bits of its last byte.
            entropy.withMutableSpan { $0[last] = ($0[last] >> UInt8(freeBits)) << UInt8(freeBits) | UInt8(choice) }
            let checksum = try Mnemonic.bits(of: entropy).withSpan { $0[last + 1] }
            return choice << checksumBits | Int(checksum >> UInt8(8 - checksumBits))
        }
    }

    /// The numbers of the words that the word refused last may have been meant to be, the likeliest first, and their
    /// list. They tell much of the secret: for the person at the terminal only.
    package borrowing func hints() -> (language: MnemonicLanguage, numbers: [Int]) {
        let key = refusedLetters.withSpan { span in span.indices.reduce(UInt128(0)) { $0 << 8 | UInt128(span[$1]) } }
        let language =
            language ?? (WordLetters.letter(0, of: key) > WordLetters.hiraganaBase ? .japanese : .english)
        return (language, WordHints.nearest(to: key, count: refusedCount, in: language))
    }

    private borrowing func slice(_ count: Int) throws(MnemonicError) -> SecretBytes {
        try Mnemonic.secret { () throws(SecretError) in try bits.slice(0..<count) }
    }

    private mutating func take(_ word: WordLetters) throws(MnemonicError) {
        guard word.count > 0 else { return }
        let position = wordCount + 1
        // Both lists are always looked through, so that the time does not tell the language.
        let found = MnemonicLanguage.allCases.map { ($0, WordTable.index(of: word, in: $0)) }
        guard let (own, number) = found.first(where: { $0.1 != nil }), let number else {
            refuse(word)
            throw .unknownWord(position: position)
        }
        if let language, language != own { throw .otherLanguage(position: position, found: own, expected: language) }
        language = own
        if wordCount < Self.mostWords { store(number, at: wordCount) }
        wordCount = position
    }

    private mutating func refuse(_ word: WordLetters) {
        refusedCount = min(word.count, WordLetters.capacity)
        refusedLetters.withMutableSpan { room in
            for place in room.indices { room[place] = WordLetters.letter(place, of: word.key) }
        }
    }

    private mutating func store(_ number: Int, at position: Int) {
        let first = position * MnemonicLanguage.bitsPerWord
        bits.withMutableSpan { room in
            for bit in 0..<MnemonicLanguage.bitsPerWord {
                let (place, shift) = ((first + bit) / 8, UInt8(7 - (first + bit) % 8))
                let value = UInt8(truncatingIfNeeded: number >> (MnemonicLanguage.bitsPerWord - 1 - bit)) & 1
                room[place] = room[place] & ~(1 << shift) | value << shift
            }
        }
    }
}
