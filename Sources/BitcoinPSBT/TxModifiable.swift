/// What a Constructor may still change; BIP-370 §PSBT_GLOBAL_TX_MODIFIABLE. Undefined bits are kept.
package struct TxModifiable: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Inputs may be added and removed.
    package static let inputs = TxModifiable(rawValue: 1 << 0)
    /// Outputs may be added and removed.
    package static let outputs = TxModifiable(rawValue: 1 << 1)
    /// A signature commits to the output at its input's own index only.
    package static let hasSighashSingle = TxModifiable(rawValue: 1 << 2)
}
