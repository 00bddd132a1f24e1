package import ByteCoding
import COpenSSL

/// The domain parameters of libcrypto's secp256k1, to be compared with those in our own source (SEC 2 §2.4.1).
package struct CurveParameters: Hashable, Sendable {
    /// The field's prime p, big endian.
    package let prime: Bytes32
    /// The coefficient a, big endian.
    package let a: Bytes32
    /// The coefficient b, big endian.
    package let b: Bytes32
    /// The order n of the group, big endian.
    package let order: Bytes32
    /// The generator, 65 bytes (SEC 1 §2.3.3).
    package let generator: [UInt8]

    /// Asks the library.
    package static func ofLibrary() throws(ByteCodingError) -> CurveParameters {
        let room = [UInt8](repeating: 0, count: Bytes32.count)
        var (prime, a, b, order) = (room, room, room, room)
        var generator = [UInt8](repeating: 0, count: EncodedPublicKey.uncompressedCount)
        unsafe CryptoLibrary.require(
            rensho_curve_parameters(&prime, &a, &b, &order, &generator), "the parameters of secp256k1")
        return CurveParameters(
            prime: try Bytes32(prime), a: try Bytes32(a), b: try Bytes32(b), order: try Bytes32(order),
            generator: generator)
    }
}
