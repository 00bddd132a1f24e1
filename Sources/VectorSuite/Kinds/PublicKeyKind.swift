import BitcoinCrypto
import ByteCoding
import PublicCurve
import SecretKeys

/// Public keys: their encodings, their sums, and those of private keys.
struct PublicKeyKind: VectorKind {
    let name = "pubkey"
    let about = "public keys: encodings, points, sums, public keys of private ones (SEC 1)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "parse", inputs: ["public_key"], results: ["compressed", "uncompressed", "x_only", "y_odd"],
            ignored: ["lax_hybrid_ok"]
        ) { fields in
            let key = try EncodedPublicKey(try fields.bytes("public_key"))
            guard key.isPoint else { throw PublicKeyError.notOnCurve(key.hex) }
            let results = try point(key.bytes)
            // What OpenSSL gives back of a compressed key is the key.
            guard try !key.isCompressed || PublicKey(key).bytes == key.bytes else { return [:] }
            return results
        },
        VectorOperation(
            "private_to_public", inputs: ["private_key"], results: ["compressed", "uncompressed"]
        ) { fields in
            let key = try SigningKey(scalar: try SecretBytes(copying: try fields.bytes("private_key")))
            return try point(key.publicKey.bytes)
        },
        VectorOperation("point_add_scalar", inputs: ["public_key", "scalar"], results: ["compressed"]) { fields in
            let key = try PublicKey(try fields.bytes("public_key"))
            return ["compressed": .hex(try key.adding(try fields.bytes32("scalar")).bytes)]
        },
        VectorOperation(
            "parse_x_only", inputs: ["x_only"], results: ["compressed", "uncompressed"]
        ) { fields in
            // BIP-340's lift_x: the point with even y. Nothing of the product takes x alone; the point is the same.
            try point(try PublicKey([0x02] + (try fields.bytes("x_only"))).bytes)
        },
    ]

    /// Both forms of a key, as the second implementation of the curve writes them.
    private static func point(_ key: [UInt8]) throws -> [String: VectorValue] {
        let point = try CurvePoint(sec1: key)
        return [
            "compressed": .hex(point.compressed), "uncompressed": .hex(point.uncompressed),
            "x_only": .hex(point.compressed[1...]), "y_odd": .bool(point.compressed[0] == 3),
        ]
    }
}
