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
    /// Everybody's acknowledgements of version 1: of a later version always, of version 1 once they were given.
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
        RegisteredVaultView(document, history: history, founding: document.body.version == 1 ? [] : founding)
    }

    /// The agreement on the vault: for version 1 by the acknowledgements that travel with a case, later by the chain of
    /// versions that was verified at the registration.
    func agreement(_ travelling: [Document<Acknowledgement>]) throws(VaultError) -> VaultAgreement {
        guard document.body.version == 1 else {
            return try VaultAgreement(vault: document, acknowledgements: founding, history: history)
        }
        let held = heldAcknowledgements
        let people = Set(held.map(\.body.person))
        return try VaultAgreement(
            vault: document, acknowledgements: held + travelling.filter { !people.contains($0.body.person) })
    }

    /// The acknowledgements of version 1 that this machine holds, its own first; of a later version its own alone.
    var heldAcknowledgements: [Document<Acknowledgement>] {
        let person = acknowledgement.body.person
        return [acknowledgement] + (document.body.version == 1 ? founding.filter { $0.body.person != person } : [])
    }

    /// The same vault with everybody's acknowledgements of its first version, verified: what a case needs that carries
    /// none of them.
    func completed(by given: [Document<Acknowledgement>]) throws(VaultError) -> RegisteredVault {
        let agreement = try agreement(given)
        return RegisteredVault(
            document: document, acknowledgement: acknowledgement, history: [], founding: agreement.acknowledgements,
            binding: binding)
    }
}
