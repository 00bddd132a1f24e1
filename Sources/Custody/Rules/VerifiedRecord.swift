package import BitcoinCrypto
import ByteCoding

/// A record that another custodian of a registered vault has signed about one person's machine.
package struct VerifiedRecord: Hashable, Sendable {
    /// The record.
    package let document: Document<MachineRecord>

    /// Verifies a record with the identity keys of the vault that this machine has registered.
    package init(
        _ document: Document<MachineRecord>, about person: Identifier, in vault: Document<Vault>,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(RecordProblem) {
        let record = document.body
        guard record.network == vault.body.network else { throw .otherNetwork }
        guard record.vault == vault.body.name else { throw .otherVault(record.vault) }
        guard record.vaultVersion == vault.body.version, record.vaultHash == vault.digest else {
            throw .otherVersion(record.vaultVersion)
        }
        guard record.of == person else { throw .otherPerson(record.of) }
        guard vault.body.cosigner(record.person) != nil, let author = vault.body.person(record.person) else {
            throw .noCustodian(record.person)
        }
        guard record.device == author.device else { throw .otherDevice(record.device) }
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: author.id, with: author.identityKey, verifier: verifier)
        } catch {
            throw .signature(error)
        }
        self.document = document
    }

    /// What it says.
    package var record: MachineRecord { document.body }
}

/// Why a record of another machine does not count.
package enum RecordProblem: CodedError, Hashable {
    /// It is for another network.
    case otherNetwork
    /// It is of another vault.
    case otherVault(Identifier)
    /// It is of another version of the vault than the one registered here.
    case otherVersion(UInt32)
    /// It is about somebody else's machine.
    case otherPerson(Identifier)
    /// Its author holds no key of the vault.
    case noCustodian(Identifier)
    /// It comes from another machine than the one that the vault lists for its author.
    case otherDevice(Identifier)
    /// Its signature is refused.
    case signature(SignatureProblem)

    package var code: String {
        switch self {
        case .otherNetwork: "record.other-network"
        case .otherVault: "record.other-vault"
        case .otherVersion: "record.other-version"
        case .otherPerson: "record.other-person"
        case .noCustodian: "record.no-custodian"
        case .otherDevice: "record.other-device"
        case .signature(let inner): inner.code
        }
    }

    package var description: String {
        switch self {
        case .otherNetwork: "it is for another network"
        case .otherVault(let name): "it is of the vault \(name)"
        case .otherVersion(let version):
            "it is of version \(version) of the vault, and that document is not the one registered here"
        case .otherPerson(let person): "it is about the machine of \(person)"
        case .noCustodian(let person): "its author \(person) holds no key of the vault"
        case .otherDevice(let device): "it comes from the device \(device), which is not its author's"
        case .signature(let inner): inner.description
        }
    }

    package var remedy: String? {
        switch self {
        case .otherVersion: "Register the latest version of the vault first, and have the records made under it."
        default: nil
        }
    }
}
