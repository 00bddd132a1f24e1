package import ByteCoding
import COpenSSL

/// A public key that is known to be a point of secp256k1, in compressed form.
package struct PublicKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The same key as a script carries it.
    package let encoded: EncodedPublicKey

    /// Takes 33 bytes that begin with 02 or 03 and are a point of the curve.
    package init(_ bytes: some Collection<UInt8>) throws(PublicKeyError) {
        try self.init(try EncodedPublicKey(bytes))
    }

    /// Takes a compressed key that is a point of the curve.
    package init(_ encoded: EncodedPublicKey) throws(PublicKeyError) {
        guard encoded.isCompressed else { throw .wrongLength(encoded.bytes.count) }
        guard unsafe rensho_point_check(encoded.bytes, encoded.bytes.count) == RENSHO_OK else {
            throw .notOnCurve(encoded.hex)
        }
        self.encoded = encoded
    }

    private init(point bytes: [UInt8]) {
        encoded = EncodedPublicKey(compressedPoint: bytes)
    }

    /// The 33 bytes.
    package var bytes: [UInt8] { encoded.bytes }

    /// Lower-case hex.
    package var hex: String { encoded.hex }

    package var description: String { hex }

    package static func < (left: Self, right: Self) -> Bool { left.encoded < right.encoded }

    /// This point plus `tweak` times the generator, as public child derivation does (BIP-32, CKDpub).
    ///
    /// Not constant in time: the tweak must be public.
    /// - Parameter tweak: A big-endian number; zero gives the same key, and from the order of the group on it is refused.
    package func adding(_ tweak: Bytes32) throws(PublicKeyError) -> PublicKey {
        var sum = [UInt8](repeating: 0, count: EncodedPublicKey.compressedCount)
        let result = unsafe rensho_point_add_scalar(bytes, tweak.bytes, &sum)
        switch result {
        case RENSHO_SCALAR_RANGE: throw .tweakOutOfRange
        case RENSHO_INFINITY: throw .infinity
        default: CryptoLibrary.require(result, "a sum of points")
        }
        return PublicKey(point: sum)
    }
}
