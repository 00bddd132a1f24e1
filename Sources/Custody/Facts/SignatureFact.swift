package import BitcoinCrypto

/// A partial signature that a PSBT carries, and what verification says about it.
package struct SignatureFact: Hashable, Sendable {
    /// What is known about the signature.
    package enum Verdict: Hashable, Sendable {
        /// Strict DER, low S, `SIGHASH_ALL`, by a key of the script, and verified on our own digest.
        case valid

        /// The key is not in the script that the vault derives for this input.
        case keyNotInScript

        /// What stands before the hash type byte is not strict DER (BIP-66).
        case malformed(ErrorCause)

        /// The signature has no bytes at all.
        case empty

        /// The hash type byte is not `SIGHASH_ALL`.
        case hashType(UInt8)

        /// `S` is above half the group order (BIP-146).
        case highS

        /// The signature does not verify on our own digest.
        case wrong

        /// The input is not proven or not ours, so that there is no digest to verify on.
        case notChecked
    }

    /// The public key as it stands in the file.
    package let publicKey: EncodedPublicKey

    /// The index into the descriptor's keys of the cosigner whose key this is; `nil` when the script has no such key.
    package let keyIndex: Int?

    /// The result.
    package let verdict: Verdict

    package init(publicKey: EncodedPublicKey, keyIndex: Int?, verdict: Verdict) {
        self.publicKey = publicKey
        self.keyIndex = keyIndex
        self.verdict = verdict
    }
}
