import BitcoinPrimitives
import Descriptors

/// Specter's forms: the wallet file of Specter Desktop and the line that Specter DIY reads.
enum SpecterFile {
    /// What the line of Specter DIY begins with.
    static let verb = "addwallet "

    /// The JSON text for a wallet; Specter derives the change branch from the receive branch.
    static func write(_ wallet: MultisigWallet) -> String {
        let singles = DescriptorFile.singles(wallet.descriptor)
        return JSONText.object([
            ("label", .string(wallet.name)), ("blockheight", .number(0)), ("descriptor", .string(singles[0])),
            (
                "devices",
                .list(wallet.keyNames.map { .object([("type", .string("other")), ("label", .string($0))]) })
            ),
        ]).text
    }

    /// The line for a wallet: both branches as `{0,1}`.
    static func writeLine(_ wallet: MultisigWallet) throws(WalletFileError) -> String {
        guard !wallet.name.contains("&") else { throw .malformed("name", expected: "a name without &") }
        let body = ForeignDescriptor.body(of: wallet.descriptor).replacing("/<0;1>/*", with: "/{0,1}/*")
        return "\(verb)\(wallet.name)&\(body)\n"
    }

    /// Reads the JSON object.
    static func read(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        let fields = try JSONFields(node, "the wallet", known: ["label", "blockheight", "descriptor", "devices"])
        let descriptor = try ForeignDescriptor.read(try fields.text("descriptor"))
        var names: [String] = []
        if fields.has("devices") {
            for entry in try fields.list("devices") {
                if case .string(let name) = entry.value {
                    names.append(name)
                    continue
                }
                names.append(try JSONFields(entry, "devices", known: ["type", "label"]).text("label"))
            }
        }
        guard names.isEmpty || names.count == descriptor.keys.count else {
            throw .keyCount(stated: names.count, found: descriptor.keys.count)
        }
        return try ForeignWallet(
            format: .specter, name: try fields.optionalText("label"), descriptor: descriptor, keyNames: names)
    }

    /// Reads `addwallet NAME&DESCRIPTOR`.
    static func readLine(_ text: String) throws(WalletFileError) -> ForeignWallet {
        let parts = text.dropFirst(verb.count).split(separator: "&", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .malformed("addwallet", expected: "a name, an & and a descriptor") }
        return try ForeignWallet(
            format: .specterDIY, name: String(WalletText.trim(parts[0])),
            descriptor: try ForeignDescriptor.read(String(WalletText.trim(parts[1]))))
    }
}
