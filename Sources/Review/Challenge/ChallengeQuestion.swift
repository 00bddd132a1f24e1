package import BitcoinPrimitives

/// What the custodian types about one destination: four characters of its address and its amount, from the paper or
/// order in his hand.
package struct ChallengeQuestion: Hashable, Sendable {
    /// The number of characters asked for.
    package static let characterCount = 4

    /// The characters of a base58 address that look-alikes share most cheaply and are never asked for.
    package static let base58PrefixLength = 4

    /// The output that the question is about.
    package let outputIndex: Int

    /// The place of the destination among all of the case, from 1, as its page has it, and their number.
    package let number: Int
    package let total: Int

    /// Whether the output pays somebody else; otherwise it is the vault's own.
    package let isExternal: Bool

    /// The address.
    package let address: Address

    /// The amount.
    package let amount: Amount

    /// The offset of the first character asked for, from 0.
    package let offset: Int

    /// The positions of the first and the last character asked for, counted from 1 without the spaces of the groups.
    package var positions: ClosedRange<Int> { (offset + 1)...(offset + Self.characterCount) }

    /// Whether the typed characters are the right ones; spaces do not count, and bech32 may be typed in capitals.
    package func accepts(characters: String) -> Bool {
        let typed = characters.filter { $0 != " " }
        let expected = String(address.text.dropFirst(offset).prefix(Self.characterCount))
        return Self.isBech32(address) ? typed.lowercased() == expected : typed == expected
    }

    /// Whether the typed amount is the right one, in bitcoin with a decimal point or the unit, or in satoshi with the
    /// unit: a bare integer could mean either and is never right.
    package func accepts(amount text: String) -> Bool { AmountEntry.matches(text, amount) }

    /// The offsets that a question may begin at: everything after what all addresses of the network begin with.
    static func possibleOffsets(in address: Address) -> Range<Int> {
        let prefix = isBech32(address) ? address.network.bech32HRP.count + 2 : base58PrefixLength
        return prefix..<max(prefix, address.text.count - characterCount + 1)
    }

    private static func isBech32(_ address: Address) -> Bool { address.scriptPubKey.witnessProgram != nil }
}
