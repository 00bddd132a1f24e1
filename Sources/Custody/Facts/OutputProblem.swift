package import BitcoinCrypto
package import BitcoinPrimitives
package import Descriptors

/// One thing about an output of a PSBT that is not as it must be.
package enum OutputProblem: Hashable, Sendable {
    /// The hints give a position in the registered vault, but the script there is another one.
    case scriptNotAtClaimedPosition(ScriptPosition)

    /// The script is the vault's at the position that the hints give, but too far beyond the inputs' indexes.
    case positionBeyondWindow(ScriptPosition, lastIndex: UInt32)

    /// The hints name a cosigner's fingerprint, or a key of the file's global map, for a script that is not ours.
    case claimsToBeOurs(fingerprint: Fingerprint)

    /// The hints give a script of the vault's own shape for an output that is not ours.
    case claimsOurScriptShape(threshold: Int, keyCount: Int)

    /// The output pays a quorum that some of our cosigners' keys belong to, but that is not the vault.
    case otherQuorum(threshold: Int, keyCount: Int, keyIndexes: [Int])

    /// The output is ours, but its hints give another witness script or redeem script.
    case scriptHintDiffers

    /// The output is ours, but a BIP-32 derivation names a public key that is not in its script.
    case derivationKeyUnknown(EncodedPublicKey)

    /// The output is ours, but a BIP-32 derivation states another origin than the registered vault.
    case derivationOriginDiffers(key: EncodedPublicKey, stated: KeyOrigin, registered: KeyOrigin)
}
