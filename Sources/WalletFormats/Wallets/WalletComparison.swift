package import BitcoinPrimitives
package import Descriptors

/// A vault's wallet beside the wallet in another program's file: what differs, in words.
package struct WalletComparison: Hashable, Sendable {
    /// What differs; what changes addresses comes first.
    package let differences: [WalletDifference]

    /// Compares; the order of the keys of a sorted multisig means nothing.
    package init(ours: MultisigWallet, theirs: ForeignWallet) {
        var found: [WalletDifference] = []
        let (our, their) = (ours.descriptor, theirs.descriptor)
        if our.isTestNetwork != their.isTestNetwork {
            found.append(.network(ours: ours.network, theirs: their.isTestNetwork ? "a test network" : "mainnet"))
        } else if let network = theirs.network, network != ours.network {
            found.append(.network(ours: ours.network, theirs: network.rawValue))
        }
        if our.scriptType != their.scriptType {
            found.append(.scriptType(ours: our.scriptType, theirs: their.scriptType))
        }
        if our.threshold != their.threshold {
            found.append(.threshold(ours: our.threshold, theirs: their.threshold))
        }
        found += Self.keys(ours, their.keys)
        if found.isEmpty, our.keys.map(\.xpub.publicKey) != their.keys.map(\.xpub.publicKey) {
            found.append(.order)
        }
        if their.branches.count == 1 { found.append(.oneBranch(their.branches[0])) }
        if let name = theirs.name, name != ours.name { found.append(.name(ours: ours.name, theirs: name)) }
        differences = found.sorted { $0.weight < $1.weight }
    }

    /// Whether the other program derives the same addresses and finds every key where the vault says it is.
    package var isSameWallet: Bool { differences.allSatisfy { $0.weight == .remark } }

    private static func keys(_ ours: MultisigWallet, _ theirs: [DescriptorKey]) -> [WalletDifference] {
        var found: [WalletDifference] = []
        for (key, name) in zip(ours.descriptor.keys, ours.keyNames) {
            guard let other = theirs.first(where: { $0.xpub.publicKey == key.xpub.publicKey }) else {
                found.append(.missingKey(name: name, fingerprint: key.origin.fingerprint))
                continue
            }
            if other.xpub.chainCode != key.xpub.chainCode { found.append(.chainCode(name: name)) }
            if other.origin != key.origin {
                found.append(.origin(name: name, ours: key.origin, theirs: other.origin))
            }
        }
        let known = Set(ours.descriptor.keys.map(\.xpub.publicKey))
        for (place, key) in theirs.enumerated() where !known.contains(key.xpub.publicKey) {
            found.append(.foreignKey(place: place, fingerprint: key.origin.fingerprint))
        }
        return found
    }
}

/// One thing in which another program's file differs from the vault.
package enum WalletDifference: Hashable, Sendable {
    /// How much a difference means.
    package enum Weight: Int, Comparable, Sendable {
        /// The other program has other addresses, or lets other people spend.
        case otherWallet
        /// The addresses are the same, but signers will not find their keys.
        case otherOrigin
        /// Nothing depends on it.
        case remark

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The networks differ.
    case network(ours: Network, theirs: String)
    /// The script types differ.
    case scriptType(ours: MultisigDescriptor.ScriptType, theirs: MultisigDescriptor.ScriptType)
    /// The numbers of signatures differ.
    case threshold(ours: Int, theirs: Int)
    /// A key of the vault is not in the file.
    case missingKey(name: String, fingerprint: Fingerprint)
    /// A key of the file is not in the vault; `place` counts from 0.
    case foreignKey(place: Int, fingerprint: Fingerprint)
    /// A key has another chain code, so that everything below it differs.
    case chainCode(name: String)
    /// A key has another master fingerprint or path.
    case origin(name: String, ours: KeyOrigin, theirs: KeyOrigin)
    /// The keys stand in another order.
    case order
    /// The file states only one branch.
    case oneBranch(UInt32)
    /// The wallets have different names.
    case name(ours: String, theirs: String)

    /// How much the difference means.
    package var weight: Weight {
        switch self {
        case .network, .scriptType, .threshold, .missingKey, .foreignKey, .chainCode: .otherWallet
        case .origin: .otherOrigin
        case .order, .oneBranch, .name: .remark
        }
    }

    /// A stable word for programs.
    package var code: String {
        switch self {
        case .network: "network"
        case .scriptType: "script-type"
        case .threshold: "threshold"
        case .missingKey: "missing-key"
        case .foreignKey: "foreign-key"
        case .chainCode: "chain-code"
        case .origin: "origin"
        case .order: "order"
        case .oneBranch: "one-branch"
        case .name: "name"
        }
    }
}

extension WalletDifference: CustomStringConvertible {
    package var description: String {
        switch self {
        case .network(let ours, let theirs): "the vault is for \(ours.rawValue), the file for \(theirs)"
        case .scriptType(let ours, let theirs):
            "the vault's scripts are \(ours.rawValue), the file's \(theirs.rawValue): every address differs"
        case .threshold(let ours, let theirs):
            "the vault needs \(ours) signatures, the file says \(theirs): every address differs"
        case .missingKey(let name, let fingerprint): "the key of \(name) (\(fingerprint)) is not in the file"
        case .foreignKey(let place, let fingerprint):
            "key \(place) of the file (\(fingerprint)) is nobody's in the vault: whoever holds it could sign"
        case .chainCode(let name): "the key of \(name) has another chain code in the file: every address differs"
        case .origin(let name, let ours, let theirs):
            "the key of \(name) stands at [\(ours)] in the vault and at [\(theirs)] in the file: "
                + "a device will not find it there"
        case .order: "the keys stand in another order, which changes nothing: they are sorted in every script"
        case .oneBranch(let branch):
            "the file states only branch \(branch) (\(branch == ScriptPosition.receiveBranch ? "receive" : "change"))"
        case .name(let ours, let theirs):
            "the vault is named \(QuotedText.quote(ours)), the wallet in the file \(QuotedText.quote(theirs))"
        }
    }
}
