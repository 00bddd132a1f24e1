package import BitcoinCrypto
import ByteCoding

/// The first four bytes of a key's HASH160 (BIP-32): a hint which key is meant, never a proof.
package struct Fingerprint: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let value: UInt32

    /// The number of bytes.
    package static let count = 4

    /// All zero: the parent of a master key, or a master that a wallet did not know.
    package static let zero = Fingerprint(value: 0)

    private init(value: UInt32) { self.value = value }

    /// Takes the first four bytes of a public key's HASH160 (BIP-32 §Key identifiers).
    package init(of key: PublicKey) {
        value = Hash160.hash(key.bytes).prefix(Self.count).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Takes exactly four bytes.
    package init(_ bytes: [UInt8]) throws(DerivationError) {
        guard bytes.count == Self.count else { throw .fingerprintLength(bytes: bytes.count) }
        value = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads eight hex digits.
    package init(parsing hex: String) throws(DerivationError) {
        guard hex.utf8.count == 2 * Self.count, let bytes = try? Hex.decode(hex) else {
            throw .fingerprintSyntax(text: hex)
        }
        try self.init(bytes)
    }

    /// The four bytes.
    package var bytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Eight lower-case hex digits.
    package var description: String { Hex.encode(bytes) }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
