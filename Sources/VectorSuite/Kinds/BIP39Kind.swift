import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys

/// Words, entropy and seeds.
struct BIP39Kind: VectorKind {
    let name = "bip39"
    let about = "mnemonics: entropy, words, checksum, seed, master key; the English word list (BIP-39)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "mnemonic", inputs: ["language", "entropy", "passphrase"],
            results: ["mnemonic", "word_indexes", "mnemonic_nfkd", "passphrase_nfkd", "seed", "master_xprv"]
        ) { fields in
            // Reading the listed words comes first: words of another language are refused before anything is made.
            let words = try VectorSecrets.secret(try fields.object("expected").text("mnemonic"))
            let read = try Mnemonic(parsing: words)
            let entropy = try fields.bytes("entropy")
            let made = try Mnemonic(entropy: try SecretBytes(copying: entropy))
            guard VectorSecrets.disclose(try read.entropy()) == entropy else { return [:] }
            let sentence = made.withSentence { span in span.indices.map { span[$0] } }
            let phrase = Array(try fields.text("passphrase").utf8)
            let seed = try read.seed(passphrase: try SecretBytes(copying: phrase))
            let text = String(decoding: sentence, as: UTF8.self)
            let numbers = text.split(separator: " ").compactMap { EnglishWordList.index(of: String($0)) }
            return [
                "mnemonic": .text(text), "word_indexes": .list(numbers.map { .integer($0) }),
                // NFKD changes nothing in ASCII, and nothing else is taken.
                "mnemonic_nfkd": .hex(sentence), "passphrase_nfkd": .hex(phrase),
                "seed": .hex(VectorSecrets.disclose(seed)),
                "master_xprv": .text(
                    try VectorSecrets.text(try ExtendedPrivateKey(master: seed, network: .mainnet))),
            ]
        },
        VectorOperation(
            "seed", inputs: ["mnemonic", "passphrase"], results: ["seed"], ignored: ["passphrase_nfkd"]
        ) { fields in
            let mnemonic = try Mnemonic(parsing: try VectorSecrets.secret(try fields.text("mnemonic")))
            let phrase = try VectorSecrets.secret(try fields.text("passphrase"))
            return ["seed": .hex(VectorSecrets.disclose(try mnemonic.seed(passphrase: phrase)))]
        },
        VectorOperation("check", inputs: ["language", "mnemonic"], results: ["entropy"]) { fields in
            let mnemonic = try Mnemonic(parsing: try VectorSecrets.secret(try fields.text("mnemonic")))
            return ["entropy": .hex(VectorSecrets.disclose(try mnemonic.entropy()))]
        },
        VectorOperation(
            "wordlist", inputs: ["language", "words"], results: ["count", "sha256_lines", "unique_4_prefix"]
        ) { fields in
            let words = EnglishWordList.words
            guard words == (try fields.texts("words")) else { return [:] }
            let lines = words.map { $0 + "\n" }.joined()
            return [
                "count": .integer(words.count), "sha256_lines": .text(SHA256.hash(Array(lines.utf8)).hex),
                "unique_4_prefix": .bool(Set(words.map { $0.prefix(4) }).count == words.count),
            ]
        },
    ]
}
