package import ByteCoding

/// One question to a verifier: does this key's signature belong to this digest?
package struct SignatureCheck: Hashable, Sendable {
    /// The key that is said to have signed.
    package let publicKey: EncodedPublicKey
    /// What is said to have been signed.
    package let digest: Bytes32
    /// The signature.
    package let signature: ECDSASignature

    /// Puts the question together.
    package init(publicKey: EncodedPublicKey, digest: Bytes32, signature: ECDSASignature) {
        self.publicKey = publicKey
        self.digest = digest
        self.signature = signature
    }
}

/// Answers many signature checks at once; the seam between who needs answers and who computes them.
package protocol SignatureVerifier: Sendable {
    /// One answer for each check, in order; `false` also for high s and for a key that is no point.
    func verify(_ checks: [SignatureCheck]) -> [Bool]
}

extension SignatureVerifier {
    /// The answer to a single check.
    package func verify(_ check: SignatureCheck) -> Bool {
        verify([check]) == [true]
    }
}
