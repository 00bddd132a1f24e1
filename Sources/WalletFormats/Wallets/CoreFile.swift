import BitcoinPrimitives
import Descriptors

/// What Bitcoin Core's `importdescriptors` takes, and what its `listdescriptors` gives.
enum CoreFile {
    /// The last index that Bitcoin Core derives at once.
    private static let lastIndex = 999

    /// The JSON list for a wallet: receiving and change.
    static func write(_ wallet: MultisigWallet) -> String {
        let entries = zip(DescriptorFile.singles(wallet.descriptor), MultisigDescriptor.bothBranches)
        return JSONText.list(
            entries.map { text, branch in
                .object([
                    ("desc", .string(text)), ("active", .bool(true)),
                    ("internal", .bool(branch == ScriptPosition.changeBranch)),
                    ("range", .list([.number(0), .number(lastIndex)])), ("timestamp", .number(0)),
                ])
            }
        ).text
    }

    /// Reads a list of descriptors, as `importdescriptors` takes it.
    static func read(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        guard case .array(let entries) = node.value else {
            throw .malformed("the file", expected: "a list of descriptors")
        }
        // A wallet of descriptors has two; more are those of other wallets.
        guard (1...2).contains(entries.count) else {
            throw .contradiction("\(entries.count) descriptors are not those of one wallet")
        }
        var parsed: [MultisigDescriptor] = []
        for entry in entries { parsed.append(try descriptor(entry)) }
        return try ForeignWallet(format: .core, descriptor: try ForeignDescriptor.union(parsed))
    }

    /// Reads the answer of `listdescriptors`.
    static func readList(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        let fields = try JSONFields(node, "the file", known: ["wallet_name", "descriptors"])
        let wallet = try read(try fields.value("descriptors"))
        return try ForeignWallet(
            format: .core, name: try fields.optionalText("wallet_name"), descriptor: wallet.descriptor)
    }

    private static func descriptor(_ entry: JSONNode) throws(WalletFileError) -> MultisigDescriptor {
        let fields = try JSONFields(
            entry, "a descriptor",
            known: ["desc", "active", "internal", "range", "timestamp", "label", "next", "next_index"])
        let text = try fields.text("desc")
        // Bitcoin Core refuses a descriptor without checksum here, and so a file without one is not Bitcoin Core's.
        guard text.contains("#") else { throw .malformed("desc", expected: "a descriptor with a checksum") }
        let descriptor = try ForeignDescriptor.read(text)
        if fields.has("internal"), descriptor.branches.count == 1 {
            guard try fields.flag("internal") == (descriptor.branches == [ScriptPosition.changeBranch]) else {
                throw .contradiction("\"internal\" contradicts the branch of its descriptor")
            }
        }
        return descriptor
    }
}
