import ByteCoding

/// A refusal where the product answers with a plain no instead of an error.
package enum VectorRefusal: CodedError, Equatable {
    /// A signature is well formed and does not belong to the digest and the key.
    case signatureDoesNotVerify
    /// A signature has high s, which BIP-146 forbids.
    case highS
    /// The two implementations of the curve give different answers.
    case verifiersDisagree
    /// A message authentication code is another one.
    case wrongMAC
    /// A signature names another hash type than the one that was signed, or one that there is not.
    case otherHashType
    /// A bech32 text has the checksum of the other variant.
    case otherVariant
    /// A script has no address.
    case noAddress

    package var code: String {
        switch self {
        case .signatureDoesNotVerify: "verify.signature"
        case .highS: "verify.high-s"
        case .verifiersDisagree: "verify.disagreement"
        case .wrongMAC: "verify.mac"
        case .otherHashType: "verify.hash-type"
        case .otherVariant: "verify.bech32-variant"
        case .noAddress: "verify.no-address"
        }
    }

    package var description: String {
        switch self {
        case .signatureDoesNotVerify: "the signature does not verify"
        case .highS: "the signature has high s"
        case .verifiersDisagree: "OpenSSL and PublicCurve give different answers"
        case .wrongMAC: "the authentication code is another one"
        case .otherHashType: "the hash type is not the one that was signed"
        case .otherVariant: "the checksum is that of the other variant"
        case .noAddress: "the script has no address"
        }
    }
}
