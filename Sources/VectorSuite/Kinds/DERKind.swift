import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The one encoding of a signature that BIP-66 allows.
struct DERKind: VectorKind {
    let name = "der"
    let about = "strict DER of signatures (BIP-66), and spends that hang on it"

    let operations: [VectorOperation] = [
        VectorOperation(
            "check_encoding", inputs: ["signature"],
            results: ["r", "s", "hash_type", "low_s", "low_r", "in_range", "hash_type_defined"], ignored: ["empty"]
        ) { fields in
            let bytes = try fields.bytes("signature")
            let signature = try ECDSASignature(strictDER: bytes.dropLast())
            let type = bytes.last ?? 0
            guard signature.der == bytes.dropLast() else { return [:] }
            return try numbers(signature, fields).merging([
                "hash_type": .integer(type), "low_s": .bool(signature.hasLowS), "low_r": .bool(signature.hasLowR),
                "hash_type_defined": .bool(SighashType(rawValue: type) != nil),
            ]) { first, _ in first }
        },
        VectorOperation("parse_bare", inputs: ["signature"], results: ["r", "s", "in_range"]) { fields in
            let bytes = try fields.bytes("signature")
            let signature = try ECDSASignature(strictDER: bytes)
            guard signature.der == bytes, try ECDSASignature(compact: signature.compact) == signature else {
                return [:]
            }
            return try numbers(signature, fields)
        },
        VectorOperation(
            "spend",
            inputs: ["tx", "input", "script_pubkey", "amount", "digest", "public_key", "signature"],
            results: ["strict_der"], ignored: ["lax_ok"]
        ) { fields in
            let script = Script(try fields.bytes("script_pubkey"))
            let sighash = LegacySighash(try Transaction(decoding: try fields.bytes("tx")))
            let input: Int = try fields.integer("input")
            let bytes = try fields.bytes("signature")
            let signature = try ECDSASignature(strictDER: bytes.dropLast())
            let digest = try sighash.digest(input: input, scriptCode: script, hashType: UInt32(bytes.last ?? 0))
            guard digest == (try fields.bytes32("digest")) else { throw VectorRefusal.otherHashType }
            try SignatureVerdict.require(signature, digest, try fields.bytes("public_key"))
            return ["strict_der": .bool(true)]
        },
        .notRun("spend_rules"),
    ]

    /// r and s in the width in which the file writes them.
    private static func numbers(_ signature: ECDSASignature, _ fields: VectorFields) throws -> [String: VectorValue] {
        let expected = try fields.object("expected")
        let halves = [("r", signature.compact[..<32]), ("s", signature.compact[32...])]
        var numbers: [String: VectorValue] = ["in_range": .bool(true)]
        for (name, bytes) in halves {
            let (text, made) = (try expected.text(name), Hex.encode(bytes))
            let isEqual = made.hasSuffix(text) && made.dropLast(text.utf8.count).allSatisfy { $0 == "0" }
            numbers[name] = .text(isEqual ? text : made)
        }
        return numbers
    }
}
