import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding
import CommandSupport
package import Custody
package import Descriptors

/// A vault that this machine has accepted, with the acknowledgement that binds it to this person's identity key.
package struct RegisteredVault: Hashable, Sendable {
    /// The vault.
    package let document: Document<Vault>
    /// This person's acknowledgement of exactly this vault.
    package let acknowledgement: Document<Acknowledgement>

    init(document: Document<Vault>, acknowledgement: Document<Acknowledgement>) {
        self.document = document
        self.acknowledgement = acknowledgement
    }

    /// Reads a stored vault and verifies that it is what this person acknowledged: the signature is by a key that
    /// only the keystore holds, so a file changed on the disk is noticed.
    init(reading name: String, in folder: String, owner: KeyRecord) throws(SignerError) {
        let path = FileAccess.join(folder, name)
        let stem = String(name.dropLast(HomeFile.vaultSuffix.count))
        self = try SignerError.lifting {
            let document = try Document<Vault>(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
            let acknowledgement = try Document<Acknowledgement>(
                parsing: FileAccess.read(
                    FileAccess.join(folder, stem + HomeFile.acknowledgementSuffix), limit: DocumentLimits.bytes))
            try acknowledgement.checkSoleSignature(of: owner.person, with: owner.identityKey)
            guard acknowledgement.body.vaultHash == document.digest, document.body.name.description == stem,
                acknowledgement.body.person == owner.person, document.body.network == owner.network
            else { throw SignerError.storedVaultDiffers(path: path) }
            return RegisteredVault(document: document, acknowledgement: acknowledgement)
        }
    }

    /// The vault's name.
    package var name: Identifier { document.body.name }

    /// The address at a position, derived here.
    package func address(
        isChange: Bool, index: UInt32
    ) throws(SignerError) -> (address: Address, position: ScriptPosition) {
        let branch = isChange ? ScriptPosition.changeBranch : ScriptPosition.receiveBranch
        let position = ScriptPosition(branch: branch, index: index)
        let script = try SignerError.lifting { try document.body.descriptor.script(at: position) }
        guard let address = Address(scriptPubKey: script.scriptPubKey, network: document.body.network) else {
            preconditionFailure("P2WSH and P2SH scripts always have an address")
        }
        return (address, position)
    }

    /// Writes the vault and its acknowledgement into a home.
    func store(in home: String) throws(SignerError) {
        let folder = FileAccess.join(home, HomeFile.vaults)
        try SignerError.lifting {
            try FileAccess.makeDirectory(folder)
            // The vault last: without it the acknowledgement means nothing.
            try FileAccess.replaceAtomically(
                FileAccess.join(folder, name.description + HomeFile.acknowledgementSuffix), acknowledgement.encoded)
            try FileAccess.create(
                FileAccess.join(folder, name.description + HomeFile.vaultSuffix), document.encoded)
        }
    }
}
