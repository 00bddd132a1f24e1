package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// A vault that every one of its custodians registered: the only vault that money moves under.
package struct VaultAgreement: Hashable, Sendable {
    /// The position of the first receive address.
    package static let firstPosition = ScriptPosition(branch: ScriptPosition.receiveBranch, index: 0)

    /// The vault as a document.
    package let document: Document<Vault>
    /// The acknowledgements, one for each cosigner, in the order of the cosigners.
    package let acknowledgements: [Document<Acknowledgement>]

    /// Verifies a first version and the acknowledgement of every cosigner.
    ///
    /// A later version needs the thresholds of the version before it and of its own, which acknowledgements do not show.
    package init(
        vault: Document<Vault>, acknowledgements: [Document<Acknowledgement>],
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(VaultError) {
        guard vault.body.version == 1 else { throw .laterVersion(vault.body.version) }
        try Self.checkSignatures(on: vault, verifier: verifier)
        let firstAddress = try Self.firstAddress(of: vault.body)
        var byPerson: [Identifier: Document<Acknowledgement>] = [:]
        for acknowledgement in acknowledgements {
            let person = acknowledgement.body.person
            guard let listed = vault.body.person(person), vault.body.cosigner(person) != nil else {
                throw .unknownAcknowledger(person)
            }
            guard byPerson.updateValue(acknowledgement, forKey: person) == nil else {
                throw .repeatedAcknowledgement(person)
            }
            if let field = Self.difference(acknowledgement.body, vault, listed, firstAddress) {
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
        self.document = vault
        self.acknowledgements = ordered
    }

    /// The vault.
    package var vault: Vault { document.body }

    /// The digest of the vault document.
    package var digest: Bytes32 { document.digest }

    /// The descriptor of the vault's scripts.
    package var descriptor: MultisigDescriptor { document.body.descriptor }

    /// The first receive address, which every custodian's machine derives before it acknowledges.
    package static func firstAddress(of vault: Vault) throws(VaultError) -> Address {
        let script: DerivedScript
        do throws(DescriptorError) {
            script = try vault.descriptor.script(at: firstPosition)
        } catch {
            throw .derivation(ErrorCause(error))
        }
        guard let address = Address(scriptPubKey: script.scriptPubKey, network: vault.network) else {
            preconditionFailure("P2WSH and P2SH scripts always have an address")
        }
        return address
    }

    private static func checkSignatures(
        on vault: Document<Vault>, verifier: some SignatureVerifier
    ) throws(VaultError) {
        for signature in vault.signatures {
            guard let person = vault.body.person(signature.person) else { throw .unknownSigner(signature.person) }
            do throws(SignatureProblem) {
                try vault.checkSignature(of: person.id, with: person.identityKey, verifier: verifier)
            } catch {
                throw .signature(error)
            }
        }
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
