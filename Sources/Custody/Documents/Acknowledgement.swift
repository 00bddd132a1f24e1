package import BitcoinPrimitives
package import ByteCoding

/// One custodian's word that his machine registered exactly this vault and derives the same addresses.
package struct Acknowledgement: DocumentBody {
    package static let typeName = "acknowledgement"

    package static let fieldNames = [
        "network", "vault", "vault-version", "vault-hash", "person", "device", "first-address",
    ]

    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The vault's version.
    package let vaultVersion: UInt32
    /// The digest of the vault document.
    package let vaultHash: Bytes32
    /// Who acknowledges.
    package let person: Identifier
    /// The machine that registered the vault.
    package let device: Identifier
    /// The first receive address that this machine derived.
    package let firstAddress: Address

    /// Takes what one machine acknowledges.
    package init(
        network: Network, vault: Identifier, vaultVersion: UInt32, vaultHash: Bytes32, person: Identifier,
        device: Identifier, firstAddress: Address
    ) {
        self.network = network
        self.vault = vault
        self.vaultVersion = vaultVersion
        self.vaultHash = vaultHash
        self.person = person
        self.device = device
        self.firstAddress = firstAddress
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("vault-version", vaultVersion)
        writer.write("vault-hash", vaultHash)
        writer.write("person", person)
        writer.write("device", device)
        writer.write("first-address", text: firstAddress.text)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        self.init(
            network: network, vault: try fields.read("vault"), vaultVersion: try fields.read("vault-version"),
            vaultHash: try fields.read("vault-hash"), person: try fields.read("person"),
            device: try fields.read("device"),
            firstAddress: try fields.read("first-address") { (text) throws(DocumentError) in
                try DocumentAddress.parse(text, network: network)
            })
    }
}
