/// The two container versions: BIP-174 is version 0, BIP-370 is version 2.
package enum PSBTVersion: UInt32, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case v0 = 0
    case v2 = 2

    package var description: String { "version \(rawValue)" }
}
