import BitcoinCrypto
import BitcoinPrimitives

/// Multisig scripts with sorted keys.
struct BIP67Kind: VectorKind {
    let name = "bip67"
    let about = "sorted keys, the multisig script of them and its addresses (BIP-67)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "sort", inputs: ["required", "keys", "keys_on_curve"],
            results: [
                "sorted", "script", "p2sh_address", "p2wsh_address", "p2sh_p2wsh_address", "p2sh_address_test",
                "p2wsh_address_test", "p2sh_p2wsh_address_test",
            ]
        ) { fields in
            let keys = try fields.byteLists("keys").map { try EncodedPublicKey($0) }
            let multisig = try MultisigScript(threshold: try fields.integer("required"), sorting: keys)
            guard multisig.isSorted, try MultisigScript(parsing: multisig.script) == multisig else { return [:] }
            let script = multisig.script
            var results: [String: VectorValue] = [
                "sorted": .texts(multisig.keys.map(\.hex)), "script": .text(script.hex),
            ]
            let outputs: [(String, Script)] = [
                ("p2sh_address", .p2sh(of: script)), ("p2wsh_address", .p2wsh(of: script)),
                ("p2sh_p2wsh_address", .p2sh(of: .p2wsh(of: script))),
            ]
            for (name, output) in outputs {
                results[name] = .optional(Address(scriptPubKey: output, network: .mainnet)?.text)
                results["\(name)_test"] = .optional(Address(scriptPubKey: output, network: .testnet3)?.text)
            }
            return results
        }
    ]
}
