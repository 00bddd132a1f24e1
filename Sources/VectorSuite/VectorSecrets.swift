import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys

/// Secrets of vectors, which everybody knows: made from text and shown again.
enum VectorSecrets {
    /// The bytes of a secret.
    static func disclose(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.withSpan { span in span.indices.map { span[$0] } }
    }

    /// The bytes of a seed.
    static func disclose(_ seed: borrowing Seed) -> [UInt8] {
        seed.withSpan { span in span.indices.map { span[$0] } }
    }

    /// A text as secret bytes.
    static func secret(_ text: String) throws(SecretError) -> SecretBytes {
        try SecretBytes(copying: Array(text.utf8))
    }

    /// The `xprv` or `tprv` text of a key.
    static func text(_ key: borrowing ExtendedPrivateKey) throws -> String {
        Base58Check.encode(disclose(try key.serialized()))
    }

    /// Reads an `xprv` or `tprv`.
    static func extendedKey(_ text: String) throws -> ExtendedPrivateKey {
        try ExtendedPrivateKey(serialized: try SecretBytes(copying: try Base58Check.decode(text)))
    }

    /// The master key of English words without passphrase.
    static func master(words: String, network: Network) throws -> ExtendedPrivateKey {
        let mnemonic = try Mnemonic(parsing: try secret(words))
        return try ExtendedPrivateKey(master: try mnemonic.seed(passphrase: nil), network: network)
    }
}
