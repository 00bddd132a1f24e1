import BitcoinCrypto
import Descriptors
package import SecretKeys

/// Signs a key record of BSMS round 1 (BIP-129).
package enum BSMSRecordSigning {
    /// The four lines and below them the signature over them, without a line feed at the end; made with the first nonce
    /// of RFC 6979, as the BIP's vectors have it, and verified by both implementations before it is given out.
    package static func sign(_ lines: [String], with key: borrowing SigningKey) throws(SignerError) -> String {
        let text = lines.joined(separator: "\n")
        let message = Array(text.utf8)
        let signature = try SignerError.lifting { try key.signWithoutGrinding(SignedMessage.legacyDigest(message)) }
        // OpenSSL has verified it when it was made; this computes the signer's point anew with PublicCurve.
        guard let signed = SignedMessage.legacyText(signature, of: message, by: key.publicKey) else {
            throw .cause(SignerErrorCause(error: SecretKeyError.signatureNotVerified(key.publicKey)))
        }
        return text + "\n" + signed
    }
}
