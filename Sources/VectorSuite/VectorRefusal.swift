import ByteCoding

/// A refusal where the product answers with a plain no instead of an error.
package enum VectorRefusal: CodedError, Equatable {
    /// A signature is well formed and does not belong to the digest and the key.
    case signatureDoesNotVerify
    /// A signature has high s, which BIP-146 forbids.
    case highS
    /// A message authentication code is another one.
    case wrongMAC

    package var code: String {
        switch self {
        case .signatureDoesNotVerify: "verify.signature"
        case .highS: "verify.high-s"
        case .wrongMAC: "verify.mac"
        }
    }

    package var description: String {
        switch self {
        case .signatureDoesNotVerify: "the signature does not verify"
        case .highS: "the signature has high s"
        case .wrongMAC: "the authentication code is another one"
        }
    }
}
