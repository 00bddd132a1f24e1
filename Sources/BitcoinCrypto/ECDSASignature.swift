import ByteCoding

/// An ECDSA signature whose r and s are both in 1 … n−1; nothing is said about what it signs.
package struct ECDSASignature: Hashable, Sendable {
    /// r then s, 32 bytes each, big endian.
    package let compact: [UInt8]
    /// The number r.
    let r: Bytes32
    /// The number s.
    let s: Bytes32

    /// The number of bytes of the compact form.
    package static let compactCount = 64

    /// Takes r then s, 32 bytes each, big endian.
    package init(compact: [UInt8]) throws(SignatureError) {
        guard compact.count == Self.compactCount, let r = try? Bytes32(compact[..<32]),
            let s = try? Bytes32(compact[32...])
        else { throw .wrongCompactLength(compact.count) }
        try self.init(r: r, s: s)
    }

    /// Takes the strict DER encoding of BIP-66, without a hash type byte.
    package init(strictDER bytes: some Collection<UInt8>) throws(SignatureError) {
        let (r, s) = try StrictDER.integers(Array(bytes))
        try self.init(r: try Self.number(r, .r), s: try Self.number(s, .s))
    }

    private init(r: Bytes32, s: Bytes32) throws(SignatureError) {
        guard Secp256k1.isScalar(r) else { throw .outOfRange(.r) }
        guard Secp256k1.isScalar(s) else { throw .outOfRange(.s) }
        compact = r.bytes + s.bytes
        self.r = r
        self.s = s
    }

    /// The strict DER encoding, 8 to 72 bytes, without a hash type byte.
    package var der: [UInt8] { StrictDER.encode(r: compact[..<32], s: compact[32...]) }

    /// Whether s is at most half the order of the group (BIP-146), so that nobody can turn the signature into another.
    package var hasLowS: Bool { s <= Secp256k1.halfOrder }

    /// Whether r has its highest bit clear, so that its DER takes no more than 32 bytes.
    package var hasLowR: Bool { compact[0] < 0x80 }

    /// The number as 32 bytes; more than 32 significant bytes are out of range.
    private static func number(
        _ integer: ArraySlice<UInt8>, _ part: SignatureError.Part
    ) throws(SignatureError) -> Bytes32 {
        let magnitude = integer.drop { $0 == 0 }
        let padding = [UInt8](repeating: 0, count: max(0, Bytes32.count - magnitude.count))
        guard let value = try? Bytes32(padding + magnitude) else { throw .outOfRange(part) }
        return value
    }
}
