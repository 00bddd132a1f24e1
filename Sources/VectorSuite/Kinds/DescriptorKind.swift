import BitcoinCrypto
import BitcoinPrimitives
import Descriptors
import SecretKeys

/// Descriptors, and the account keys that stand in them.
struct DescriptorKind: VectorKind {
    let name = "descriptor"
    let about = "multisig descriptors (BIP-380 to BIP-389), all others refused by name; account keys (BIP-48)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "parse", inputs: ["descriptor", "checksum_required"],
            results: ["ranged", "checksum", "paths", "scripts", "addresses", "expanded"],
            ignored: ["needs_private_key"]
        ) { fields in
            let text = try fields.text("descriptor")
            let descriptor = try MultisigDescriptor(parsing: text)
            guard descriptor.text == text else { return [:] }
            let network: Network = descriptor.isTestNetwork ? .testnet3 : .mainnet
            let scripts = try descriptor.branches.map { branch in
                try (UInt32(0)..<3).map { try descriptor.script(at: ScriptPosition(branch: branch, index: $0)) }
            }
            return [
                // Nothing else is taken.
                "ranged": .bool(true), "checksum": .text(String(descriptor.text.suffix(8))),
                "paths": .integer(descriptor.branches.count),
                "scripts": .list(scripts.map { .texts($0.map(\.scriptPubKey.hex)) }),
                "addresses": .list(
                    scripts.map { branch in
                        .list(
                            branch.map {
                                .optional(Address(scriptPubKey: $0.scriptPubKey, network: network)?.text)
                            })
                    }),
                "expanded": try expanded(descriptor, fields),
            ]
        },
        VectorOperation(
            "key", inputs: ["key"],
            ignored: ["origin_fingerprint", "origin_path", "steps", "wildcard", "kind", "public_key_child_0"]
        ) { fields in
            // As the only key of a multisig: none of the listed ones has both an origin and the steps of a vault.
            _ = try MultisigDescriptor(parsing: "wsh(sortedmulti(1,\(try fields.text("key"))))")
            return [:]
        },
        VectorOperation(
            "path", inputs: ["path"], results: ["steps"],
            ignored: ["purpose", "coin_type", "account", "script_type", "script", "change", "index"]
        ) { fields in
            let path = try DerivationPath(parsing: try fields.text("path"))
            return ["steps": .list(path.steps.map { .integer($0.rawValue) })]
        },
        VectorOperation(
            "account", inputs: ["mnemonic", "path", "network"],
            results: ["master_fingerprint", "xpub", "key_origin", "child_0_0", "child_1_0"], ignored: ["slip132"]
        ) { fields in
            let master = try VectorSecrets.master(
                words: try fields.text("mnemonic"), network: try fields.network("network"))
            let path = try DerivationPath(parsing: try fields.text("path"))
            let xpub = try master.derived(path).extendedPublicKey()
            let origin = KeyOrigin(fingerprint: master.fingerprint, path: path)
            func child(_ branch: UInt32) throws -> VectorValue {
                .text(try xpub.derived(.normal(branch)).derived(.normal(0)).publicKey.hex)
            }
            return [
                "master_fingerprint": .text(master.fingerprint.description), "xpub": .text(xpub.description),
                "key_origin": .text("[\(origin)]"), "child_0_0": try child(0), "child_1_0": try child(1),
            ]
        },
        VectorOperation(
            "address", inputs: ["mnemonic", "path", "network", "script"], results: ["public_key", "address"]
        ) { fields in
            let network = try fields.network("network")
            let master = try VectorSecrets.master(words: try fields.text("mnemonic"), network: network)
            let key = try master.derived(try DerivationPath(parsing: try fields.text("path"))).publicKey
            let hash = Hash160.hash(key.bytes)
            let scripts: [String: Script] = [
                "p2pkh": .p2pkh(hash: hash), "p2wpkh": .p2wpkh(hash: hash),
                "p2sh-p2wpkh": .p2sh(of: .p2wpkh(hash: hash)),
            ]
            let address = scripts[try fields.text("script")].flatMap { Address(scriptPubKey: $0, network: network) }
            return ["public_key": .text(key.hex), "address": .optional(address?.text)]
        },
    ]

    /// The row's descriptors of one branch each, when they give the same scripts as the branches.
    private static func expanded(_ descriptor: MultisigDescriptor, _ fields: VectorFields) throws -> VectorValue {
        let texts = try fields.object("expected").texts("expanded")
        for (text, branch) in zip(texts, descriptor.branches) {
            let single = try MultisigDescriptor(parsing: text)
            let position = ScriptPosition(branch: branch, index: 2)
            guard single.branches == [branch], try single.script(at: position) == descriptor.script(at: position) else {
                return .null
            }
        }
        return texts.count == descriptor.branches.count ? .texts(texts) : .null
    }
}
