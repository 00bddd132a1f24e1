package import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// A signer's key record of BSMS round 1, whose signature was verified (BIP-129).
///
/// Only the signer can make one: it signs with the account key. The coordinator makes the token and reads the record.
package struct BSMSKeyRecord: Hashable, Sendable {
    /// The token of the set-up.
    package let token: BSMSToken

    /// The extended key and its origin.
    package let key: DescriptorKey

    /// The key as it was written.
    package let keyText: String

    /// What the signer says about the key.
    package let keyDescription: String

    /// The signature as it was written.
    package let signature: String

    /// The text that is signed: the first four lines.
    package let signedText: String

    /// The most characters of a description.
    package static let descriptionLimit = 80

    /// Reads a record and verifies that the key in it signed it.
    package init(
        parsing record: String, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(BSMSError) {
        guard !PrivateKeyScan.findsKey(in: record) else { throw .privateKey }
        let lines = try BSMSRecord.lines(record, count: 5)
        token = try BSMSToken(parsing: lines[1])
        keyText = lines[2]
        do throws(WalletFileError) { key = try CosignerKeyText.key(lines[2]) } catch {
            switch error {
            case .descriptor(let inner): throw .key(inner)
            case .key(_, let inner): throw .key(.extendedKey(inner, key: 0))
            case .origin(let inner, _): throw .key(.origin(inner, key: 0))
            default: throw .originMissing
            }
        }
        keyDescription = lines[3]
        guard keyDescription.unicodeScalars.count <= Self.descriptionLimit,
            keyDescription.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
        else { throw .keyDescription(limit: Self.descriptionLimit) }
        signature = lines[4]
        signedText = lines[..<4].joined(separator: "\n")
        do throws(SignedMessageError) {
            try SignedMessage.verify(signature, of: Array(signedText.utf8), by: key.xpub.publicKey, verifier: verifier)
        } catch {
            throw .signature(error)
        }
    }

    /// The hash that a signature of the older form covers.
    package var messageDigest: Bytes32 { SignedMessage.legacyDigest(Array(signedText.utf8)) }
}
