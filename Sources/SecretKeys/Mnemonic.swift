import BitcoinPrimitives
import COpenSSLSecret

/// A BIP-39 mnemonic of English words whose checksum is right.
package struct Mnemonic: ~Copyable, Sendable {
    /// The words, separated by one space each: the password of PBKDF2 (NFKD does not change ASCII).
    private let sentence: SecretBytes
    /// The entropy that the words stand for.
    private let entropyBytes: SecretBytes

    /// The number of words.
    package let wordCount: Int

    /// The numbers of words that BIP-39 allows.
    package static let wordCounts = [12, 15, 18, 21, 24]

    /// The rounds of PBKDF2 (BIP-39, "From mnemonic to seed").
    private static let rounds: UInt32 = 2048

    /// Reads English words that stand apart by spaces or line breaks, and checks their checksum.
    package init(parsing words: borrowing SecretBytes) throws(MnemonicError) {
        var parser = try WordParser()
        try words.withSpan { (span) throws(MnemonicError) in try parser.read(span) }
        let bits = try parser.finish()
        // One bit of checksum for 32 bits of entropy: 4 to 8 bits, which take a byte of their own.
        let entropyCount = bits.count - 1
        let entropy = try Self.secret { () throws(SecretError) in try bits.slice(0..<entropyCount) }
        let expected = try Self.bits(of: entropy)
        guard expected.equals(bits) else { throw .checksum }
        try self.init(entropy: entropy)
    }

    /// Makes the words that stand for 16, 20, 24, 28 or 32 bytes of entropy.
    package init(entropy: consuming SecretBytes) throws(MnemonicError) {
        guard [16, 20, 24, 28, 32].contains(entropy.count) else { throw .entropyLength(entropy.count) }
        let words = entropy.count * 8 * 33 / 32 / EnglishWordList.bitsPerWord
        let bits = try Self.bits(of: entropy)
        sentence = try Self.sentence(of: bits, wordCount: words)
        entropyBytes = entropy
        wordCount = words
    }

    /// The entropy that the words stand for.
    package borrowing func entropy() throws(MnemonicError) -> SecretBytes {
        try Self.secret { () throws(SecretError) in try entropyBytes.copy() }
    }

    /// Lends the words as ASCII, separated by one space each.
    package borrowing func withSentence<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try sentence.withSpan(body)
    }

    /// The seed of the words and a passphrase, which may be empty.
    package borrowing func seed(passphrase: borrowing SecretBytes) throws(MnemonicError) -> Seed {
        guard passphrase.withSpan(Self.isASCII) else { throw .passphraseNotASCII }
        return Seed(bip39: try stretch(try Self.salt(with: passphrase)))
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

    private static func isASCII(_ text: Span<UInt8>) -> Bool {
        text.indices.reduce(0) { $0 | text[$1] } < 0x80
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
    private static func bits(of entropy: borrowing SecretBytes) throws(MnemonicError) -> SecretBytes {
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

    private static func sentence(
        of bits: borrowing SecretBytes, wordCount: Int
    ) throws(MnemonicError) -> SecretBytes {
        let room = wordCount * (WordTable.longestWord + 1)
        var text = try secret { () throws(SecretError) in try SecretBytes(count: room) }
        let used = bits.withSpan { bits in
            text.withMutableSpan { text in
                var used = 0
                for position in 0..<wordCount {
                    if position > 0 {
                        text[used] = UInt8(ascii: " ")
                        used += 1
                    }
                    for letter in EnglishWordList.words[WordParser.wordNumber(at: position, in: bits)].utf8 {
                        text[used] = letter
                        used += 1
                    }
                }
                return used
            }
        }
        return try secret { () throws(SecretError) in try text.slice(0..<used) }
    }

    private static func secret(
        _ body: () throws(SecretError) -> SecretBytes
    ) throws(MnemonicError) -> SecretBytes {
        do throws(SecretError) { return try body() } catch { throw .secret(error) }
    }
}
