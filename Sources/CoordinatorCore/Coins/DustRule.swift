package import BitcoinPrimitives

/// The amount below which nodes do not relay an output: spending it would cost more than a third of it.
package enum DustRule {
    /// Bitcoin Core's rate for dust, in satoshi per virtual byte.
    private static let rate: UInt64 = 3

    /// The smallest amount that is not dust, in satoshi.
    package static func limit(_ script: Script) -> UInt64 {
        let input: UInt64
        switch script.kind {
        case .opReturn: return 0
        // Bitcoin Core counts a witness input as 32 + 4 + 1 + 107 ÷ 4 + 4 and any other as 148 bytes.
        case .p2wpkh, .p2wsh, .p2tr, .witnessUnknown: input = 67
        case .p2pk, .p2pkh, .p2sh, .bareMultisig, .other: input = 148
        }
        let length = UInt64(script.bytes.count)
        return rate * (8 + (length < 0xfd ? 1 : 3) + length + input)
    }
}
