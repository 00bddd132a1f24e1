import ByteCoding
import COpenSSL

/// Verifies with OpenSSL, a batch spread over the cores.
package struct OpenSSLVerifier: SignatureVerifier {
    /// A verifier has no state.
    package init() {}

    package func verify(_ checks: [SignatureCheck]) -> [Bool] {
        Parallel.map(checks, Self.isValid)
    }

    private static func isValid(_ check: SignatureCheck) -> Bool {
        // OpenSSL takes high s, which anybody can make of a low one; BIP-146 does not.
        guard check.signature.hasLowS else { return false }
        let key = check.publicKey.bytes
        let result = unsafe rensho_ecdsa_verify(key, key.count, check.digest.bytes, check.signature.compact)
        // Only the exact yes counts: the other results are a no, no point and a failing library.
        return result == RENSHO_OK
    }
}
