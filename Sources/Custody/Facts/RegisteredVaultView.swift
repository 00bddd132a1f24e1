package import ByteCoding
package import Descriptors

/// A vault document as one machine holds it, with what is asked of it again and again.
package struct RegisteredVaultView: Hashable, Sendable {
    /// The document.
    package let document: Document<Vault>

    /// The versions before a later version, oldest first.
    package let history: [Document<Vault>]

    /// Everybody's acknowledgements of version 1, when this is a later version.
    package let founding: [Document<Acknowledgement>]

    /// Takes a vault document, and of a later version what leads back to the first.
    package init(
        _ document: Document<Vault>, history: [Document<Vault>] = [], founding: [Document<Acknowledgement>] = []
    ) {
        self.document = document
        self.history = history
        self.founding = founding
    }

    /// Takes a vault that every cosigner has acknowledged.
    package init(_ agreement: VaultAgreement) {
        self.init(
            agreement.document, history: agreement.history,
            founding: agreement.vault.version == 1 ? [] : agreement.acknowledgements)
    }

    /// The vault.
    package var vault: Vault { document.body }

    /// The digest that names exactly this version of the vault.
    package var digest: Bytes32 { document.digest }

    /// The digest of version 1, which every version leads back to; `nil` where a later version stands without its history.
    package var foundingDigest: Bytes32? {
        ([document] + history).first { $0.body.version == 1 }?.digest
    }

    /// The descriptor; its keys stand in the order of the vault's cosigners.
    package var descriptor: MultisigDescriptor { document.body.descriptor }

    /// How many cosigners release at once, when they are enough to spend without anybody's second look.
    package var openQuorum: Int? {
        let open = vault.cosigners.count { $0.release == .open }
        return open >= vault.threshold ? open : nil
    }
}
