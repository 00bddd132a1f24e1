import BitcoinPrimitives
import Descriptors

/// Coldcard's `ccxp-XFP.json`: the multisig keys of one device.
enum CCXPFile {
    private static let scripts: [(MultisigDescriptor.ScriptType, name: String)] = [
        (.p2wsh, "p2wsh"), (.p2shP2wsh, "p2sh_p2wsh"),
    ]

    /// The JSON text for the key of one script type.
    static func write(_ key: DescriptorKey, for scriptType: MultisigDescriptor.ScriptType) -> String {
        let name = scriptType == .p2wsh ? "p2wsh" : "p2sh_p2wsh"
        let path = key.origin.path.description
        return JSONText.object([
            ("\(name)_deriv", .string("m\(path.isEmpty ? "" : "/" + path)")),
            (name, .string(SLIP132.text(key.xpub, for: scriptType))),
            ("xfp", .string(key.origin.fingerprint.description.uppercased())),
        ]).text
    }

    /// Reads the keys for the script types of a vault; the one for bare P2SH is passed over.
    static func read(_ node: JSONNode) throws(WalletFileError) -> [ForeignKey] {
        let fields = try JSONFields(
            node, "the file",
            known: [
                "p2sh_deriv", "p2sh", "p2sh_desc", "p2sh_p2wsh_deriv", "p2sh_p2wsh", "p2sh_p2wsh_desc", "p2wsh_deriv",
                "p2wsh", "p2wsh_desc", "account", "xfp",
            ])
        let fingerprint = try fields.text("xfp")
        var keys: [ForeignKey] = []
        for (scriptType, name) in scripts where fields.has(name) {
            keys.append(
                try ForeignKey(
                    .ccxp, fingerprint: fingerprint, path: try fields.text("\(name)_deriv"),
                    xpub: try fields.text(name), scriptType: scriptType))
        }
        guard !keys.isEmpty else { throw .missing("p2wsh") }
        return keys
    }
}
