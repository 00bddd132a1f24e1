import BitcoinCrypto
import ByteCoding

/// Wycheproof's signatures that are right, wrong and nearly right.
struct ECDSAKind: VectorKind {
    let name = "ecdsa"
    let about = "ECDSA verification on secp256k1 (Wycheproof: DER, low s, P1363)"

    let operations: [VectorOperation] = [
        Self.verification("verify_der") { try ECDSASignature(strictDER: $0) },
        Self.verification("verify_der_low_s") { try ECDSASignature(strictDER: $0) },
        Self.verification("verify_p1363") { try ECDSASignature(compact: $0) },
    ]

    private static func verification(
        _ name: String, _ parse: @escaping @Sendable ([UInt8]) throws -> ECDSASignature
    ) -> VectorOperation {
        VectorOperation(name, inputs: ["tc", "public_key", "message", "digest", "signature"]) { fields in
            let digest = SHA256.hash(try fields.bytes("message"))
            guard digest == (try fields.bytes32("digest")) else { throw VectorRefusal.signatureDoesNotVerify }
            try SignatureVerdict.require(
                try parse(try fields.bytes("signature")), digest, try fields.bytes("public_key"))
            return [:]
        }
    }
}
