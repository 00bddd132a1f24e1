import BitcoinCrypto
import ByteCoding
package import Custody

/// A vault that this machine has accepted, with what binds it to this person's keys.
package struct RegisteredVault: Hashable, Sendable {
    /// The vault.
    package let document: Document<Vault>
    /// This person's acknowledgement of exactly this vault.
    package let acknowledgement: Document<Acknowledgement>
    /// The versions before a later version, oldest first; empty for version 1.
    package let history: [Document<Vault>]
    /// Everybody's acknowledgements of version 1, when this is a later one.
    package let founding: [Document<Acknowledgement>]
    /// The code that only the open keys make of this vault and its entry in the journal.
    let binding: Bytes32

    init(
        document: Document<Vault>, acknowledgement: Document<Acknowledgement>, history: [Document<Vault>],
        founding: [Document<Acknowledgement>], binding: Bytes32
    ) {
        self.document = document
        self.acknowledgement = acknowledgement
        self.history = history
        self.founding = founding
        self.binding = binding
    }

    /// The vault's name.
    package var name: Identifier { document.body.name }

    /// The vault as a review takes it.
    package var view: RegisteredVaultView {
        RegisteredVaultView(document, history: history, founding: founding)
    }

    /// The agreement on the vault: for version 1 by the acknowledgements that travel with a case, later by the chain of
    /// versions that was verified at the registration.
    func agreement(_ travelling: [Document<Acknowledgement>]) throws(VaultError) -> VaultAgreement {
        guard document.body.version == 1 else {
            return try VaultAgreement(vault: document, acknowledgements: founding, history: history)
        }
        let person = acknowledgement.body.person
        return try VaultAgreement(
            vault: document, acknowledgements: [acknowledgement] + travelling.filter { $0.body.person != person })
    }
}
