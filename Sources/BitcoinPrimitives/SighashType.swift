/// What a signature covers; Rensho signs and accepts `all` only, the others exist to be named and refused.
package enum SighashType: UInt8, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// All inputs and outputs.
    case all = 0x01
    /// All inputs, no output.
    case sighashNone = 0x02
    /// All inputs, the output at the same place.
    case single = 0x03
    /// This input, all outputs.
    case allAnyoneCanPay = 0x81
    /// This input, no output.
    case noneAnyoneCanPay = 0x82
    /// This input, the output at the same place.
    case singleAnyoneCanPay = 0x83

    /// Whether the signature leaves the other inputs open.
    package var isAnyoneCanPay: Bool { rawValue & 0x80 != 0 }

    /// Whether the signature covers every output.
    package var coversAllOutputs: Bool { self == .all || self == .allAnyoneCanPay }

    /// Whether the signature covers only the output at the input's own position.
    package var coversOneOutput: Bool { self == .single || self == .singleAnyoneCanPay }

    /// The name in Bitcoin's documents.
    package var description: String {
        switch self {
        case .all: "SIGHASH_ALL"
        case .sighashNone: "SIGHASH_NONE"
        case .single: "SIGHASH_SINGLE"
        case .allAnyoneCanPay: "SIGHASH_ALL|ANYONECANPAY"
        case .noneAnyoneCanPay: "SIGHASH_NONE|ANYONECANPAY"
        case .singleAnyoneCanPay: "SIGHASH_SINGLE|ANYONECANPAY"
        }
    }
}
