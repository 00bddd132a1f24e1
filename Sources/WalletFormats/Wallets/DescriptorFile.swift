import BitcoinPrimitives
import Descriptors

/// Descriptors as lines of text: one for both branches, one for each branch, or both, with `#` before remarks.
enum DescriptorFile {
    /// The most descriptors of a file: both branches in one, receiving, change.
    private static let maximumCount = 3

    /// Two descriptors of one branch each.
    static func pair(_ descriptor: MultisigDescriptor) -> String {
        singles(descriptor).map { $0 + "\n" }.joined()
    }

    /// The form that Sparrow writes.
    static func sparrow(_ descriptor: MultisigDescriptor) -> String {
        let singles = singles(descriptor)
        return """
            # Receive and change descriptor (BIP389):
            \(descriptor.text)


            # Receive descriptor (Bitcoin Core):
            \(singles[0])

            # Change descriptor (Bitcoin Core):
            \(singles[1])

            """
    }

    /// One descriptor of one branch for each branch, with checksum.
    static func singles(_ descriptor: MultisigDescriptor) -> [String] {
        MultisigDescriptor.bothBranches.map { branch in
            ForeignDescriptor.withChecksum(
                ForeignDescriptor.body(of: descriptor).replacing("/<0;1>/*", with: "/\(branch)/*"))
        }
    }

    /// Whether a text is lines of descriptors and remarks.
    static func canBe(_ file: WalletText) -> Bool {
        descriptors(file).first.map { $0.hasPrefix("wsh(") || $0.hasPrefix("sh(") || isOtherDescriptor($0) } ?? false
    }

    /// Reads the lines; all descriptors must be of one wallet.
    static func read(_ file: WalletText) throws(WalletFileError) -> ForeignWallet {
        let texts = descriptors(file)
        guard texts.count <= maximumCount else {
            throw .contradiction("\(texts.count) descriptors are more than one wallet has")
        }
        var parsed: [MultisigDescriptor] = []
        for text in texts { parsed.append(try ForeignDescriptor.read(text)) }
        let hasRemarks = file.lines.contains { $0.hasPrefix("#") }
        return try ForeignWallet(
            format: hasRemarks ? .sparrow : parsed.count == 1 ? .descriptor : .descriptorPair,
            descriptor: try ForeignDescriptor.union(parsed))
    }

    private static func descriptors(_ file: WalletText) -> [String] {
        file.lines.map { String(WalletText.trim($0[...])) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    /// Whether a line is a descriptor of another function, which the parser then refuses by its name.
    private static func isOtherDescriptor(_ line: String) -> Bool {
        ["tr(", "wpkh(", "pkh(", "multi(", "sortedmulti(", "addr(", "raw(", "combo(", "pk(", "rawtr("]
            .contains { line.hasPrefix($0) }
    }
}
