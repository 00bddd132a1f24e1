import BitcoinCrypto
import ByteCoding
import SecretKeys

/// Public keys: their encodings, their sums, and those of private keys.
struct PublicKeyKind: VectorKind {
    let name = "pubkey"
    let about = "public keys: encodings, points, sums, public keys of private ones (SEC 1)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "parse", inputs: ["public_key"], results: ["compressed", "x_only", "y_odd"],
            ignored: ["uncompressed", "lax_hybrid_ok"]
        ) { fields in
            let key = try EncodedPublicKey(try fields.bytes("public_key"))
            guard key.isPoint else { throw PublicKeyError.notOnCurve(key.hex) }
            if key.isCompressed, try PublicKey(key).bytes != key.bytes { return [:] }
            let x = key.bytes[1...32]
            let isOdd = key.isCompressed ? key.bytes[0] == 3 : key.bytes[64] & 1 == 1
            return ["compressed": .hex([isOdd ? 3 : 2] + x), "x_only": .hex(x), "y_odd": .bool(isOdd)]
        },
        VectorOperation(
            "private_to_public", inputs: ["private_key"], results: ["compressed"], ignored: ["uncompressed"]
        ) { fields in
            let key = try SigningKey(scalar: try SecretBytes(copying: try fields.bytes("private_key")))
            return ["compressed": .hex(key.publicKey.bytes)]
        },
        VectorOperation("point_add_scalar", inputs: ["public_key", "scalar"], results: ["compressed"]) { fields in
            let key = try PublicKey(try fields.bytes("public_key"))
            return ["compressed": .hex(try key.adding(try fields.bytes32("scalar")).bytes)]
        },
        VectorOperation(
            "parse_x_only", inputs: ["x_only"], results: ["compressed"], ignored: ["uncompressed"]
        ) { fields in
            // BIP-340's lift_x: the point with even y. Nothing of the product takes x alone; the point is the same.
            ["compressed": .hex(try PublicKey([0x02] + (try fields.bytes("x_only"))).bytes)]
        },
    ]
}
