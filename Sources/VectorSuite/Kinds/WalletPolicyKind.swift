import BitcoinPrimitives
import Descriptors
import WalletFormats

/// Wallet policies of a sorted multisig; every other policy is refused by the function it uses.
struct WalletPolicyKind: VectorKind {
    let name = "bip388"
    let about = "wallet policies of multisig wallets, all others refused by name (BIP-388)"

    let operations: [VectorOperation] = [
        VectorOperation(
            "policy", inputs: ["template", "keys", "needs"],
            results: [
                "descriptor", "scripts", "first_receive_address", "first_change_address", "descriptor_checksum",
            ]
        ) { fields in
            let policy = try WalletPolicy(template: try fields.text("template"), keys: try fields.texts("keys"))
            let descriptor = policy.descriptor
            let scripts = try MultisigDescriptor.bothBranches.map {
                try descriptor.script(at: ScriptPosition(branch: $0, index: 0)).scriptPubKey
            }
            let network: Network = descriptor.isTestNetwork ? .testnet3 : .mainnet
            let addresses = scripts.map { Address(scriptPubKey: $0, network: network)?.text }
            // The vectors spell hardened steps with an apostrophe; both spellings have their own checksum.
            var text = policy.template
            for (index, key) in policy.keys.enumerated().reversed() {
                text = text.replacing("@\(index)/**", with: "\(key)/<0;1>/*")
            }
            return [
                "descriptor": .text(text), "scripts": .texts(scripts.map(\.hex)),
                "first_receive_address": .optional(addresses[0]), "first_change_address": .optional(addresses[1]),
                "descriptor_checksum": .text(try MultisigDescriptor.checksum(of: text)),
            ]
        },
        VectorOperation("template", inputs: ["template"]) { fields in
            try WalletPolicy.check(template: try fields.text("template"))
            return [:]
        },
    ]
}
