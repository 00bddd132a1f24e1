import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys

/// Extended keys and their children.
struct BIP32Kind: VectorKind {
    let name = "bip32"
    let about = "extended keys, private and public derivation, paths (BIP-32)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "derive", inputs: ["seed", "path", "network"],
            results: ["xpub", "xprv", "private_key"] + Self.publicFields
        ) { fields in
            let network = fields.has("network") ? try fields.network("network") : .mainnet
            let seed = try Seed(try SecretBytes(copying: try fields.bytes("seed")))
            let path = try DerivationPath(parsing: try fields.text("path"))
            let key = try ExtendedPrivateKey(master: seed, network: network).derived(path)
            let xpub = try key.extendedPublicKey()
            var results = Self.results(xpub)
            results["xpub"] = .text(xpub.description)
            results["xprv"] = .text(try VectorSecrets.text(key))
            results["private_key"] = .hex(VectorSecrets.disclose(try key.serialized()).suffix(32))
            return results
        },
        VectorOperation("derive_public", inputs: ["xpub", "path"], results: ["xpub"]) { fields in
            let key = try ExtendedPublicKey(parsing: try fields.text("xpub"))
            let path = try DerivationPath(parsing: try fields.text("path"))
            return ["xpub": .text(try key.derived(path).description)]
        },
        VectorOperation("derive_private", inputs: ["xprv", "path"], results: ["xprv", "xpub"]) { fields in
            let path = try DerivationPath(parsing: try fields.text("path"))
            let key = try VectorSecrets.extendedKey(try fields.text("xprv")).derived(path)
            return ["xprv": .text(try VectorSecrets.text(key)), "xpub": .text(try key.extendedPublicKey().description)]
        },
        VectorOperation(
            "parse", inputs: ["key"], results: ["raw", "private_key", "network", "is_private"] + Self.publicFields
        ) { fields in
            let text = try fields.text("key")
            let payload = try Base58Check.decode(text)
            let isPrivate = ExtendedKeyVersion(payload)?.isPrivate == true
            if isPrivate {
                let key = try ExtendedPrivateKey(serialized: try SecretBytes(copying: payload))
                let raw = VectorSecrets.disclose(try key.serialized())
                return Self.results(try key.extendedPublicKey()).merging(
                    ["raw": .hex(raw), "private_key": .hex(raw.suffix(32)), "is_private": .bool(true)]
                ) { first, _ in first }
            }
            let key = try ExtendedPublicKey(parsing: text)
            return Self.results(key).merging(["raw": .hex(key.serialized), "is_private": .bool(false)]) { first, _ in
                first
            }
        },
        VectorOperation("parse_path", inputs: ["path"], results: ["steps"]) { fields in
            let path = try DerivationPath(parsing: try fields.text("path"))
            return ["steps": .list(path.steps.map { .integer($0.rawValue) })]
        },
    ]

    private static let publicFields = [
        "depth", "parent_fingerprint", "child_number", "chain_code", "fingerprint", "public_key",
    ]

    private static func results(_ key: ExtendedPublicKey) -> [String: VectorValue] {
        [
            "depth": .integer(key.depth), "parent_fingerprint": .text(key.parentFingerprint.description),
            "child_number": .integer(key.childNumber.rawValue), "chain_code": .text(key.chainCode.hex),
            "fingerprint": .text(key.fingerprint.description), "public_key": .text(key.publicKey.hex),
            "network": .text(key.isTestNetwork ? "test" : "main"),
        ]
    }
}
