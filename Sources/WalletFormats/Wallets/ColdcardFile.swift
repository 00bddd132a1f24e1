import BitcoinPrimitives
import Descriptors

/// Coldcard's multisig text file: `label: value` lines, always sorted keys; also its JSON form with a descriptor.
enum ColdcardFile {
    /// The most characters of a name.
    static let nameLimit = 20

    /// The most keys of a Coldcard multisig.
    static let keyLimit = 15

    private enum Label: String, CaseIterable {
        case name, policy, format, derivation, sorted
    }

    /// The text for a wallet.
    static func write(_ wallet: MultisigWallet) throws(WalletFileError) -> String {
        guard MultisigWallet.isName(wallet.name, limit: nameLimit) else { throw .name(limit: nameLimit) }
        let descriptor = wallet.descriptor
        guard descriptor.keys.count <= keyLimit else {
            throw .tooManyKeys(count: descriptor.keys.count, limit: keyLimit)
        }
        var lines = [
            "Name: \(wallet.name)", "Policy: \(descriptor.threshold) of \(descriptor.keys.count)",
            "Format: \(descriptor.scriptType == .p2wsh ? "P2WSH" : "P2SH-P2WSH")",
        ]
        for key in descriptor.keys {
            let path = ForeignDescriptor.apostrophes(key.origin.path)
            lines += [
                "", "Derivation: m\(path.isEmpty ? "" : "/" + path)",
                "\(key.origin.fingerprint.description.uppercased()): \(key.xpub)",
            ]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Whether a text has a line with one of the labels that every such file has.
    static func canBe(_ file: WalletText) -> Bool {
        file.lines.contains { line in
            let label = line.prefix { $0 != ":" }.lowercased()
            return line.contains(":")
                && [Label.name.rawValue, Label.policy.rawValue, Label.format.rawValue].contains(label)
        }
    }

    /// Reads the text; every label but `Derivation` stands once, and nothing else stands there.
    static func read(_ file: WalletText) throws(WalletFileError) -> ForeignWallet {
        var values: [Label: String] = [:]
        var keys: [(fingerprint: String, path: String, xpub: String)] = []
        for line in file.lines {
            let content = WalletText.trim(withoutRemark(line))
            guard !content.isEmpty else { continue }
            let parts = content.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw .malformed("line", expected: "a label, a colon and a value") }
            let name = String(WalletText.trim(parts[0]))
            let value = String(WalletText.trim(parts[1]))
            if let label = Label(rawValue: name.lowercased()) {
                guard values.updateValue(value, forKey: label) == nil || label == .derivation else {
                    throw .repeated(name)
                }
            } else if (try? Fingerprint(parsing: name)) != nil {
                guard let path = values[.derivation] else { throw .originMissing(key: keys.count) }
                guard keys.count < MultisigScript.maximumKeys else {
                    throw .tooManyKeys(count: keys.count + 1, limit: MultisigScript.maximumKeys)
                }
                keys.append((name, path, value))
            } else {
                throw .unknown(name)
            }
        }
        return try wallet(values, keys)
    }

    /// Reads `{"name": …, "desc": …}`.
    static func readDescriptor(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        let fields = try JSONFields(node, "the wallet", known: ["name", "desc"])
        return try ForeignWallet(
            format: .coldcard, name: try fields.optionalText("name"),
            descriptor: try ForeignDescriptor.read(try fields.text("desc")))
    }

    private static func wallet(
        _ values: [Label: String], _ keys: [(fingerprint: String, path: String, xpub: String)]
    ) throws(WalletFileError) -> ForeignWallet {
        guard let name = values[.name] else { throw .missing("Name") }
        guard let policy = values[.policy] else { throw .missing("Policy") }
        // Coldcard takes a missing Format for bare P2SH.
        guard let format = values[.format] else { throw .formatMissing }
        if let sorted = values[.sorted] {
            guard ["true", "false"].contains(sorted.lowercased()) else {
                throw .malformed("Sorted", expected: "True or False")
            }
            guard sorted.lowercased() == "true" else { throw .unsorted }
        }
        let (threshold, total) = try quorum(policy)
        guard total == keys.count else { throw .keyCount(stated: total, found: keys.count) }
        let scriptType = try scriptType(format)
        var parsed: [DescriptorKey] = []
        for (index, key) in keys.enumerated() {
            parsed.append(
                try KeyParts.key(
                    fingerprint: key.fingerprint, path: key.path, xpub: key.xpub, scriptType: scriptType, index: index))
        }
        return try ForeignWallet(
            format: .coldcard, name: name,
            descriptor: try KeyParts.descriptor(scriptType, threshold: threshold, parsed))
    }

    /// `2 of 3` or `2/3`.
    private static func quorum(_ text: String) throws(WalletFileError) -> (threshold: Int, total: Int) {
        let parts = text.lowercased().replacing(" of ", with: "/").split(
            separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let threshold: Int = DecimalText.parse(WalletText.trim(parts[0])),
            let total: Int = DecimalText.parse(WalletText.trim(parts[1]))
        else { throw .malformed("Policy", expected: "such as 2 of 3") }
        return (threshold, total)
    }

    private static func scriptType(_ text: String) throws(WalletFileError) -> MultisigDescriptor.ScriptType {
        switch text.lowercased() {
        case "p2wsh": return .p2wsh
        case "p2sh-p2wsh", "p2wsh-p2sh": return .p2shP2wsh
        default: throw .script(text)
        }
    }

    /// A line without what follows a `#`, but for one before a digit, which a name may have.
    private static func withoutRemark(_ line: String) -> Substring {
        if line.hasPrefix("#") { return "" }
        var start = line.startIndex
        while let mark = line[start...].firstIndex(of: "#") {
            let next = line.index(after: mark)
            guard next < line.endIndex, line[next].isASCII, line[next].isNumber else { return line[..<mark] }
            start = next
        }
        return line[...]
    }
}
