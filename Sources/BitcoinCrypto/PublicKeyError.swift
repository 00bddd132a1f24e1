import ByteCoding

/// Why bytes are no public key, or why a key cannot be derived.
package enum PublicKeyError: CodedError, Equatable {
    /// The number of bytes fits no form, or not the compressed form where only that is taken.
    case wrongLength(Int)
    /// The first byte does not announce the form that the length has; hybrid forms are refused here.
    case wrongPrefix(UInt8, length: Int)
    /// No point of the curve has these coordinates; the key in hex.
    case notOnCurve(String)
    /// A tweak is not below the order of the group (BIP-32: take the next index).
    case tweakOutOfRange
    /// The derived key is the point at infinity (BIP-32: take the next index).
    case infinity

    package var code: String {
        switch self {
        case .wrongLength: "key.wrong-length"
        case .wrongPrefix: "key.wrong-prefix"
        case .notOnCurve: "key.not-on-curve"
        case .tweakOutOfRange: "key.tweak-out-of-range"
        case .infinity: "key.infinity"
        }
    }

    package var description: String {
        switch self {
        case .wrongLength(let length): "a public key does not have \(length) bytes"
        case .wrongPrefix(let prefix, let length):
            "a public key of \(length) bytes does not begin with \(Hex.encode([prefix]))"
        case .notOnCurve(let key): "\(key) is not a point of secp256k1"
        case .tweakOutOfRange: "the tweak is not below the order of the group"
        case .infinity: "the derived public key is the point at infinity"
        }
    }
}
