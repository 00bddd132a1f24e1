package import CommandSupport
import Review
import SecretKeys

/// Where a secret line comes from.
package enum SecretSource: Sendable, Hashable {
    /// The person at the terminal.
    case terminal
    /// A file descriptor that the caller has opened.
    case descriptor(Int32)
    /// A passphrase from elsewhere, and the path of the key file that goes with it.
    indirect case withKeyFile(String, SecretSource)

    /// Asks for the secret, or reads it.
    package func read(
        _ question: String, from terminal: some ReviewTerminal
    ) throws(SignerError) -> TypedSecret {
        switch self {
        case .terminal: return try SignerError.lifting { try terminal.askSecret(question) }
        case .descriptor(let number): return try SignerError.lifting { try DescriptorInput.readLine(number) }
        case .withKeyFile(_, let source): return try source.read(question, from: terminal)
        }
    }

    /// Whether a person is asked.
    package var isTerminal: Bool {
        switch self {
        case .terminal: true
        case .descriptor: false
        case .withKeyFile(_, let source): source.isTerminal
        }
    }

    /// The path of the key file, `nil` without one.
    package var keyFile: String? {
        switch self {
        case .terminal, .descriptor: nil
        case .withKeyFile(let path, _): path
        }
    }
}

/// The passphrase that opens the keystore.
package enum KeystorePassphrase {
    /// The shortest passphrase, in characters: scrypt slows a thief down, but cannot make up for a short word.
    package static let minimumCharacters = 8
    /// The fewest different bytes: one key that is held down, or two in turn, are no passphrase of any length.
    package static let minimumDifferentBytes = 4

    /// The passphrase for keys that exist.
    static func read(
        _ source: SecretSource, from terminal: some ReviewTerminal
    ) throws(SignerError) -> SecretBytes {
        let typed = try source.read(.keystorePassphrase, from: terminal)
        return try normalized(typed)
    }

    /// The passphrase for a new keystore, typed twice at a terminal.
    static func readNew(
        _ source: SecretSource, from terminal: some ReviewTerminal
    ) throws(SignerError) -> SecretBytes {
        let typed = try source.read(.newKeystorePassphrase, from: terminal)
        let (characters, different) = typed.withBytes(measure)
        guard characters >= minimumCharacters else { throw .passphraseTooShort }
        guard different >= minimumDifferentBytes else { throw .passphraseTooSimple }
        let secret = try normalized(typed)
        if source.isTerminal {
            let again = try source.read(.samePassphrase, from: terminal)
            guard TypedSecret.areEqual(typed, again) else { throw .passphrasesDiffer }
        }
        return secret
    }

    /// The characters of UTF-8 text, and the number of different bytes in it.
    private static func measure(_ text: Span<UInt8>) -> (characters: Int, different: Int) {
        var characters = 0
        // 256 bits, one for each byte that was met.
        var met: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for place in text.indices {
            let byte = text[place]
            // Bytes 10xxxxxx go on with a character.
            if byte & 0xC0 != 0x80 { characters += 1 }
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: met.0 |= bit
            case 1: met.1 |= bit
            case 2: met.2 |= bit
            default: met.3 |= bit
            }
        }
        let different =
            met.0.nonzeroBitCount + met.1.nonzeroBitCount + met.2.nonzeroBitCount + met.3.nonzeroBitCount
        return (characters, different)
    }

    /// In NFKD, so that every keyboard and system gives the same bytes for the same characters.
    private static func normalized(_ typed: borrowing TypedSecret) throws(SignerError) -> SecretBytes {
        let secret = try typed.secretBytes()
        do throws(PassphraseError) {
            return try PassphraseText.normalized(secret)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }
}

extension TypedSecret {
    /// The same bytes in libcrypto's secure memory.
    borrowing func secretBytes() throws(SignerError) -> SecretBytes {
        try withBytes { (span) throws(SignerError) in
            try SignerError.lifting {
                var secret = try SecretBytes(count: span.count)
                secret.withMutableSpan { room in
                    for offset in span.indices { room[offset] = span[offset] }
                }
                return secret
            }
        }
    }
}
