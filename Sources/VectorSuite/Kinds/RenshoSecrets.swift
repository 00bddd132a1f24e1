import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys

/// The operations on keystores, key files and new words.
enum RenshoSecrets {
    static let operations: [VectorOperation] = [keystoreSeal, keystoreOpen, keyFile, entropy, diceOnly]

    private static let keystoreSeal = VectorOperation(
        "keystore-seal",
        inputs: [
            "seed", "passphrase", "key_file", "log2_n", "r", "p", "salt", "nonce", "person", "device", "network",
            "identity_number", "account",
        ], results: ["file"]
    ) { fields in
        let seed = try Seed(SecretBytes(copying: try fields.bytes("seed")))
        let account = fields.has("account") ? try DerivationPath(parsing: fields.text("account")) : nil
        let header = try KeystoreHeader(
            describing: seed, person: fields.text("person"), device: fields.text("device"),
            network: Network(parsing: fields.text("network")), account: account,
            identityNumber: fields.integer("identity_number"))
        let cost = try ScryptCost(
            log2N: fields.integer("log2_n"), r: fields.integer("r"), p: fields.integer("p"))
        let keyFile = try readKeyFile(fields)
        let file = try Keystore.seal(
            seed: seed, header: header,
            passphrase: SecretBytes(copying: Array(try fields.text("passphrase").utf8)), keyFile: keyFile, cost: cost,
            salt: fields.bytes("salt"), nonce: fields.bytes("nonce"))
        return ["file": .hex(file)]
    }

    private static let keystoreOpen = VectorOperation(
        "keystore-open", inputs: ["file", "passphrase", "key_file"],
        results: [
            "person", "device", "network", "identity_number", "seed", "identity_key", "fingerprint", "path", "xpub",
        ]
    ) { fields in
        let passphrase = try SecretBytes(copying: Array(try fields.text("passphrase").utf8))
        let keyFile = try readKeyFile(fields)
        let opened = try Keystore.open(fields.bytes("file"), passphrase: passphrase, keyFile: keyFile)
        let header = opened.header
        let seed = opened.seed.withSpan { span in span.indices.map { span[$0] } }
        return [
            "person": .text(header.person), "device": .text(header.device), "network": .text(header.network.rawValue),
            "identity_number": .integer(header.identityNumber), "seed": .hex(seed),
            "identity_key": .text(header.identityKey.hex), "fingerprint": .text(header.fingerprint.description),
            "path": .text(header.account?.path.description ?? "-"),
            "xpub": .text(header.account?.xpub.description ?? "-"),
        ]
    }

    private static let keyFile = VectorOperation(
        "key-file", inputs: ["key_file"], results: ["id"]
    ) { fields in
        guard case .some(let keyFile) = try readKeyFile(fields) else { return [:] }
        return ["id": .hex(keyFile.id.bytes)]
    }

    private static func readKeyFile(_ fields: VectorFields) throws -> KeyFile? {
        guard fields.has("key_file") else { return nil }
        return try KeyFile(parsing: SecretBytes(copying: fields.bytes("key_file")))
    }

    private static let entropy = VectorOperation(
        "entropy", inputs: ["machine", "method", "throws", "words"],
        results: ["commitment", "normalised", "millibits", "entropy", "sentence"]
    ) { fields in
        let machine = try MachineEntropy(SecretBytes(copying: fields.bytes("machine")))
        let human = try readThrows(fields, try method(fields))
        let mixed = try machine.mixed(with: human, wordCount: fields.integer("words"))
        return [
            "commitment": .text(try machine.commitment().hex), "normalised": .text(text(try human.text())),
            "millibits": .integer(human.millibits), "entropy": .hex(disclosed(mixed)),
            "sentence": .text(try sentence(mixed)),
        ]
    }

    private static let diceOnly = VectorOperation(
        "dice-only", inputs: ["throws", "words"], results: ["entropy", "sentence"]
    ) { fields in
        let dice = try readThrows(fields, .dice)
        let hashed = try WordEntropy.diceOnly(dice, wordCount: fields.integer("words"))
        return ["entropy": .hex(disclosed(hashed)), "sentence": .text(try sentence(hashed))]
    }

    private static func method(_ fields: VectorFields) throws -> ThrowMethod {
        let name = try fields.text("method")
        guard let method = ThrowMethod(rawValue: name) else {
            throw VectorError.malformed("method", "\"\(name)\" is no kind of throws")
        }
        return method
    }

    private static func readThrows(_ fields: VectorFields, _ method: ThrowMethod) throws -> HumanThrows {
        var human = try HumanThrows(method)
        try human.append(SecretBytes(copying: Array(fields.text("throws").utf8)))
        return human
    }

    private static func sentence(_ entropy: borrowing SecretBytes) throws -> String {
        try Mnemonic(entropy: entropy.copy()).withSentence { span in
            String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
        }
    }

    private static func text(_ secret: borrowing SecretBytes) -> String {
        String(decoding: disclosed(secret), as: UTF8.self)
    }

    private static func disclosed(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.withSpan { span in span.indices.map { span[$0] } }
    }
}
