import ByteCoding

/// A wallet policy as JSON, with the member names of Ledger's client library.
enum WalletPolicyFile {
    /// The JSON text for a wallet.
    static func write(_ wallet: MultisigWallet) throws(WalletFileError) -> String {
        let policy = WalletPolicy(wallet.descriptor)
        return JSONText.object([
            ("name", .string(wallet.name)), ("descriptor_template", .string(policy.template)),
            ("keys_info", .list(policy.keys.map(JSONText.string))),
            ("ledger_policy_id", .string(policy.ledgerID(name: wallet.name).hex)),
        ]).text
    }

    /// Reads the JSON object; an id in it must be right.
    static func read(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        let fields = try JSONFields(
            node, "the policy", known: ["name", "descriptor_template", "keys_info", "ledger_policy_id"])
        let name = try fields.text("name")
        let template = try fields.text("descriptor_template")
        let keys = try fields.texts("keys_info")
        let policy: WalletPolicy
        do throws(WalletPolicyError) {
            policy = try WalletPolicy(template: template, keys: keys)
        } catch {
            if error == .unsorted { throw .unsorted }
            throw .policy(error)
        }
        if let stated = try fields.optionalText("ledger_policy_id") {
            guard stated == policy.ledgerID(name: name).hex else { throw .policy(.otherID) }
        }
        return try ForeignWallet(format: .bip388, name: name, descriptor: policy.descriptor)
    }
}
