import BitcoinCrypto
import ByteCoding
import SecretKeys

/// Deterministic signatures.
struct RFC6979Kind: VectorKind {
    let name = "rfc6979"
    let about = "deterministic ECDSA signatures (RFC 6979), plain, with extra data, with low r"

    private static let message = ["private_key", "message", "digest_fn", "digest"]
    private static let numbers = ["r", "s", "der", "compact"]

    let operations: [VectorOperation] = [
        VectorOperation(
            "sign", inputs: Self.message, results: Self.numbers + ["k", "public_key"],
            ignored: ["s_negated", "recovery_id"]
        ) { fields in
            let key = try key(fields)
            let digest = try digest(fields)
            var results = Self.results(try key.signWithoutGrinding(digest))
            results["k"] = .hex(VectorSecrets.disclose(try key.nonceCandidate(digest, number: 0)))
            results["public_key"] = .hex(key.publicKey.bytes)
            return results
        },
        VectorOperation(
            "sign_extra", inputs: Self.message + ["extra"], results: Self.numbers, ignored: ["k", "recovery_id"]
        ) { fields in
            Self.results(try key(fields).signWithoutGrinding(try digest(fields), extra: try fields.bytes32("extra")))
        },
        VectorOperation(
            "sign_low_r", inputs: Self.message, results: Self.numbers, ignored: ["counter", "k", "recovery_id"]
        ) { fields in
            let key = try key(fields)
            return Self.results(try key.sign(try digest(fields), expecting: key.publicKey))
        },
        VectorOperation("nonce", inputs: Self.message, results: ["k"]) { fields in
            let key = try key(fields)
            let digest = try digest(fields)
            var nonces: [String: VectorValue] = [:]
            for name in try fields.object("expected").object("k").members.keys {
                guard let number = UInt32(name) else { throw VectorError.malformed(fields.place, "candidate \(name)") }
                nonces[name] = .hex(VectorSecrets.disclose(try key.nonceCandidate(digest, number: number)))
            }
            return ["k": .object(nonces)]
        },
        .notRun("sign_compact"),
    ]

    private static func key(_ fields: VectorFields) throws -> SigningKey {
        try SigningKey(scalar: try SecretBytes(copying: try fields.bytes("private_key")))
    }

    /// The digest of the row, which must be that of its message where it has one.
    private static func digest(_ fields: VectorFields) throws -> Bytes32 {
        let digest = try fields.bytes32("digest")
        guard fields.has("message") else { return digest }
        let message = try fields.bytes("message")
        let made = try fields.text("digest_fn") == "sha256" ? SHA256.hash(message) : SHA256.doubleHash(message)
        guard made == digest else { throw VectorError.malformed(fields.place, "the digest is not the message's") }
        return digest
    }

    private static func results(_ signature: ECDSASignature) -> [String: VectorValue] {
        [
            "r": .hex(signature.compact[..<32]), "s": .hex(signature.compact[32...]), "der": .hex(signature.der),
            "compact": .hex(signature.compact),
        ]
    }
}
