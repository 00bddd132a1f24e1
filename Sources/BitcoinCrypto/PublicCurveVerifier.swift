import ByteCoding
import PublicCurve

/// Verifies with our own curve arithmetic, a batch spread over the cores: the second opinion beside OpenSSL.
package struct PublicCurveVerifier: SignatureVerifier {
    /// A verifier has no state.
    package init() {}

    /// How many checks share an inversion: enough to forget what it costs, and few enough that every core gets some.
    private static let chunkCount = 16

    package func verify(_ checks: [SignatureCheck]) -> [Bool] {
        let chunks = stride(from: 0, to: checks.count, by: Self.chunkCount).map {
            checks[$0..<min($0 + Self.chunkCount, checks.count)]
        }
        return Parallel.map(chunks, Self.verifyInTurn).flatMap(\.self)
    }

    private static func verifyInTurn(_ checks: ArraySlice<SignatureCheck>) -> [Bool] {
        let answers = SignatureBatch.verify(checks.map(\.claim))
        // SEC 1 takes high s, which anybody can make of a low one; BIP-146 does not.
        return zip(checks, answers).map { check, answer in answer && check.signature.hasLowS }
    }
}

extension SignatureCheck {
    /// Which of the points with the signature's r was the signer's (SEC 1 §4.1.6): what the header of a signed message says.
    /// `nil` when the signature does not verify.
    package var recoveryNumber: UInt8? { claim.recoveryNumber }

    fileprivate var claim: SignatureClaim {
        SignatureClaim(publicKey: publicKey.bytes, digest: digest, r: signature.r, s: signature.s)
    }
}
