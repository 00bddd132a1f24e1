package import Custody
package import WalletFormats

extension Vault {
    /// What a file for another program can carry of the vault.
    /// - Parameter label: The wallet's name there; the vault's own by default.
    package func wallet(label: String? = nil) throws(WalletFileError) -> MultisigWallet {
        try MultisigWallet(
            name: label ?? name.description, network: network, descriptor: descriptor,
            keyNames: custodians.map(\.description))
    }
}
