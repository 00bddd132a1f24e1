package import ByteCoding
package import Descriptors

/// A vault as one machine holds it: the document, its digest, and who has acknowledged it.
package struct RegisteredVaultView: Sendable {
    /// The vault.
    package let vault: Vault

    /// The digest that names exactly this version of the vault.
    package let digest: Bytes32

    /// Takes a vault document.
    package init(_ document: Document<Vault>) {
        vault = document.body
        digest = document.digest
    }

    /// The descriptor; its keys stand in the order of the vault's cosigners.
    package var descriptor: MultisigDescriptor { vault.descriptor }

    /// How many cosigners release at once, when they are enough to spend without anybody's second look.
    package var openQuorum: Int? {
        let open = vault.cosigners.count { $0.release == .open }
        return open >= vault.threshold ? open : nil
    }
}
