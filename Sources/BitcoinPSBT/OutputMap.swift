package import BitcoinPrimitives

/// The map of one output.
///
/// Two are equal when their pairs are, in the same order.
package struct OutputMap: PSBTMap {
    /// The script whose hash a P2SH output holds, as the file claims it.
    package var redeemScript: Script? { didSet { write(\.redeemScript) } }

    /// The script whose hash a P2WSH program holds, as the file claims it.
    package var witnessScript: Script? { didSet { write(\.witnessScript) } }

    /// Where the keys of the script come from, as the file claims it.
    package var bip32Derivations: [Bip32Derivation] = [] { didSet { write(\.bip32Derivations) } }

    /// What the output receives; version 2 only.
    package var amount: Amount? { didSet { write(\.amount) } }

    /// The scriptPubKey; version 2 only.
    package var script: Script? { didSet { write(\.script) } }

    /// Fields of somebody's own.
    package var proprietary: [ProprietaryPair] = [] { didSet { write(\.proprietary) } }

    var list = PairList()

    package init() {}

    /// Every pair in file order.
    package var pairs: [RawPair] { list.pairs }

    /// The pairs whose type no BIP that this project knows has defined, in file order.
    package var unknown: [RawPair] { unknownPairs }

    /// Whether a field of BIP-371 is there.
    package var hasTaprootFields: Bool { hasTaprootPairs }

    /// Adds every pair of the same map of another file of this version whose key is not here yet; what is here stays.
    package mutating func addMissingPairs(of other: OutputMap, at index: Int) throws(PSBTError) {
        try addMissing(other.pairs, in: .output(index))
    }

    package static func == (left: Self, right: Self) -> Bool { left.list == right.list }

    package func hash(into hasher: inout Hasher) { hasher.combine(list) }

    static let fields: [MapField<OutputMap>] = [
        .single(0x00, "PSBT_OUT_REDEEM_SCRIPT", \.redeemScript, .script),
        .single(0x01, "PSBT_OUT_WITNESS_SCRIPT", \.witnessScript, .script),
        .keyed(0x02, "PSBT_OUT_BIP32_DERIVATION", \.bip32Derivations),
        .single(0x03, "PSBT_OUT_AMOUNT", \.amount, .amount, .requiredIn(.v2)),
        .single(0x04, "PSBT_OUT_SCRIPT", \.script, .script, .requiredIn(.v2)),
        .shape(0x05, "PSBT_OUT_TAP_INTERNAL_KEY", isTaproot: true, TaprootShape.bytes32),
        .shape(0x06, "PSBT_OUT_TAP_TREE", isTaproot: true, TaprootShape.tree),
        .shape(0x07, "PSBT_OUT_TAP_BIP32_DERIVATION", isTaproot: true, TaprootShape.derivation),
        .keyed(0xfc, "PSBT_OUT_PROPRIETARY", \.proprietary),
    ]

    static let table = FieldTable(fields)
}
