package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// A vault that its custodians agreed on: the only vault that money moves under.
///
/// Everybody who holds a key acknowledged the first version. Each later version carries the signatures of at least M
/// custodians of the version before it and of at least M of its own (The Update Framework's rule for a root key set:
/// "signed by a threshold of keys specified in the trusted root metadata file … and … in the new"), so that a chain of
/// documents leads from any version back to the first.
package struct VaultAgreement: Hashable, Sendable {
    /// The position of the first receive address.
    package static let firstPosition = ScriptPosition(branch: ScriptPosition.receiveBranch, index: 0)
    /// The position of the first change address.
    package static let firstChangePosition = ScriptPosition(branch: ScriptPosition.changeBranch, index: 0)

    /// The vault as a document.
    package let document: Document<Vault>
    /// The versions before, oldest first; none for version 1.
    package let history: [Document<Vault>]
    /// The acknowledgements of version 1, one for each of its cosigners, in their order.
    package let acknowledgements: [Document<Acknowledgement>]

    /// Verifies a version, every version before it, and the acknowledgement of version 1 by every cosigner of it.
    /// - Parameter history: the versions before, in any order.
    package init(
        vault: Document<Vault>, acknowledgements: [Document<Acknowledgement>], history: [Document<Vault>] = [],
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(VaultError) {
        let chain = try VaultChain(of: vault, history)
        self.acknowledgements = try Self.acknowledged(
            chain.first, by: acknowledgements, verifier: verifier)
        for (earlier, later) in zip(chain.versions, chain.versions.dropFirst()) {
            try VaultChain.checkThresholds(of: later, after: earlier, verifier: verifier)
        }
        document = chain.newest
        self.history = Array(chain.versions.dropLast())
    }

    /// The acknowledgement of every cosigner of a first version, in their order.
    private static func acknowledged(
        _ vault: Document<Vault>, by acknowledgements: [Document<Acknowledgement>], verifier: some SignatureVerifier
    ) throws(VaultError) -> [Document<Acknowledgement>] {
        try VaultChain.checkSignatures(on: vault, after: nil, verifier: verifier)
        let firstAddress = try firstAddress(of: vault.body)
        var byPerson: [Identifier: Document<Acknowledgement>] = [:]
        for acknowledgement in acknowledgements {
            let person = acknowledgement.body.person
            guard let listed = vault.body.person(person), vault.body.cosigner(person) != nil else {
                throw .unknownAcknowledger(person)
            }
            guard byPerson.updateValue(acknowledgement, forKey: person) == nil else {
                throw .repeatedAcknowledgement(person)
            }
            if let field = difference(acknowledgement.body, vault, listed, firstAddress) {
                throw .otherAcknowledgement(person, field: field)
            }
            do throws(SignatureProblem) {
                try acknowledgement.checkSoleSignature(of: person, with: listed.identityKey, verifier: verifier)
            } catch {
                throw .acknowledgementSignature(person, error)
            }
        }
        var ordered: [Document<Acknowledgement>] = []
        for person in vault.body.custodians {
            guard let acknowledgement = byPerson[person] else { throw .missingAcknowledgement(person) }
            ordered.append(acknowledgement)
        }
        return ordered
    }

    /// The vault.
    package var vault: Vault { document.body }

    /// The digest of the vault document.
    package var digest: Bytes32 { document.digest }

    /// The descriptor of the vault's scripts.
    package var descriptor: MultisigDescriptor { document.body.descriptor }

    /// What travels in a proposal: the acknowledgements of version 1. Each machine verified the chain of a later version
    /// when it registered it, and keeps it.
    package var travellingAcknowledgements: [Document<Acknowledgement>] { vault.version == 1 ? acknowledgements : [] }

    /// The first receive address, which every custodian's machine derives before it acknowledges.
    package static func firstAddress(of vault: Vault) throws(VaultError) -> Address {
        try address(of: vault, at: firstPosition)
    }

    /// The first change address, which is shown beside the first receive address.
    package static func firstChangeAddress(of vault: Vault) throws(VaultError) -> Address {
        try address(of: vault, at: firstChangePosition)
    }

    private static func address(of vault: Vault, at position: ScriptPosition) throws(VaultError) -> Address {
        let script: DerivedScript
        do throws(DescriptorError) {
            script = try vault.descriptor.script(at: position)
        } catch {
            throw .derivation(ErrorCause(error))
        }
        guard let address = Address(scriptPubKey: script.scriptPubKey, network: vault.network) else {
            preconditionFailure("P2WSH and P2SH scripts always have an address")
        }
        return address
    }

    /// The first field in which an acknowledgement is not of this vault.
    private static func difference(
        _ acknowledgement: Acknowledgement, _ vault: Document<Vault>, _ person: Person, _ firstAddress: Address
    ) -> String? {
        if acknowledgement.network != vault.body.network { return "network" }
        if acknowledgement.vault != vault.body.name { return "vault" }
        if acknowledgement.vaultVersion != vault.body.version { return "vault-version" }
        if acknowledgement.vaultHash != vault.digest { return "vault-hash" }
        if acknowledgement.device != person.device { return "device" }
        if acknowledgement.firstAddress != firstAddress { return "first-address" }
        return nil
    }
}
