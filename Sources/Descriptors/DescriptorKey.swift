package import BitcoinPrimitives

/// A cosigner's key in a descriptor: where it comes from and the extended key itself.
package struct DescriptorKey: Hashable, Sendable, CustomStringConvertible {
    /// The master key's fingerprint and the path to the extended key.
    package let origin: KeyOrigin

    /// The extended key that branches are derived from.
    package let xpub: ExtendedPublicKey

    /// Pairs an extended key with its origin.
    package init(origin: KeyOrigin, xpub: ExtendedPublicKey) {
        self.origin = origin
        self.xpub = xpub
    }

    /// Whether depth and last step of the extended key are those that the origin states.
    package var originMatchesDepth: Bool {
        Int(xpub.depth) == origin.path.steps.count && xpub.childNumber.rawValue == origin.path.steps.last?.rawValue ?? 0
    }

    /// `[origin]xpub` without the steps that follow.
    package var description: String { "[\(origin)]\(xpub)" }

    /// The same with apostrophes, as most devices and BIP-129 spell it: `[73c5da0a/48'/0'/0'/2']xpub…`.
    package var textWithApostrophes: String { "[\(origin.description.replacing("h", with: "'"))]\(xpub)" }
}
