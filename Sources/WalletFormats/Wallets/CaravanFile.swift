import BitcoinPrimitives
import Descriptors

/// Caravan's wallet configuration, which Unchained's and Sparrow's files follow.
enum CaravanFile {
    /// The JSON text for a wallet.
    static func write(_ wallet: MultisigWallet) -> String {
        let descriptor = wallet.descriptor
        let keys = zip(descriptor.keys, wallet.keyNames).map { key, name in
            let path = ForeignDescriptor.apostrophes(key.origin.path)
            return JSONText.object([
                ("name", .string(name)), ("bip32Path", .string("m\(path.isEmpty ? "" : "/" + path)")),
                ("xpub", .string(key.xpub.description)), ("xfp", .string(key.origin.fingerprint.description)),
                ("method", .string("text")),
            ])
        }
        return JSONText.object([
            ("name", .string(wallet.name)),
            ("addressType", .string(descriptor.scriptType == .p2wsh ? "P2WSH" : "P2SH-P2WSH")),
            ("network", .string(networkName(wallet.network))),
            ("client", .object([("type", .string("public"))])),
            (
                "quorum",
                .object([
                    ("requiredSigners", .number(descriptor.threshold)),
                    ("totalSigners", .number(descriptor.keys.count)),
                ])
            ),
            ("extendedPublicKeys", .list(keys)), ("startingAddressIndex", .number(0)),
        ]).text
    }

    /// Reads the JSON object.
    static func read(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        let fields = try JSONFields(
            node, "the wallet",
            known: [
                "name", "uuid", "addressType", "network", "client", "quorum", "extendedPublicKeys",
                "startingAddressIndex", "ledgerPolicyHmacs",
            ])
        let scriptType = try scriptType(try fields.text("addressType"))
        let quorum = try JSONFields(
            try fields.value("quorum"), "quorum", known: ["requiredSigners", "totalSigners"])
        let entries = try fields.list("extendedPublicKeys")
        guard entries.count <= MultisigScript.maximumKeys else {
            throw .tooManyKeys(count: entries.count, limit: MultisigScript.maximumKeys)
        }
        var keys: [DescriptorKey] = []
        var names: [String] = []
        for (index, entry) in entries.enumerated() {
            let key = try JSONFields(
                entry, "extendedPublicKeys", known: ["name", "bip32Path", "xpub", "xfp", "method"])
            // Caravan writes "Unknown" where it was told no path or fingerprint.
            guard let path = try key.optionalText("bip32Path"), let fingerprint = try key.optionalText("xfp"),
                path != "Unknown", fingerprint != "Unknown"
            else { throw .originMissing(key: index) }
            names.append(try key.text("name"))
            keys.append(
                try KeyParts.key(
                    fingerprint: fingerprint, path: path, xpub: try key.text("xpub"), scriptType: scriptType,
                    index: index))
        }
        let total = try quorum.number("totalSigners")
        guard total == keys.count else { throw .keyCount(stated: total, found: keys.count) }
        let descriptor = try KeyParts.descriptor(
            scriptType, threshold: try quorum.number("requiredSigners"), keys)
        return try ForeignWallet(
            format: .caravan, name: try fields.optionalText("name"),
            network: try network(try fields.text("network"), descriptor), descriptor: descriptor, keyNames: names)
    }

    /// Caravan knows the main network and a test network.
    private static func networkName(_ network: Network) -> String { network.isTest ? "testnet" : "mainnet" }

    /// The main network is one; the name of a test network stands for any of them.
    private static func network(
        _ name: String, _ descriptor: MultisigDescriptor
    ) throws(WalletFileError) -> Network? {
        switch name {
        case "mainnet": return .mainnet
        case "testnet", "regtest", "signet", "testnet4":
            guard descriptor.isTestNetwork else { throw .otherNetwork(stated: name) }
            return nil
        default: throw .malformed("network", expected: "mainnet or testnet")
        }
    }

    private static func scriptType(_ text: String) throws(WalletFileError) -> MultisigDescriptor.ScriptType {
        switch text {
        case "P2WSH": return .p2wsh
        // Sparrow writes the second.
        case "P2SH-P2WSH", "P2SH_P2WSH": return .p2shP2wsh
        default: throw .script(text)
        }
    }
}
