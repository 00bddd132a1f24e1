import BitcoinPrimitives
import COpenSSLSecret

/// A BIP-39 mnemonic whose checksum is right.
package struct Mnemonic: ~Copyable, Sendable {
    /// The words in NFKD, separated by U+0020: the password of PBKDF2.
    private let sentence: SecretBytes
    /// The entropy that the words stand for.
    private let entropyBytes: SecretBytes

    /// The number of words.
    package let wordCount: Int

    /// The language of the words.
    package let language: MnemonicLanguage

    /// The numbers of words that BIP-39 allows.
    package static let wordCounts = [12, 15, 18, 21, 24]

    /// The rounds of PBKDF2 (BIP-39, "From mnemonic to seed").
    private static let rounds: UInt32 = 2048

    /// Reads words that stand apart by white space, in any letter case, width and Unicode form, and checks their
    /// checksum.
    /// - Parameter language: The only language that is taken; `nil` for that of the first word.
    package init(parsing words: borrowing SecretBytes, language: MnemonicLanguage? = nil) throws(MnemonicError) {
        var draft = try MnemonicDraft(language: language)
        try draft.append(words)
        self = try draft.mnemonic()
    }

    /// Makes the words that stand for 16, 20, 24, 28 or 32 bytes of entropy.
    package init(entropy: consuming SecretBytes, language: MnemonicLanguage = .english) throws(MnemonicError) {
        guard [16, 20, 24, 28, 32].contains(entropy.count) else { throw .entropyLength(entropy.count) }
        let words = entropy.count * 8 * 33 / 32 / MnemonicLanguage.bitsPerWord
        let bits = try Self.bits(of: entropy)
        sentence = try Self.text(of: bits, wordCount: words, from: language.decomposedWords, separator: " ")
        entropyBytes = entropy
        wordCount = words
        self.language = language
    }

    /// The entropy that the words stand for.
    package borrowing func entropy() throws(MnemonicError) -> SecretBytes {
        try Self.secret { () throws(SecretError) in try entropyBytes.copy() }
    }

    /// Lends the words as PBKDF2 takes them: UTF-8 in NFKD, separated by one U+0020 each.
    package borrowing func withSentence<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try sentence.withSpan(body)
    }

    /// The words as people write them: UTF-8 in NFC, separated as their language does.
    package borrowing func text() throws(MnemonicError) -> SecretBytes {
        try Self.text(
            of: try Self.bits(of: entropyBytes), wordCount: wordCount, from: language.words,
            separator: language.separator)
    }

    /// The word at a position from 0, as people write it: UTF-8 in NFC; empty behind the last one.
    package borrowing func word(at position: Int) throws(MnemonicError) -> SecretBytes {
        guard (0..<wordCount).contains(position) else {
            return try Self.secret { () throws(SecretError) in try SecretBytes(count: 0) }
        }
        let bits = try Self.bits(of: entropyBytes)
        let number = bits.withSpan { Self.wordNumber(at: position, in: $0) }
        return try Self.secret { () throws(SecretError) in try SecretBytes(copying: language.words[number].utf8) }
    }

    /// The seed of the words and a passphrase, which may be empty, in any Unicode form.
    package borrowing func seed(passphrase: borrowing SecretBytes) throws(MnemonicError) -> Seed {
        let normal: SecretBytes
        do throws(PassphraseError) {
            normal = try PassphraseText.normalized(passphrase)
        } catch {
            throw .passphrase(error)
        }
        return Seed(bip39: try stretch(try Self.salt(with: normal)))
    }

    /// The seed of the words and an optional passphrase; none is the same as an empty one.
    package borrowing func seed(passphrase: borrowing SecretBytes?) throws(MnemonicError) -> Seed {
        switch passphrase {
        case .some(let phrase): return try seed(passphrase: phrase)
        case .none: return try seed(passphrase: try Self.secret { () throws(SecretError) in try SecretBytes(count: 0) })
        }
    }

    /// The salt of PBKDF2 (BIP-39, "From mnemonic to seed"): the text "mnemonic" and the passphrase.
    private static func salt(with passphrase: borrowing SecretBytes) throws(MnemonicError) -> SecretBytes {
        let prefix = Array("mnemonic".utf8)
        let length = prefix.count + passphrase.count
        var salt = try secret { () throws(SecretError) in try SecretBytes(count: length) }
        passphrase.withSpan { phrase in
            salt.withMutableSpan { room in
                for offset in prefix.indices { room[offset] = prefix[offset] }
                for offset in phrase.indices { room[prefix.count + offset] = phrase[offset] }
            }
        }
        return salt
    }

    private borrowing func stretch(_ salt: borrowing SecretBytes) throws(MnemonicError) -> SecretBytes {
        do throws(SecretError) {
            var seed = try SecretBytes(count: Seed.bip39Count)
            let result = unsafe rensho_secret_pbkdf2_sha512(
                sentence.address, sentence.count, salt.address, salt.count, Self.rounds, seed.mutableAddress,
                Seed.bip39Count)
            try SecretCall.check(result, "PBKDF2")
            return seed
        } catch {
            throw .secret(error)
        }
    }

    /// The entropy with its checksum behind it, in the fewest bytes that hold both (BIP-39, "Generating the mnemonic").
    static func bits(of entropy: borrowing SecretBytes) throws(MnemonicError) -> SecretBytes {
        do throws(SecretError) {
            var hash = try SecretBytes(count: 32)
            try SecretCall.check(
                unsafe rensho_secret_sha256(entropy.address, entropy.count, hash.mutableAddress), "SHA-256")
            // The checksum is the highest bits of the hash.
            let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - entropy.count / 4))
            let checksum = hash.withSpan { $0[0] & mask }
            var bits = try SecretBytes(count: entropy.count + 1)
            entropy.withSpan { source in
                bits.withMutableSpan { room in
                    for offset in source.indices { room[offset] = source[offset] }
                    room[source.count] = checksum
                }
            }
            return bits
        } catch {
            throw .secret(error)
        }
    }

    private static func text(
        of bits: borrowing SecretBytes, wordCount: Int, from list: [String], separator: String
    ) throws(MnemonicError) -> SecretBytes {
        let longest = list.reduce(0) { max($0, $1.utf8.count) } + separator.utf8.count
        var text = try secret { () throws(SecretError) in try SecretBytes(count: wordCount * longest) }
        let used = bits.withSpan { bits in
            text.withMutableSpan { text in
                var used = 0
                for position in 0..<wordCount {
                    for part in [position > 0 ? separator : "", list[wordNumber(at: position, in: bits)]] {
                        for byte in part.utf8 {
                            text[used] = byte
                            used += 1
                        }
                    }
                }
                return used
            }
        }
        return try secret { () throws(SecretError) in try text.slice(0..<used) }
    }

    /// The number of the word at a position, cut from the bits.
    private static func wordNumber(at position: Int, in bits: Span<UInt8>) -> Int {
        let width = MnemonicLanguage.bitsPerWord
        return (position * width..<(position + 1) * width).reduce(0) { number, bit in
            number << 1 | Int(bits[bit / 8] >> UInt8(7 - bit % 8)) & 1
        }
    }

    static func secret(
        _ body: () throws(SecretError) -> SecretBytes
    ) throws(MnemonicError) -> SecretBytes {
        do throws(SecretError) { return try body() } catch { throw .secret(error) }
    }
}
