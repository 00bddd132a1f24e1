package import BitcoinCrypto
package import BitcoinPrimitives
package import Descriptors

/// One thing about an input of a PSBT that is not as it must be, without any judgement of how bad it is.
///
/// `Review` decides and words; a problem that no check of `Review` claims refuses the file by itself.
package enum InputProblem: Hashable, Sendable {
    /// `PSBT_IN_NON_WITNESS_UTXO` is absent, so that the amount is only a claim.
    case previousTransactionMissing

    /// The previous transaction hashes to another txid than the one that the input spends.
    case previousTransactionDiffers(given: Txid)

    /// The input spends an output that its previous transaction does not have.
    case previousOutputMissing(outputCount: Int)

    /// `PSBT_IN_WITNESS_UTXO` states another amount or another script than the previous transaction.
    case witnessUtxoDiffers(claimed: TxOut, proven: TxOut)

    /// `PSBT_IN_WITNESS_UTXO` stands on an input whose script is not a segwit program.
    case witnessUtxoOnLegacyInput

    /// The spent script is of a kind that no vault of this program can hold: taproot, a later witness version, bare
    /// multisig, P2PKH and the like.
    case scriptUnsupported(UnsupportedScript)

    /// The spent script is of the vault's kind but is not derived from the registered vault.
    case scriptForeign

    /// The spent script is the vault's, at an index beyond `OwnershipLimits.maximumIndex`.
    case indexBeyondLimit(ScriptPosition)

    /// The redeem script does not hash to the spent script.
    case redeemScriptHashDiffers

    /// The witness script does not hash to the spent script, or to the redeem script's program.
    case witnessScriptHashDiffers

    /// A redeem script stands on an input whose script is derived from the vault and has another one, or none.
    case redeemScriptDiffers

    /// The witness script is not byte for byte the one derived from the registered vault.
    case witnessScriptDiffers

    /// The witness script is not the exact multisig template.
    case witnessScriptMalformed(ErrorCause)

    /// The keys in the witness script are not in strictly ascending order (BIP-67).
    case keysUnsorted

    /// A BIP-32 derivation names a public key that is not in the script.
    case derivationKeyUnknown(EncodedPublicKey)

    /// A BIP-32 derivation states another origin for a key than the registered vault does.
    case derivationOriginDiffers(key: EncodedPublicKey, stated: KeyOrigin, registered: KeyOrigin)

    /// `PSBT_IN_SIGHASH_TYPE` asks for something else than `SIGHASH_ALL`.
    case sighashType(UInt32)

    /// The input already carries a final scriptSig or a final script witness.
    case alreadyFinal

    /// A partial signature that is in the file does not hold.
    case signatureBad(SignatureFact)
}

/// A script kind that the signer recognises and refuses in words.
package enum UnsupportedScript: Hashable, Sendable {
    case p2pk, p2pkh, p2sh, p2wpkh, p2tr, bareMultisig, opReturn, other

    /// P2WSH, where the registered vault is P2SH-P2WSH.
    case p2wsh

    /// A witness version that has no meaning yet.
    case witnessVersion(UInt8)
}
