import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys

/// Signature hashes of version 0 witness inputs.
struct BIP143Kind: VectorKind {
    let name = "bip143"
    let about = "signature hashes of segwit inputs, and whole spends (BIP-143)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "digest", inputs: ["tx", "input", "script_code", "amount", "hash_type", "private_key"],
            results: [
                "hash_prevouts", "hash_sequence", "hash_outputs", "preimage", "digest", "public_key", "signature",
            ], ignored: ["rfc6979_plain"]
        ) { fields in
            let sighash = SegwitSighash(try Transaction(decodingWithoutWitness: try fields.bytes("tx")))
            guard let type = SighashType(rawValue: try fields.integer("hash_type")) else { return [:] }
            let preimage = try sighash.preimage(
                input: try fields.integer("input"), scriptCode: Script(try fields.bytes("script_code")),
                amount: try Amount(sat: try fields.integer("amount")), type: type)
            let digest = SHA256.doubleHash(preimage)
            let results: [String: VectorValue] = [
                "hash_prevouts": .hex(preimage[4..<36]), "hash_sequence": .hex(preimage[36..<68]),
                // Behind the hash of the outputs stand lock time and hash type, four bytes each.
                "hash_outputs": .hex(preimage.dropLast(8).suffix(32)), "preimage": .hex(preimage),
                "digest": .text(digest.hex),
            ]
            guard results["digest"] == (try fields.object("expected").value("digest")) else { return results }
            return results.merging(try signature(fields, digest, type)) { first, _ in first }
        },
        VectorOperation(
            "spend", inputs: ["signed_tx", "spent.script_pubkey", "spent.amount"],
            results: ["txid", "wtxid", "weight", "vsize"]
        ) { fields in
            let transaction = try Transaction(decoding: try fields.bytes("signed_tx"))
            try SegwitSpend(transaction, spent: try fields.objects("spent")).requireSignatures()
            return [
                "txid": .text(transaction.txid.description), "wtxid": .text(transaction.wtxid.description),
                "weight": .integer(transaction.weight), "vsize": .integer(transaction.virtualSize),
            ]
        },
    ]

    /// The row's signature: made where the row has the private key, verified where it has only the public one.
    private static func signature(
        _ fields: VectorFields, _ digest: Bytes32, _ type: SighashType
    ) throws -> [String: VectorValue] {
        if fields.has("private_key") {
            let key = try SigningKey(scalar: try SecretBytes(copying: try fields.bytes("private_key")))
            let signature = try key.signWithoutGrinding(digest)
            return [
                "public_key": .text(key.publicKey.hex), "signature": .hex(signature.der + [type.rawValue]),
            ]
        }
        let expected = try fields.object("expected")
        guard expected.has("signature") else { return [:] }
        let signature = try ECDSASignature(strictDER: try expected.bytes("signature").dropLast())
        try SignatureVerdict.require(signature, digest, try expected.bytes("public_key"))
        return ["public_key": try expected.value("public_key"), "signature": try expected.value("signature")]
    }
}

/// Signature hashes before BIP-143.
struct LegacySighashKind: VectorKind {
    let name = "legacy-sighash"
    let about = "signature hashes before BIP-143, all hash types; for foreign transactions, never signed"

    let operations: [VectorOperation] = [
        VectorOperation(
            "digest", inputs: ["tx", "script", "input", "hash_type"], results: ["digest", "digest_reversed"]
        ) { fields in
            let sighash = LegacySighash(try Transaction(decoding: try fields.bytes("tx")))
            let type: Int32 = try fields.integer("hash_type")
            let digest = try sighash.digest(
                input: try fields.integer("input"), scriptCode: Script(try fields.bytes("script")),
                hashType: UInt32(bitPattern: type))
            return ["digest": .text(digest.hex), "digest_reversed": .hex(digest.bytes.reversed())]
        }
    ]
}

/// The version 0 witness inputs of a signed transaction: P2WPKH, and multisig in P2WSH that needs every key.
struct SegwitSpend {
    private let transaction: Transaction
    private let amounts: [Amount]

    /// Takes the transaction and what it spends.
    init(_ transaction: Transaction, spent: [VectorFields]) throws {
        self.transaction = transaction
        amounts = try spent.map { try Amount(sat: try $0.integer("amount")) }
    }

    /// Refuses a signature that does not belong to its key and its input, each with its own hash type.
    func requireSignatures() throws {
        guard amounts.count == transaction.inputs.count, transaction.hasWitness else {
            throw VectorError.malformed("spend", "\(amounts.count) spent outputs do not make a segwit spend")
        }
        let sighash = SegwitSighash(transaction)
        for (index, (input, amount)) in zip(transaction.inputs, amounts).enumerated() where !input.witness.isEmpty {
            for (key, encoded, script) in try Self.pairs(input.witness) {
                guard let type = encoded.last.flatMap(SighashType.init(rawValue:)) else {
                    throw VectorRefusal.otherHashType
                }
                let digest = try sighash.digest(input: index, scriptCode: script, amount: amount, type: type)
                try SignatureVerdict.require(try ECDSASignature(strictDER: encoded.dropLast()), digest, key)
            }
        }
    }

    private static func pairs(_ stack: [[UInt8]]) throws -> [(key: [UInt8], signature: [UInt8], script: Script)] {
        guard let last = stack.last else { return [] }
        guard let multisig = try? MultisigScript(parsing: Script(last)) else {
            return [(last, stack[0], .p2pkh(hash: Hash160.hash(last)))]
        }
        guard multisig.threshold == multisig.keys.count, stack.count == multisig.threshold + 2 else {
            throw VectorRefusal.signatureDoesNotVerify
        }
        return zip(multisig.keys, stack[1...]).map { ($0.bytes, $1, multisig.script) }
    }
}
