import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Descriptors
import SecretKeys
import SignerCore
import WalletFormats

/// Both rounds of BSMS: tokens, key records as a signer makes and a coordinator reads them, and descriptor records.
struct BSMSKind: VectorKind {
    let name = "bip129"
    let about = "tokens, encryption, key records and descriptor records of BSMS (BIP-129)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "token", inputs: ["token", "mode"], results: ["decimal", "encryption_key", "hmac_key"],
            // Six words of the list for seeds: whoever is asked for words must be asked for those of a seed only.
            ignored: ["mnemonic"]
        ) { fields in
            let token = try BSMSToken(parsing: try fields.text("token"))
            guard token.mode.rawValue == (try fields.text("mode")) else { return [:] }
            let encryption = try BSMSEncryption(token)
            return [
                "decimal": .text(token.decimal), "encryption_key": .text(encryption.encryptionKey.hex),
                "hmac_key": .text(encryption.macKey.hex),
            ]
        },
        VectorOperation(
            "key_record", inputs: ["record"],
            results: [
                "version", "token", "key", "fingerprint", "path", "description", "public_key", "signed_text",
                "message_digest", "signature", "header",
            ]
        ) { fields in
            let record = try BSMSKeyRecord(parsing: try fields.text("record"))
            let origin = record.key.origin
            let header = try Base64.decode(record.signature).first ?? 0
            return [
                "version": .text("1.0"), "token": .text(record.token.hex), "key": .text(record.keyText),
                "fingerprint": .text(origin.fingerprint.description),
                "path": .list(origin.path.steps.map { .integer($0.rawValue) }),
                "description": .text(record.keyDescription), "public_key": .text(record.key.xpub.publicKey.hex),
                "signed_text": .hex(Array(record.signedText.utf8)), "message_digest": .text(record.messageDigest.hex),
                "signature": .text(record.signature), "header": .integer(header),
            ]
        },
        VectorOperation(
            // `wif` is the private key once more.
            "sign_key_record", inputs: ["lines", "private_key", "wif"],
            results: ["record", "deterministic_plain_nonce"]
        ) { fields in
            let key = try SigningKey(scalar: try SecretBytes(copying: try fields.bytes("private_key")))
            return [
                "record": .text(try BSMSRecordSigning.sign(try fields.texts("lines"), with: key)),
                "deterministic_plain_nonce": .bool(true),
            ]
        },
        VectorOperation(
            "descriptor_record", inputs: ["record", "required", "total", "address_type"],
            results: [
                "version", "descriptor", "has_checksum", "path_restrictions", "concrete_descriptors",
                "first_addresses", "first_address", "keys",
            ]
        ) { fields in
            let record = try BSMSDescriptorRecord(parsing: try fields.text("record"))
            let descriptor = record.descriptor
            let types: [String: MultisigDescriptor.ScriptType] = [
                "NATIVE_SEGWIT": .p2wsh, "NESTED_SEGWIT": .p2shP2wsh,
            ]
            guard descriptor.threshold == (try fields.integer("required", as: Int.self)),
                descriptor.keys.count == (try fields.integer("total", as: Int.self)),
                descriptor.scriptType == types[try fields.text("address_type")]
            else { return [:] }
            let addresses = try descriptor.branches.map { branch in
                Address(
                    scriptPubKey: try descriptor.script(at: ScriptPosition(branch: branch, index: 0)).scriptPubKey,
                    network: record.network ?? .testnet3)?.text
            }
            return [
                "version": .text("1.0"), "descriptor": .text(record.descriptorText),
                "has_checksum": .bool(record.descriptorText.contains("#")),
                "path_restrictions": .texts(record.restrictions),
                "concrete_descriptors": .texts(record.concreteDescriptors),
                "first_addresses": .list(addresses.map(VectorValue.optional)),
                "first_address": .text(record.firstAddress), "keys": .texts(Self.keys(in: record.descriptorText)),
            ]
        },
        VectorOperation(
            "encrypt", inputs: ["token", "record"],
            results: ["encryption_key", "hmac_key", "mac", "iv", "ciphertext", "file"]
        ) { fields in
            let encryption = try BSMSEncryption(try BSMSToken(parsing: try fields.text("token")))
            let file = encryption.encrypt(try fields.text("record"))
            return [
                "encryption_key": .text(encryption.encryptionKey.hex), "hmac_key": .text(encryption.macKey.hex),
                "mac": .text(String(file.prefix(64))), "iv": .text(String(file.prefix(32))),
                "ciphertext": .text(String(file.dropFirst(64))), "file": .text(file),
            ]
        },
        VectorOperation("decrypt", inputs: ["token", "file"], results: ["record"]) { fields in
            let encryption = try BSMSEncryption(try BSMSToken(parsing: try fields.text("token")))
            return ["record": .text(try encryption.decrypt(try fields.text("file")))]
        },
    ]

    /// The keys with origins of a descriptor as it was written, without the steps after them.
    private static func keys(in descriptor: String) -> [String] {
        descriptor.split(separator: "[").dropFirst().map { piece in
            let key = piece.split(separator: "]", maxSplits: 1)
            return "[\(key[0])]" + (key.count > 1 ? key[1].prefix { $0.isLetter || $0.isNumber } : "")
        }
    }
}
