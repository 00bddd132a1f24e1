import ByteCoding

/// Why bytes are no point of the curve, or why a sum of points cannot be used.
package enum CurveError: CodedError, Equatable {
    /// The number of bytes fits neither the compressed nor the uncompressed form.
    case wrongLength(Int)
    /// The first byte does not announce the form that the length has; hybrid forms are refused here.
    case wrongPrefix(UInt8, length: Int)
    /// A coordinate is not below the field's prime.
    case coordinateOutOfRange
    /// No point of the curve has these coordinates.
    case notOnCurve
    /// A tweak is not below the order of the group.
    case tweakOutOfRange
    /// The sum is the point at infinity.
    case infinity

    package var code: String {
        switch self {
        case .wrongLength: "curve.wrong-length"
        case .wrongPrefix: "curve.wrong-prefix"
        case .coordinateOutOfRange: "curve.coordinate-out-of-range"
        case .notOnCurve: "curve.not-on-curve"
        case .tweakOutOfRange: "curve.tweak-out-of-range"
        case .infinity: "curve.infinity"
        }
    }

    package var description: String {
        switch self {
        case .wrongLength(let length): "a point does not have \(length) bytes"
        case .wrongPrefix(let prefix, let length):
            "a point of \(length) bytes does not begin with \(Hex.encode([prefix]))"
        case .coordinateOutOfRange: "a coordinate is not below the field's prime"
        case .notOnCurve: "the coordinates are of no point of secp256k1"
        case .tweakOutOfRange: "the tweak is not below the order of the group"
        case .infinity: "the sum is the point at infinity"
        }
    }
}
