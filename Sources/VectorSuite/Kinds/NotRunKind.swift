/// A family of vectors for something that the product does not do; every case is out of scope for a stated reason.
struct NotRunKind: VectorKind {
    let name: String
    let about: String
    let operations: [VectorOperation]

    private init(_ name: String, _ about: String, _ operations: [String]) {
        self.name = name
        self.about = about
        self.operations = operations.map(VectorOperation.notRun)
    }

    /// The families; the verdicts beside their files say why.
    static let all: [NotRunKind] = [
        NotRunKind("bip340", "Schnorr signatures (BIP-340)", ["sign", "verify"]),
        NotRunKind("bip341", "taproot outputs and spends (BIP-341)", ["output", "key_path", "script_path", "spend"]),
        NotRunKind("bip137", "signed messages with recoverable signatures (BIP-137)", ["verify"]),
        NotRunKind("bip322", "signed messages as transactions (BIP-322)", ["message_hash", "verify"]),
        NotRunKind("bip329", "wallet labels (BIP-329)", ["record", "import"]),
        NotRunKind(
            "bip85", "secrets derived from a seed (BIP-85)",
            ["entropy", "drng", "bip39", "wif", "xprv", "hex", "password_base64", "password_base85", "dice"]),
        NotRunKind("slip39", "Shamir shares of a secret (SLIP-39)", ["combine", "wordlist"]),
        NotRunKind(
            "bcur", "uniform resources for QR codes (BCR-2020-005)",
            [
                "wordlist", "crc32", "bytewords", "bytewords_decode", "rng", "sampler", "shuffle", "partition",
                "fragment_length", "degree", "choose_fragments", "fountain", "ur_single", "ur_multi", "ur_decode",
                "ur_payload",
            ]),
        NotRunKind("bbqr", "BBQr codes", ["base36", "split", "join", "qr_capacity"]),
    ]
}
