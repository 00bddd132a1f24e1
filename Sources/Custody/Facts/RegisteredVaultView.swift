package import ByteCoding
package import Descriptors

/// A vault document as one machine holds it, with what is asked of it again and again.
package struct RegisteredVaultView: Hashable, Sendable {
    /// The document.
    package let document: Document<Vault>

    /// Takes a vault document.
    package init(_ document: Document<Vault>) {
        self.document = document
    }

    /// Takes a vault that every cosigner has acknowledged.
    package init(_ agreement: VaultAgreement) {
        self.init(agreement.document)
    }

    /// The vault.
    package var vault: Vault { document.body }

    /// The digest that names exactly this version of the vault.
    package var digest: Bytes32 { document.digest }

    /// The descriptor; its keys stand in the order of the vault's cosigners.
    package var descriptor: MultisigDescriptor { document.body.descriptor }

    /// How many cosigners release at once, when they are enough to spend without anybody's second look.
    package var openQuorum: Int? {
        let open = vault.cosigners.count { $0.release == .open }
        return open >= vault.threshold ? open : nil
    }
}
