/// One step of a derivation path (BIP-32).
package struct ChildNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number as it is serialized: hardened ones have the top bit set.
    package let rawValue: UInt32

    /// The bit that marks a hardened step.
    package static let hardenedBit: UInt32 = 0x8000_0000

    /// Takes the number as it is serialized.
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A step that a public key can take; the index is below 2^31.
    package static func normal(_ index: UInt32) throws(DerivationError) -> ChildNumber {
        guard index < hardenedBit else { throw .indexOutOfRange(index) }
        return ChildNumber(rawValue: index)
    }

    /// A step that only a private key can take; the index is below 2^31.
    package static func hardened(_ index: UInt32) throws(DerivationError) -> ChildNumber {
        guard index < hardenedBit else { throw .indexOutOfRange(index) }
        return ChildNumber(rawValue: index | hardenedBit)
    }

    /// Reads a number and, when hardened, an `h` or `'` after it (BIP-380).
    init(parsing text: some StringProtocol, in path: String) throws(DerivationError) {
        let isHardened = text.hasSuffix("h") || text.hasSuffix("'")
        let digits = isHardened ? text.dropLast() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .stepSyntax(step: String(text), path: path)
        }
        guard let index = UInt32(digits), index < Self.hardenedBit else {
            throw .stepOutOfRange(step: String(text), path: path)
        }
        rawValue = isHardened ? index | Self.hardenedBit : index
    }

    /// Whether only a private key can take the step.
    package var isHardened: Bool { rawValue & Self.hardenedBit != 0 }

    /// The number without the mark of a hardened step.
    package var index: UInt32 { rawValue & ~Self.hardenedBit }

    /// The index, with an `h` after it when hardened.
    package var description: String { isHardened ? "\(index)h" : "\(index)" }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
