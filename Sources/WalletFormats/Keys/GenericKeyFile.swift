import BitcoinPrimitives
import Descriptors

/// The generic JSON export of a device with one object for each kind of account.
enum GenericKeyFile {
    private static let scripts: [(MultisigDescriptor.ScriptType, name: String)] = [
        (.p2wsh, "bip48_2"), (.p2shP2wsh, "bip48_1"),
    ]

    /// Reads the multisig accounts; single-key accounts are passed over.
    static func read(_ node: JSONNode) throws(WalletFileError) -> [ForeignKey] {
        let fields = try JSONFields(
            node, "the file",
            known: [
                "chain", "xfp", "account", "xpub", "bip44", "bip49", "bip84", "bip86", "bip48_1", "bip48_2", "bip45",
            ])
        let fingerprint = try fields.text("xfp")
        let chain = try fields.text("chain")
        guard ["BTC", "XTN", "XRT"].contains(chain) else { throw .malformed("chain", expected: "BTC, XTN or XRT") }
        var keys: [ForeignKey] = []
        for (scriptType, name) in scripts where fields.has(name) {
            let account = try JSONFields(
                try fields.value(name), name, known: ["name", "xfp", "deriv", "xpub", "desc", "_pub", "first"])
            let key = try ForeignKey(
                .genericJSON, fingerprint: fingerprint, path: try account.text("deriv"),
                xpub: try account.text("xpub"), scriptType: scriptType)
            guard key.key.xpub.isTestNetwork == (chain != "BTC") else { throw .otherNetwork(stated: chain) }
            // Both spellings of the key must be one key.
            if account.has("_pub") {
                let other = try ForeignKey(
                    .genericJSON, fingerprint: fingerprint, path: try account.text("deriv"),
                    xpub: try account.text("_pub"), scriptType: scriptType)
                guard other == key else { throw .contradiction("xpub and _pub of \(name) are different keys") }
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .missing("bip48_2") }
        return keys
    }
}
