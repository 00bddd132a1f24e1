import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Descriptors
import SecretKeys
import WalletFormats

/// The prefixes of extended keys that SLIP-132 added to those of BIP-32.
struct SLIP132Kind: VectorKind {
    let name = "slip132"
    let about = "other prefixes of extended keys: those of multisig are read at the boundary (SLIP-132)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "prefix", inputs: ["version"], results: ["prefix", "network", "private"], ignored: ["script", "purpose"]
        ) { fields in
            guard let version = ExtendedKeyVersion(try fields.bytes("version")) else { return [:] }
            return [
                "prefix": .text(version.prefix), "network": .text(version.isTest ? "test" : "main"),
                "private": .bool(version.isPrivate),
            ]
        },
        VectorOperation(
            "account", inputs: ["mnemonic", "path"], results: ["standard_xpub", "standard_xprv", "first_address"],
            ignored: ["public", "private"]
        ) { fields in
            let path = try DerivationPath(parsing: try fields.text("path"))
            let key = try VectorSecrets.master(words: try fields.text("mnemonic"), network: .mainnet).derived(path)
            let xpub = try key.extendedPublicKey()
            let first = try xpub.derived(.normal(0)).derivedPublicKey(.normal(0))
            return [
                "standard_xpub": .text(xpub.description), "standard_xprv": .text(try VectorSecrets.text(key)),
                "first_address": .optional(address(of: first, purpose: path.steps.first?.index)),
            ]
        },
        VectorOperation(
            "convert", inputs: ["key"], results: ["standard", "network", "private", "prefix", "script"]
        ) { fields in
            let parsed = try SLIP132(parsing: try fields.text("key"))
            let key = parsed.key
            if let type = parsed.scriptType {
                // Written again with its prefix, a key is what it was.
                guard SLIP132.text(key, for: type) == (try fields.text("key")) else { return [:] }
            }
            return [
                "standard": .text(key.description), "network": .text(key.isTestNetwork ? "test" : "main"),
                "private": .bool(false), "prefix": .text(parsed.prefix),
                // SLIP-132's words for the prefixes that name no script of a multisig.
                "script": .text(parsed.scriptType.map { "multisig \($0.rawValue)" } ?? "p2pkh or p2sh"),
            ]
        },
    ]

    /// The address of a single key under the script type that a purpose stands for (BIP-44, BIP-49, BIP-84).
    private static func address(of key: PublicKey, purpose: UInt32?) -> String? {
        let hash = Hash160.hash(key.bytes)
        let scripts: [UInt32: Script] = [
            44: .p2pkh(hash: hash), 49: .p2sh(of: .p2wpkh(hash: hash)), 84: .p2wpkh(hash: hash),
        ]
        return purpose.flatMap { scripts[$0] }.flatMap { Address(scriptPubKey: $0, network: .mainnet)?.text }
    }
}
