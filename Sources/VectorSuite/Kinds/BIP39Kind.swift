import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys
import UnicodeForms

/// Words, entropy and seeds.
struct BIP39Kind: VectorKind {
    let name = "bip39"
    let about = "mnemonics: entropy, words, checksum, seed, master key; the English and Japanese word lists (BIP-39)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "mnemonic", inputs: ["language", "entropy", "passphrase"],
            results: ["mnemonic", "word_indexes", "mnemonic_nfkd", "passphrase_nfkd", "seed", "master_xprv"]
        ) { fields in
            // Reading the listed words comes first: words of another language are refused before anything is made.
            let language = try Self.language(fields)
            let published = try fields.object("expected").text("mnemonic")
            let read = try Mnemonic(parsing: try VectorSecrets.secret(published), language: language)
            let entropy = try fields.bytes("entropy")
            let made = try Mnemonic(entropy: try SecretBytes(copying: entropy), language: read.language)
            guard VectorSecrets.disclose(try read.entropy()) == entropy else { return [:] }
            let sentence = made.withSentence { span in span.indices.map { span[$0] } }
            let phrase = try VectorSecrets.secret(try fields.text("passphrase"))
            let seed = try read.seed(passphrase: phrase)
            let numbers = String(decoding: sentence, as: UTF8.self).unicodeScalars.split(separator: " ").map { word in
                read.language.decomposedWords.firstIndex { $0.unicodeScalars.elementsEqual(word) } ?? -1
            }
            return [
                "mnemonic": .text(try Self.published(published, like: made)),
                "word_indexes": .list(numbers.map { .integer($0) }), "mnemonic_nfkd": .hex(sentence),
                "passphrase_nfkd": .hex(VectorSecrets.disclose(try PassphraseText.normalized(phrase))),
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
            let words = try VectorSecrets.secret(try fields.text("mnemonic"))
            let mnemonic = try Mnemonic(parsing: words, language: try Self.language(fields))
            return ["entropy": .hex(VectorSecrets.disclose(try mnemonic.entropy()))]
        },
        VectorOperation(
            "wordlist", inputs: ["language", "words"], results: ["count", "sha256_lines", "unique_4_prefix"]
        ) { fields in
            let words = try Self.language(fields)?.decomposedWords ?? []
            let lines = words.map { $0 + "\n" }.joined()
            guard Array(lines.utf8) == Array(try fields.texts("words").map({ $0 + "\n" }).joined().utf8) else {
                return [:]
            }
            return [
                "count": .integer(words.count), "sha256_lines": .text(SHA256.hash(Array(lines.utf8)).hex),
                "unique_4_prefix": .bool(
                    Set(words.map { $0.unicodeScalars.prefix(4).map(\.value) }).count == words.count),
            ]
        },
    ]

    /// The language of a case; `nil` for one whose list is not known here, so that its first word is refused.
    private static func language(_ fields: VectorFields) throws -> MnemonicLanguage? {
        MnemonicLanguage(rawValue: try fields.text("language"))
    }

    /// The published text, when it is what people write for the words, or the same in NFKD; otherwise ours.
    private static func published(_ published: String, like mnemonic: borrowing Mnemonic) throws -> String {
        let ours = String(decoding: VectorSecrets.disclose(try mnemonic.text()), as: UTF8.self)
        let isSame = NFKD.normalized(published).utf8.elementsEqual(NFKD.normalized(ours).utf8)
        return isSame ? published : ours
    }
}
