import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding

/// A ranged descriptor of a multisig wallet: `wsh(sortedmulti(…))` or `sh(wsh(sortedmulti(…)))` (BIP-380 to BIP-389).
package struct MultisigDescriptor: Hashable, Sendable, CustomStringConvertible {
    /// How the output script holds the witness script.
    package enum ScriptType: String, CaseIterable, Hashable, Sendable {
        /// The hash of the witness script stands in the output (BIP-141).
        case p2wsh = "p2wsh"
        /// The P2WSH script is the redeem script of a P2SH output (BIP-141).
        case p2shP2wsh = "p2sh-p2wsh"
    }

    /// How the output script holds the witness script.
    package let scriptType: ScriptType

    /// M, the number of signatures that spend.
    package let threshold: Int

    /// The cosigners' keys in the order in which they are written.
    package let keys: [DescriptorKey]

    /// The branches that scripts can be derived on: both, or the only one that the text names.
    package let branches: [UInt32]

    /// One extended key per branch and cosigner, so that a script costs one derivation per cosigner.
    let branchKeys: [[ExtendedPublicKey]]

    /// Receiving and change, `<0;1>` in text.
    package static let bothBranches = [ScriptPosition.receiveBranch, ScriptPosition.changeBranch]

    /// Takes the keys of all cosigners; both branches.
    package init(scriptType: ScriptType, threshold: Int, keys: [DescriptorKey]) throws(DescriptorError) {
        try self.init(scriptType: scriptType, threshold: threshold, keys: keys, branches: Self.bothBranches)
    }

    init(
        scriptType: ScriptType, threshold: Int, keys: [DescriptorKey], branches: [UInt32]
    ) throws(DescriptorError) {
        guard !keys.isEmpty, keys.count <= MultisigScript.maximumKeys else { throw .keyCount(keys.count) }
        guard threshold >= 1, threshold <= keys.count else { throw .threshold(threshold, keyCount: keys.count) }
        try Self.checkDistinct(keys)
        if let other = keys.firstIndex(where: { $0.xpub.isTestNetwork != keys[0].xpub.isTestNetwork }) {
            throw .mixedNetworks(first: 0, second: other)
        }
        self.scriptType = scriptType
        self.threshold = threshold
        self.keys = keys
        self.branches = branches
        branchKeys = try Self.deriveBranches(branches, keys)
    }

    /// Whether all keys are for test networks.
    package var isTestNetwork: Bool { keys.contains { $0.xpub.isTestNetwork } }

    /// Whether the keys belong to the network's group of networks.
    package func belongs(to network: Network) -> Bool { isTestNetwork == network.isTest }

    /// The canonical text with checksum: hardened steps with `h`, both branches as `<0;1>`.
    package var text: String {
        let steps = branches.count == 1 ? branches.map { "/\($0)/*" }.joined() : "/<0;1>/*"
        let list = keys.map { "\($0)\(steps)" }.joined(separator: ",")
        let script = "wsh(sortedmulti(\(threshold),\(list)))"
        let body = scriptType == .p2wsh ? script : "sh(\(script))"
        guard let checksum = try? DescriptorChecksum.compute(body) else {
            preconditionFailure("every character above is in the charset of BIP-380")
        }
        return "\(body)#\(checksum)"
    }

    package var description: String { text }

    /// The eight characters of BIP-380 that belong after the `#` of a descriptor.
    package static func checksum(of descriptor: String) throws(DescriptorError) -> String {
        try DescriptorChecksum.compute(descriptor)
    }

    /// The scripts and keys at a position.
    package func script(at position: ScriptPosition) throws(DescriptorError) -> DerivedScript {
        guard let branch = branches.firstIndex(of: position.branch) else { throw .noSuchBranch(position.branch) }
        guard let last = try? ChildNumber.normal(position.index) else { throw .indexOutOfRange(position.index) }
        var derived: [DerivedKey] = []
        derived.reserveCapacity(keys.count)
        for (index, parent) in branchKeys[branch].enumerated() {
            derived.append(try Self.derive(parent, keys[index].origin, index: index, at: position, last: last))
        }
        return try assemble(derived, at: position)
    }

    /// The scripts and keys at many positions, in their order, derived on all cores.
    package func scripts(at positions: [ScriptPosition]) throws(DescriptorError) -> [DerivedScript] {
        let results = Parallel.map(positions) { position in
            Result { () throws(DescriptorError) in try script(at: position) }
        }
        var scripts: [DerivedScript] = []
        scripts.reserveCapacity(results.count)
        for result in results { scripts.append(try result.get()) }
        return scripts
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.scriptType == right.scriptType && left.threshold == right.threshold && left.branches == right.branches
            && left.keys == right.keys
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(scriptType)
        hasher.combine(threshold)
        hasher.combine(branches)
        hasher.combine(keys)
    }
}

extension MultisigDescriptor {
    /// The keys must differ as points: depth and parent fingerprint of an extended key are what its sender wrote.
    private static func checkDistinct(_ keys: [DescriptorKey]) throws(DescriptorError) {
        var seen: [PublicKey: Int] = [:]
        for (index, key) in keys.enumerated() {
            if let first = seen.updateValue(index, forKey: key.xpub.publicKey) {
                throw .duplicateKey(first: first, second: index)
            }
        }
    }

    private static func deriveBranches(
        _ branches: [UInt32], _ keys: [DescriptorKey]
    ) throws(DescriptorError) -> [[ExtendedPublicKey]] {
        var all: [[ExtendedPublicKey]] = []
        for branch in branches {
            var row: [ExtendedPublicKey] = []
            for (index, key) in keys.enumerated() {
                do throws(ExtendedKeyError) {
                    row.append(try key.xpub.derived(ChildNumber(rawValue: branch)))
                } catch {
                    throw .extendedKey(error, key: index)
                }
            }
            all.append(row)
        }
        return all
    }

    private static func derive(
        _ parent: ExtendedPublicKey, _ origin: KeyOrigin, index: Int, at position: ScriptPosition, last: ChildNumber
    ) throws(DescriptorError) -> DerivedKey {
        let fullOrigin: KeyOrigin
        do throws(DerivationError) {
            fullOrigin = try origin.appending(DerivationPath([ChildNumber(rawValue: position.branch), last]))
        } catch {
            throw .origin(error, key: index)
        }
        do throws(ExtendedKeyError) {
            return DerivedKey(keyIndex: index, publicKey: try parent.derivedPublicKey(last), origin: fullOrigin)
        } catch {
            throw .extendedKey(error, key: index)
        }
    }

    private func assemble(_ derived: [DerivedKey], at position: ScriptPosition) throws(DescriptorError) -> DerivedScript
    {
        let sorted = derived.sorted { $0.publicKey < $1.publicKey }
        let multisig: MultisigScript
        do throws(MultisigScriptError) {
            multisig = try MultisigScript(threshold: threshold, keys: sorted.map(\.publicKey.encoded))
        } catch {
            throw .script(error, position: position)
        }
        let witnessScript = multisig.script
        let program = Script.p2wsh(of: witnessScript)
        return DerivedScript(
            position: position, scriptPubKey: scriptType == .p2wsh ? program : .p2sh(of: program),
            redeemScript: scriptType == .p2wsh ? nil : program, witnessScript: witnessScript, multisig: multisig,
            keys: sorted)
    }
}
