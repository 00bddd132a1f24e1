package import ByteCoding
package import Descriptors

/// A vault as one machine holds it: the document, its digest, and the descriptor that its cosigners make.
package struct RegisteredVaultView: Sendable {
    /// The vault.
    package let vault: Vault

    /// The digest that names exactly this version of the vault.
    package let digest: Bytes32

    /// The descriptor; its keys stand in the order of the vault's cosigners.
    package let descriptor: MultisigDescriptor
}
