import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
package import Descriptors
package import SecretKeys

/// What the words of a backup give, found out without storing or writing anything.
package struct BackupCheck: Sendable, Hashable {
    package let wordCount: Int
    package let language: MnemonicLanguage
    /// Fingerprint and path of the account key.
    package let origin: KeyOrigin
    package let xpub: ExtendedPublicKey
    /// The first address of one key alone, by BIP-84, for comparison with other programs; no vault's.
    package let comparison: Address
    package let comparisonPath: DerivationPath
    /// The first receive address of the vault that was given.
    package let vaultAddress: Address?

    /// Reads the words, and looks for their key in a vault where one is given.
    package static func run(
        _ words: BackupWords, network: Network, scriptType: MultisigDescriptor.ScriptType, account: UInt32,
        vault: Vault?, terminal: some ReviewTerminal
    ) throws(SignerError) -> BackupCheck {
        try SelfTest.require()
        if let vault, vault.network != network { throw .otherNetwork(vault: vault.network, keys: network) }
        let answer = try words.read(on: network, from: terminal)
        let master = try SignerError.lifting { try ExtendedPrivateKey(master: answer.seed, network: network) }
        let path = try path([48, network.coinType, account, scriptType == .p2wsh ? 2 : 1])
        let xpub = try SignerError.lifting { try master.derived(path).extendedPublicKey() }
        let comparisonPath = try Self.path([84, network.coinType, account], [0, 0])
        let key = try SignerError.lifting { try master.derived(comparisonPath).publicKey }
        return BackupCheck(
            wordCount: answer.wordCount, language: answer.language,
            origin: KeyOrigin(fingerprint: master.fingerprint, path: path), xpub: xpub,
            comparison: try address(.p2wpkh(hash: Hash160.hash(key.bytes)), network), comparisonPath: comparisonPath,
            vaultAddress: try vault.map { (vault) throws(SignerError) in try firstAddress(of: vault, with: xpub) })
    }

    private static func path(_ hardened: [UInt32], _ open: [UInt32] = []) throws(SignerError) -> DerivationPath {
        try SignerError.lifting {
            try DerivationPath(
                try hardened.map { try ChildNumber.hardened($0) } + open.map { try ChildNumber.normal($0) })
        }
    }

    private static func firstAddress(of vault: Vault, with xpub: ExtendedPublicKey) throws(SignerError) -> Address {
        guard vault.cosigners.contains(where: { $0.xpub == xpub }) else { throw .ownKeyMissing }
        let position = ScriptPosition(branch: ScriptPosition.receiveBranch, index: 0)
        let script = try SignerError.lifting { try vault.descriptor.script(at: position) }
        return try address(script.scriptPubKey, vault.network)
    }

    private static func address(_ script: Script, _ network: Network) throws(SignerError) -> Address {
        guard let address = Address(scriptPubKey: script, network: network) else {
            preconditionFailure("P2WPKH, P2WSH and P2SH scripts always have an address")
        }
        return address
    }
}
