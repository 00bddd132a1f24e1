import Descriptors

/// The forms in which other programs take a multisig wallet.
package enum WalletFormat: String, CaseIterable, Hashable, Sendable {
    /// One output descriptor for both branches (BIP-380, BIP-383, BIP-389).
    case descriptor
    /// Two output descriptors of one branch each (BIP-380, BIP-383).
    case descriptorPair = "descriptor-pair"
    /// The descriptor record of BSMS round 2 (BIP-129).
    case bsms
    /// Coldcard's multisig text file, which many signers read.
    case coldcard
    /// A wallet policy (BIP-388) with the id that Ledger's application gives it.
    case bip388
    /// Caravan's wallet configuration, also Unchained's.
    case caravan
    /// The argument of Bitcoin Core's `importdescriptors`.
    case core
    /// Specter Desktop's wallet file.
    case specter
    /// The `addwallet` line of Specter DIY.
    case specterDIY = "specter-diy"
    /// Sparrow's text of three descriptors.
    case sparrow

    /// What the form is, in half a line.
    package var about: String {
        switch self {
        case .descriptor: "one output descriptor with checksum, both branches (BIP-389)"
        case .descriptorPair: "two output descriptors with checksum, for programs without BIP-389"
        case .bsms: "descriptor record of BSMS round 2 (BIP-129), encrypted with --token-file"
        case .coldcard: "multisig text file of Coldcard, Passport, Jade, Keystone and others"
        case .bip388: "wallet policy (BIP-388) with Ledger's policy id"
        case .caravan: "wallet configuration of Caravan and Unchained"
        case .core: "argument of Bitcoin Core's importdescriptors"
        case .specter: "wallet file of Specter Desktop"
        case .specterDIY: "addwallet line of Specter DIY"
        case .sparrow: "output descriptor file of Sparrow"
        }
    }

    /// What follows the wallet's name in the usual file name.
    package var fileSuffix: String {
        switch self {
        case .descriptor: "descriptor.txt"
        case .descriptorPair: "descriptors.txt"
        case .bsms: "bsms"
        case .coldcard: "coldcard.txt"
        case .bip388: "policy.json"
        case .caravan: "caravan.json"
        case .core: "core.json"
        case .specter: "specter.json"
        case .specterDIY: "specter-diy.txt"
        case .sparrow: "sparrow.txt"
        }
    }

    /// What no form carries: whoever uses a vault through another program goes without it.
    package static let neverCarried = [
        "the people and their roles, release rules, confirmations, orders and fee caps: the program that reads the file "
            + "keeps none of them, and M signatures are enough for it",
        "the vault's version, its acknowledgements and words: a later version makes the file out of date unnoticed",
    ]

    /// What this form does not carry beyond that, or states where the vault states nothing.
    package var notCarried: [String] {
        let testNetworks = "which of the test networks is meant"
        let keyNames = "the names of the cosigners"
        switch self {
        case .descriptor, .descriptorPair, .sparrow: return ["the wallet's name", keyNames, testNetworks]
        case .bsms: return ["the wallet's name", keyNames, "a checksum (the first address stands in its place)"]
        case .coldcard: return [keyNames, testNetworks, "a checksum", "the branches: Coldcard always uses 0 and 1"]
        case .bip388: return [keyNames, testNetworks, "a checksum (Ledger's id covers all of it)"]
        case .caravan:
            return ["which of testnet3, testnet4, signet and regtest is meant", "a checksum", "the branches"]
        case .core:
            return [
                "the wallet's name", keyNames, testNetworks,
                "when the wallet began: the file says 0, so that Bitcoin Core searches the whole chain",
            ]
        case .specter:
            return [
                testNetworks, "the change branch: Specter derives it",
                "when the wallet began: the file says height 0, so that Specter searches the whole chain",
            ]
        case .specterDIY: return [keyNames, testNetworks, "a checksum"]
        }
    }

    /// The file's bytes.
    package func write(_ wallet: MultisigWallet) throws(WalletFileError) -> [UInt8] {
        let text =
            switch self {
            case .descriptor: wallet.descriptor.text + "\n"
            case .descriptorPair: DescriptorFile.pair(wallet.descriptor)
            case .bsms: try BSMSDescriptorRecord.write(wallet)
            case .coldcard: try ColdcardFile.write(wallet)
            case .bip388: try WalletPolicyFile.write(wallet)
            case .caravan: CaravanFile.write(wallet)
            case .core: CoreFile.write(wallet)
            case .specter: SpecterFile.write(wallet)
            case .specterDIY: try SpecterFile.writeLine(wallet)
            case .sparrow: DescriptorFile.sparrow(wallet.descriptor)
            }
        return Array(text.utf8)
    }

    /// Reads a file of any of the forms; which one it is shows in the file.
    package static func read(_ bytes: [UInt8]) throws(WalletFileError) -> ForeignWallet {
        try read(try WalletText(bytes))
    }

    /// Reads a text of any of the forms.
    static func read(_ file: WalletText) throws(WalletFileError) -> ForeignWallet {
        let text = file.trimmed
        if text.hasPrefix("{") || text.hasPrefix("[{") || (text.hasPrefix("[") && text.contains("\"desc\"")) {
            return try readJSON(try file.json())
        }
        if text.hasPrefix("BSMS ") { return try BSMSDescriptorRecord.wallet(file) }
        if text.hasPrefix(SpecterFile.verb) { return try SpecterFile.readLine(text) }
        if DescriptorFile.canBe(file) { return try DescriptorFile.read(file) }
        if ColdcardFile.canBe(file) { return try ColdcardFile.read(file) }
        if BSMSEncryption.canBe(text) { throw .encrypted }
        throw .unknownFormat
    }

    private static func readJSON(_ node: JSONNode) throws(WalletFileError) -> ForeignWallet {
        if case .array = node.value { return try CoreFile.read(node) }
        if node.member("descriptors") != nil { return try CoreFile.readList(node) }
        if node.member("extendedPublicKeys") != nil { return try CaravanFile.read(node) }
        if node.member("descriptor_template") != nil { return try WalletPolicyFile.read(node) }
        if node.member("descriptor") != nil { return try SpecterFile.read(node) }
        if node.member("desc") != nil { return try ColdcardFile.readDescriptor(node) }
        throw .unknownFormat
    }
}
