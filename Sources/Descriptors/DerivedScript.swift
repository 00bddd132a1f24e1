package import BitcoinCrypto
package import BitcoinPrimitives

/// The scripts and keys of a descriptor at one position.
package struct DerivedScript: Hashable, Sendable {
    /// The place in the descriptor.
    package let position: ScriptPosition

    /// The output script.
    package let scriptPubKey: Script

    /// The redeem script of P2SH-P2WSH; `nil` for P2WSH.
    package let redeemScript: Script?

    /// The witness script.
    package let witnessScript: Script

    /// The witness script in parts.
    package let multisig: MultisigScript

    /// The keys in script order.
    package let keys: [DerivedKey]
}

/// A cosigner's key at one position.
package struct DerivedKey: Hashable, Sendable {
    /// The cosigner's place among the descriptor's keys.
    package let keyIndex: Int

    /// The public key.
    package let publicKey: PublicKey

    /// The master key's fingerprint and the full path.
    package let origin: KeyOrigin
}
