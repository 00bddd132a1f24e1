package import BitcoinCrypto
import BitcoinPrimitives

/// A key record whose two keys were seen to sign over each other.
package struct VerifiedKeyRecord: Hashable, Sendable {
    /// The record.
    package let record: KeyRecord

    /// Verifies the identity key's signature and, for a custodian, the account key's proof.
    package init(
        _ document: Document<KeyRecord>, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(KeyRecordError) {
        let record = document.body
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: record.person, with: record.identityKey, verifier: verifier)
        } catch {
            throw .signature(error)
        }
        if let accountKey = record.accountKey {
            let digest = KeyRecord.possessionDigest(
                network: record.network, identityKey: record.identityKey, xpub: accountKey.xpub)
            let check = SignatureCheck(
                publicKey: accountKey.xpub.publicKey.encoded, digest: digest, signature: accountKey.possession)
            guard verifier.verify([check]) == [true] else { throw .possession(person: record.person) }
        }
        self.record = record
    }
}
