package import BitcoinPrimitives
import ByteCoding
package import Custody

/// A vault with the acknowledgements collected so far.
package struct AcknowledgementBook: Sendable {
    /// The vault.
    package let vault: Document<Vault>
    /// The acknowledgements that were verified, by person.
    package private(set) var acknowledgements: [Identifier: Document<Acknowledgement>] = [:]

    /// Opens a book for a vault.
    package init(vault: Document<Vault>) {
        self.vault = vault
    }

    /// The cosigners who have not acknowledged yet, in order.
    package var missing: [Identifier] {
        vault.body.custodians.filter { acknowledgements[$0] == nil }
    }

    /// Verifies one acknowledgement and enters it; says whether it is new.
    package mutating func add(
        _ document: Document<Acknowledgement>
    ) throws(AcknowledgementError) -> Bool {
        let body = document.body
        guard body.network == vault.body.network else {
            throw .otherNetwork(person: body.person, acknowledgement: body.network, vault: vault.body.network)
        }
        guard body.vaultHash == vault.digest else { throw .otherVault(person: body.person) }
        guard let cosigner = vault.body.cosigner(body.person), let person = vault.body.person(cosigner.person) else {
            throw .notCosigner(body.person)
        }
        guard body.vault == vault.body.name, body.vaultVersion == vault.body.version, body.device == person.device
        else {
            throw .otherVault(person: body.person)
        }
        let first: Address
        do { first = try VaultAgreement.firstAddress(of: vault.body) } catch { throw .vault(error) }
        guard body.firstAddress == first else { throw .otherAddress(person: body.person, found: body.firstAddress) }
        do { try document.checkSoleSignature(of: person.id, with: person.identityKey) } catch {
            throw .signature(error)
        }
        return acknowledgements.updateValue(document, forKey: body.person) == nil
    }

    /// The vault as one that all its cosigners agreed on.
    package func agreement() throws(VaultError) -> VaultAgreement {
        try VaultAgreement(
            vault: vault, acknowledgements: acknowledgements.sorted { $0.key < $1.key }.map(\.value))
    }
}

/// Says why an acknowledgement is not entered.
package enum AcknowledgementError: CodedError, Equatable {
    /// It is for another network.
    case otherNetwork(person: Identifier, acknowledgement: Network, vault: Network)
    /// It is of another vault, version or device.
    case otherVault(person: Identifier)
    /// Its person is no cosigner.
    case notCosigner(Identifier)
    /// It names another first address than the vault derives.
    case otherAddress(person: Identifier, found: Address)
    /// Its signature fails.
    case signature(SignatureProblem)
    /// The vault derives no first address.
    case vault(VaultError)

    package var code: String {
        switch self {
        case .otherNetwork: "acknowledgement.other-network"
        case .otherVault: "acknowledgement.other-vault"
        case .notCosigner: "acknowledgement.not-cosigner"
        case .otherAddress: "acknowledgement.other-address"
        case .signature(let problem): problem.code
        case .vault(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .otherNetwork(let person, let acknowledgement, let vault):
            "the acknowledgement of \(person) is for \(acknowledgement.rawValue) and the vault is for \(vault.rawValue)"
        case .otherVault(let person): "the acknowledgement of \(person) is of another vault document or device"
        case .notCosigner(let person): "\(person) acknowledges but holds no key of the vault"
        case .otherAddress(let person, let found):
            "the machine of \(person) derived \(found.text) as the first address, which is not the vault's"
        case .signature(let problem): "the acknowledgement: \(problem)"
        case .vault(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .otherAddress: "Do not use this vault: one of the machines has other keys or other software."
        case .otherVault(let person): "Ask \(person) to register the vault file that everybody else has."
        case .otherNetwork, .notCosigner, .signature, .vault: nil
        }
    }
}
