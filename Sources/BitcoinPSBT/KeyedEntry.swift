package import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding

/// An entry of a field that may stand several times in a map, told apart by its key data.
protocol KeyedEntry: Hashable, Sendable {
    /// Reads one pair; the type of the key has been checked.
    init(pair: RawPair) throws(FieldProblem)

    /// The key after its type.
    var entryKeyData: [UInt8] { get }

    /// The value.
    var entryValue: [UInt8] { get }
}

/// A signature of one input by one key.
package struct PartialSig: KeyedEntry {
    /// The key as it stands in the script; its shape is known, and when it was read also that it lies on the curve.
    package let publicKey: EncodedPublicKey
    /// The signature as it would be pushed, with its hash type byte; nothing about it has been checked.
    package let signature: [UInt8]

    package init(publicKey: EncodedPublicKey, signature: [UInt8]) {
        self.publicKey = publicKey
        self.signature = signature
    }

    init(pair: RawPair) throws(FieldProblem) {
        do { publicKey = try EncodedPublicKey(pair.keyData) } catch { throw .publicKey(error) }
        signature = Array(pair.value)
    }

    var entryKeyData: [UInt8] { publicKey.bytes }

    var entryValue: [UInt8] { signature }
}

/// The claim that a key was derived along a path from the master key with a fingerprint; a hint, never a proof.
package struct Bip32Derivation: KeyedEntry {
    /// The key as it stands in the script; only its shape is known.
    package let publicKey: EncodedPublicKey
    /// The claimed master fingerprint and full path.
    package let origin: KeyOrigin

    package init(publicKey: EncodedPublicKey, origin: KeyOrigin) {
        self.publicKey = publicKey
        self.origin = origin
    }

    init(pair: RawPair) throws(FieldProblem) {
        do { publicKey = try EncodedPublicKey(pair.keyData) } catch { throw .publicKey(error) }
        origin = try FieldBytes.keyOrigin(pair.value)
    }

    var entryKeyData: [UInt8] { publicKey.bytes }

    var entryValue: [UInt8] { FieldBytes.encode(origin) }
}

/// An extended public key that the scripts were derived from, with its origin; a hint, never a proof.
package struct GlobalXpub: KeyedEntry {
    /// The 78 bytes of BIP-32's serialization without the checksum; not examined.
    package let serialized: [UInt8]
    /// The claimed master fingerprint and path.
    package let origin: KeyOrigin

    /// The number of bytes of a serialized extended key.
    package static let serializedLength = 78

    /// Where the depth stands in the serialized key: after the four version bytes.
    private static let depthPosition = 4

    /// - Throws: `FieldProblem` when the key has another length or its depth is not the path's length.
    package init(serialized: [UInt8], origin: KeyOrigin) throws(FieldProblem) {
        guard serialized.count == Self.serializedLength else {
            throw .keyLength(expected: Self.serializedLength, actual: serialized.count)
        }
        // BIP-174: "The number of 32 bit unsigned integer indexes must match the depth provided in the extended public
        // key."
        let depth = Int(serialized[Self.depthPosition])
        guard depth == origin.path.steps.count else {
            throw .pathDepth(depth: depth, steps: origin.path.steps.count)
        }
        self.serialized = serialized
        self.origin = origin
    }

    init(pair: RawPair) throws(FieldProblem) {
        guard pair.keyData.count == Self.serializedLength else {
            throw .keyLength(expected: Self.serializedLength, actual: pair.keyData.count)
        }
        try self.init(serialized: Array(pair.keyData), origin: FieldBytes.keyOrigin(pair.value))
    }

    var entryKeyData: [UInt8] { serialized }

    var entryValue: [UInt8] { FieldBytes.encode(origin) }
}
