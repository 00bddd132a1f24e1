/// The seed from which all keys of a person come.
package struct Seed: ~Copyable, Sendable {
    /// The secret bytes.
    let bytes: SecretBytes

    /// The number of bytes of a BIP-39 seed.
    package static let bip39Count = 64

    /// The numbers of bytes that BIP-32 allows ("Master key generation": 128 to 512 bits).
    package static let allowedCounts = 16...64

    /// Takes over the bytes of a seed.
    package init(_ bytes: consuming SecretBytes) throws(SecretKeyError) {
        guard Self.allowedCounts.contains(bytes.count) else { throw .seedLength(bytes.count) }
        self.bytes = bytes
    }

    /// Takes over the output of PBKDF2.
    init(bip39 bytes: consuming SecretBytes) {
        self.bytes = bytes
    }

    /// The number of bytes.
    package var count: Int { bytes.count }

    /// Lends the bytes.
    package borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withSpan(body)
    }
}
