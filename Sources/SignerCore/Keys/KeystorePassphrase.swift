package import CommandSupport
import Review
import SecretKeys

/// Where a secret line comes from.
package enum SecretSource: Sendable, Hashable {
    /// The person at the terminal.
    case terminal
    /// A file descriptor that the caller has opened.
    case descriptor(Int32)

    /// Asks for the secret, or reads it.
    package func read(
        _ question: String, from terminal: some ReviewTerminal
    ) throws(SignerError) -> TypedSecret {
        try SignerError.lifting {
            switch self {
            case .terminal: try terminal.askSecret(question)
            case .descriptor(let number): try DescriptorInput.readLine(number)
            }
        }
    }
}

/// The passphrase that opens the keystore.
package enum KeystorePassphrase {
    /// The shortest passphrase, in bytes: scrypt slows a thief down, but cannot make up for a short word.
    package static let minimumBytes = 8

    /// The passphrase for keys that exist.
    static func read(
        _ source: SecretSource, from terminal: some ReviewTerminal
    ) throws(SignerError) -> SecretBytes {
        let typed = try source.read(.keystorePassphrase, from: terminal)
        return try typed.secretBytes()
    }

    /// The passphrase for a new keystore, typed twice at a terminal.
    static func readNew(
        _ source: SecretSource, from terminal: some ReviewTerminal
    ) throws(SignerError) -> SecretBytes {
        let typed = try source.read(.newKeystorePassphrase, from: terminal)
        guard typed.count >= minimumBytes else { throw .passphraseTooShort }
        let isASCII = typed.withBytes { span in span.indices.allSatisfy { span[$0] < 0x80 } }
        guard isASCII else { throw .passphraseNotASCII }
        if source == .terminal {
            let again = try source.read("The same passphrase again: ", from: terminal)
            guard TypedSecret.areEqual(typed, again) else { throw .passphrasesDiffer }
        }
        return try typed.secretBytes()
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
