package import BitcoinPrimitives

/// The map that belongs to the whole PSBT.
///
/// Two are equal when their pairs are, in the same order.
package struct GlobalMap: PSBTMap {
    /// The transaction to sign, its scriptSigs empty; version 0 only.
    package var unsignedTx: Transaction? { didSet { write(\.unsignedTx) } }

    /// The extended keys that the scripts were derived from.
    package var xpubs: [GlobalXpub] = [] { didSet { write(\.xpubs) } }

    /// The version of the transaction to sign; version 2 only.
    package var txVersion: Int32? { didSet { write(\.txVersion) } }

    /// The lock time where no input requires one; version 2 only.
    package var fallbackLocktime: LockTime? { didSet { write(\.fallbackLocktime) } }

    /// The number of inputs; version 2 only.
    package var inputCount: UInt64? { didSet { write(\.inputCount) } }

    /// The number of outputs; version 2 only.
    package var outputCount: UInt64? { didSet { write(\.outputCount) } }

    /// What may still be changed; version 2 only.
    package var txModifiable: TxModifiable? { didSet { write(\.txModifiable) } }

    /// The version of the PSBT as it is written in the file; absent means 0.
    package var version: UInt32? { didSet { write(\.version) } }

    /// Fields of somebody's own.
    package var proprietary: [ProprietaryPair] = [] { didSet { write(\.proprietary) } }

    var list = PairList()

    package init() {}

    /// Puts a proprietary field in, in the place of one with the same key.
    package mutating func setProprietary(_ pair: ProprietaryPair) {
        if let place = proprietary.firstIndex(where: { $0.hasSameKey(as: pair) }) {
            proprietary[place] = pair
        } else {
            proprietary.append(pair)
        }
    }

    /// Every pair in file order.
    package var pairs: [RawPair] { list.pairs }

    /// The pairs whose type no BIP that this project knows has defined, in file order.
    package var unknown: [RawPair] { unknownPairs }

    /// Adds every pair of the same map of another file of this version whose key is not here yet; what is here stays.
    package mutating func addMissingPairs(of other: GlobalMap) throws(PSBTError) {
        try addMissing(other.pairs, in: .global)
    }

    package static func == (left: Self, right: Self) -> Bool { left.list == right.list }

    package func hash(into hasher: inout Hasher) { hasher.combine(list) }

    static let fields: [MapField<GlobalMap>] = [
        .single(0x00, "PSBT_GLOBAL_UNSIGNED_TX", \.unsignedTx, .unsignedTransaction, .requiredIn(.v0)),
        .keyed(0x01, "PSBT_GLOBAL_XPUB", \.xpubs),
        .single(0x02, "PSBT_GLOBAL_TX_VERSION", \.txVersion, .int32, .requiredIn(.v2)),
        .single(0x03, "PSBT_GLOBAL_FALLBACK_LOCKTIME", \.fallbackLocktime, .lockTime, .optionalIn(.v2)),
        .single(0x04, "PSBT_GLOBAL_INPUT_COUNT", \.inputCount, .compactSize, .requiredIn(.v2)),
        .single(0x05, "PSBT_GLOBAL_OUTPUT_COUNT", \.outputCount, .compactSize, .requiredIn(.v2)),
        .single(0x06, "PSBT_GLOBAL_TX_MODIFIABLE", \.txModifiable, .txModifiable, .optionalIn(.v2)),
        .single(0xfb, "PSBT_GLOBAL_VERSION", \.version, .uint32),
        .keyed(0xfc, "PSBT_GLOBAL_PROPRIETARY", \.proprietary),
    ]

    static let table = FieldTable(fields)
}
