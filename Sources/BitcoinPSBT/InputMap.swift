package import BitcoinCrypto
package import BitcoinPrimitives

/// The map of one input.
///
/// Two are equal when their pairs are, in the same order.
package struct InputMap: PSBTMap {
    /// The whole transaction whose output is spent; when it was read from a file, its txid is the one that is spent.
    package var nonWitnessUtxo: Transaction? { didSet { write(\.nonWitnessUtxo) } }

    /// The output that is spent, as the file claims it.
    package var witnessUtxo: TxOut? { didSet { write(\.witnessUtxo) } }

    /// Signatures that are not in a scriptSig or witness yet; none of them verified.
    package var partialSigs: [PartialSig] = [] { didSet { write(\.partialSigs) } }

    /// The hash type that signatures have to use, as a number of 32 bits.
    package var sighashType: UInt32? { didSet { write(\.sighashType) } }

    /// The script whose hash a P2SH output holds.
    package var redeemScript: Script? { didSet { write(\.redeemScript) } }

    /// The script whose hash a P2WSH program holds.
    package var witnessScript: Script? { didSet { write(\.witnessScript) } }

    /// Where the keys of the script come from, as the file claims it.
    package var bip32Derivations: [Bip32Derivation] = [] { didSet { write(\.bip32Derivations) } }

    /// The finished scriptSig.
    package var finalScriptSig: Script? { didSet { write(\.finalScriptSig) } }

    /// The finished witness, bottom of the stack first.
    package var finalScriptWitness: [[UInt8]]? { didSet { write(\.finalScriptWitness) } }

    /// The transaction whose output is spent; version 2 only.
    package var previousTxid: Txid? { didSet { write(\.previousTxid) } }

    /// Which output of that transaction is spent, counted from 0; version 2 only.
    package var outputIndex: UInt32? { didSet { write(\.outputIndex) } }

    /// The sequence number, final when absent; version 2 only.
    package var sequence: TxSequence? { didSet { write(\.sequence) } }

    /// The earliest lock time that this input allows, as a time; version 2 only.
    package var requiredTimeLocktime: UInt32? { didSet { write(\.requiredTimeLocktime) } }

    /// The earliest lock time that this input allows, as a block height; version 2 only.
    package var requiredHeightLocktime: UInt32? { didSet { write(\.requiredHeightLocktime) } }

    /// Fields of somebody's own.
    package var proprietary: [ProprietaryPair] = [] { didSet { write(\.proprietary) } }

    var list = PairList()

    package init() {}

    /// Adds a signature where ascending keys put it, in the place of one by the same key.
    package mutating func addPartialSig(publicKey: EncodedPublicKey, signature: [UInt8]) {
        let added = PartialSig(publicKey: publicKey, signature: signature)
        if let place = partialSigs.firstIndex(where: { $0.publicKey == publicKey }) {
            partialSigs[place] = added
        } else {
            let place = partialSigs.firstIndex { publicKey < $0.publicKey } ?? partialSigs.endIndex
            partialSigs.insert(added, at: place)
        }
    }

    /// Every pair in file order.
    package var pairs: [RawPair] { list.pairs }

    /// The pairs whose type no BIP that this project knows has defined, in file order.
    package var unknown: [RawPair] { unknownPairs }

    /// Whether a field of BIP-371 is there.
    package var hasTaprootFields: Bool { hasTaprootPairs }

    /// Adds every pair of the same map of another file of this version whose key is not here yet; what is here stays.
    package mutating func addMissingPairs(of other: InputMap, at index: Int) throws(PSBTError) {
        try addMissing(other.pairs, in: .input(index))
    }

    package static func == (left: Self, right: Self) -> Bool { left.list == right.list }

    package func hash(into hasher: inout Hasher) { hasher.combine(list) }

    static let fields: [MapField<InputMap>] = [
        .single(0x00, "PSBT_IN_NON_WITNESS_UTXO", \.nonWitnessUtxo, .transaction),
        .single(0x01, "PSBT_IN_WITNESS_UTXO", \.witnessUtxo, .txOut),
        .keyed(0x02, "PSBT_IN_PARTIAL_SIG", \.partialSigs),
        .single(0x03, "PSBT_IN_SIGHASH_TYPE", \.sighashType, .uint32),
        .single(0x04, "PSBT_IN_REDEEM_SCRIPT", \.redeemScript, .script),
        .single(0x05, "PSBT_IN_WITNESS_SCRIPT", \.witnessScript, .script),
        .keyed(0x06, "PSBT_IN_BIP32_DERIVATION", \.bip32Derivations),
        .single(0x07, "PSBT_IN_FINAL_SCRIPTSIG", \.finalScriptSig, .script),
        .single(0x08, "PSBT_IN_FINAL_SCRIPTWITNESS", \.finalScriptWitness, .witnessStack),
        .shape(0x09, "PSBT_IN_POR_COMMITMENT", FieldShape.noKeyData),
        .shape(0x0a, "PSBT_IN_RIPEMD160", FieldShape.keyData(of: 20)),
        .shape(0x0b, "PSBT_IN_SHA256", FieldShape.keyData(of: 32)),
        .shape(0x0c, "PSBT_IN_HASH160", FieldShape.keyData(of: 20)),
        .shape(0x0d, "PSBT_IN_HASH256", FieldShape.keyData(of: 32)),
        .single(0x0e, "PSBT_IN_PREVIOUS_TXID", \.previousTxid, .txid, .requiredIn(.v2)),
        .single(0x0f, "PSBT_IN_OUTPUT_INDEX", \.outputIndex, .uint32, .requiredIn(.v2)),
        .single(0x10, "PSBT_IN_SEQUENCE", \.sequence, .sequence, .optionalIn(.v2)),
        .single(
            0x11, "PSBT_IN_REQUIRED_TIME_LOCKTIME", \.requiredTimeLocktime, .requiredTime, .optionalIn(.v2)),
        .single(
            0x12, "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME", \.requiredHeightLocktime, .requiredHeight, .optionalIn(.v2)),
        .shape(0x13, "PSBT_IN_TAP_KEY_SIG", isTaproot: true, TaprootShape.keySignature),
        .shape(0x14, "PSBT_IN_TAP_SCRIPT_SIG", isTaproot: true, TaprootShape.scriptSignature),
        .shape(0x15, "PSBT_IN_TAP_LEAF_SCRIPT", isTaproot: true, TaprootShape.leafScript),
        .shape(0x16, "PSBT_IN_TAP_BIP32_DERIVATION", isTaproot: true, TaprootShape.derivation),
        .shape(0x17, "PSBT_IN_TAP_INTERNAL_KEY", isTaproot: true, TaprootShape.bytes32),
        .shape(0x18, "PSBT_IN_TAP_MERKLE_ROOT", isTaproot: true, TaprootShape.bytes32),
        .keyed(0xfc, "PSBT_IN_PROPRIETARY", \.proprietary),
    ]

    static let table = FieldTable(fields)
}
