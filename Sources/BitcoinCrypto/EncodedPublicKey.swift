import ByteCoding
import COpenSSL

/// A public key as it stands in a script or a PSBT: the right length and prefix, but not yet known to be a point.
package struct EncodedPublicKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 33 or 65 bytes.
    package let bytes: [UInt8]

    /// The number of bytes of a compressed key.
    package static let compressedCount = 33
    /// The number of bytes of an uncompressed key.
    package static let uncompressedCount = 65

    /// Takes 33 bytes that begin with 02 or 03, or 65 bytes that begin with 04 (SEC 1 §2.3.3); hybrid keys are refused.
    package init(_ bytes: some Collection<UInt8>) throws(PublicKeyError) {
        try self.init(ArraySlice(bytes))
    }

    /// Takes 33 bytes that begin with 02 or 03, or 65 bytes that begin with 04 (SEC 1 §2.3.3); hybrid keys are refused.
    package init(_ bytes: [UInt8]) throws(PublicKeyError) {
        try self.init(bytes[...])
    }

    /// Takes 33 bytes that begin with 02 or 03, or 65 bytes that begin with 04 (SEC 1 §2.3.3); hybrid keys are refused.
    package init(_ bytes: ArraySlice<UInt8>) throws(PublicKeyError) {
        guard let prefix = bytes.first else { throw .wrongLength(0) }
        switch (bytes.count, prefix) {
        case (Self.compressedCount, 0x02), (Self.compressedCount, 0x03), (Self.uncompressedCount, 0x04):
            self.bytes = Array(bytes)
        case (Self.compressedCount, _), (Self.uncompressedCount, _):
            throw .wrongPrefix(prefix, length: bytes.count)
        default:
            throw .wrongLength(bytes.count)
        }
    }

    /// Takes the bytes of a key that is already known to be a compressed point.
    init(compressedPoint bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether the key has the 33-byte form.
    package var isCompressed: Bool { bytes.count == Self.compressedCount }

    /// Whether the key is a point of the curve; costs a few microseconds, not the square root, when it is compressed.
    package var isPoint: Bool {
        unsafe rensho_point_exists(bytes, bytes.count) == RENSHO_OK
    }

    /// Lower-case hex.
    package var hex: String { Hex.encode(bytes) }

    package var description: String { hex }

    /// Orders keys as BIP-67 does: by their bytes, unsigned.
    package static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
