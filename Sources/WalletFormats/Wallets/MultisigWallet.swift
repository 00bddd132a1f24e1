package import BitcoinPrimitives
package import Descriptors

/// What there is of a vault that a file for another program can carry: scripts and names, never rules.
package struct MultisigWallet: Hashable, Sendable {
    /// The wallet's name.
    package let name: String

    /// The network of its addresses.
    package let network: Network

    /// The scripts of both branches.
    package let descriptor: MultisigDescriptor

    /// A name for each key, in the order of the keys.
    package let keyNames: [String]

    /// The most characters of a name: what the longest-minded of the formats, BIP-388 as Ledger registers it, takes.
    package static let nameLimit = 64

    /// Takes a wallet whose names are printable ASCII and whose keys belong to the network.
    package init(
        name: String, network: Network, descriptor: MultisigDescriptor, keyNames: [String]
    ) throws(WalletFileError) {
        for name in [name] + keyNames where !Self.isName(name, limit: Self.nameLimit) {
            throw .name(limit: Self.nameLimit)
        }
        guard keyNames.count == descriptor.keys.count else {
            throw .keyCount(stated: keyNames.count, found: descriptor.keys.count)
        }
        guard descriptor.branches == MultisigDescriptor.bothBranches else { throw .oneBranch }
        guard descriptor.belongs(to: network) else { throw .otherNetwork(stated: network.rawValue) }
        self.name = name
        self.network = network
        self.descriptor = descriptor
        self.keyNames = keyNames
    }

    /// Whether a text is a name that every program shows alike: printable ASCII without a space at its ends.
    static func isName(_ text: String, limit: Int) -> Bool {
        let bytes = text.utf8
        return (1...limit).contains(bytes.count) && bytes.allSatisfy { (0x20...0x7e).contains($0) }
            && bytes.first != 0x20 && bytes.last != 0x20
    }
}

/// A wallet as another program's file describes it; nothing in it was guessed.
package struct ForeignWallet: Hashable, Sendable {
    /// The format of the file.
    package let format: WalletFormat

    /// The wallet's name, where the file states one.
    package let name: String?

    /// The network, where the file names exactly one.
    package let network: Network?

    /// The scripts of the branches that the file states.
    package let descriptor: MultisigDescriptor

    /// Names of the keys in their order; empty where the file has none.
    package let keyNames: [String]

    /// States what was read.
    init(
        format: WalletFormat, name: String? = nil, network: Network? = nil, descriptor: MultisigDescriptor,
        keyNames: [String] = []
    ) throws(WalletFileError) {
        // A key that contradicts its origin would be looked for in the wrong place by every signer.
        if let key = descriptor.keys.firstIndex(where: { !$0.originMatchesDepth }) {
            throw .originContradictsKey(key: key)
        }
        if let network, !descriptor.belongs(to: network) { throw .otherNetwork(stated: network.rawValue) }
        self.format = format
        self.name = name
        self.network = network
        self.descriptor = descriptor
        self.keyNames = keyNames
    }
}
