/// The first four bytes of a serialized extended key, as BIP-32 and SLIP-132 know them.
package struct ExtendedKeyVersion: Hashable, Sendable {
    /// The first four characters of the text form.
    package let prefix: String

    /// Whether the key is private.
    package let isPrivate: Bool

    /// Whether the key is for a test network.
    package let isTest: Bool

    /// Whether BIP-32 defines the version; the others are from SLIP-132.
    package let isBIP32: Bool

    /// Names the version in front of a serialized key; `nil` where it is not known.
    package init?(_ serialized: [UInt8]) {
        guard serialized.count >= 4 else { return nil }
        let value = serialized.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let prefix = Self.prefixes[value] else { return nil }
        self.prefix = prefix
        isPrivate = prefix.hasSuffix("prv")
        isTest = "tTuUvV".contains(prefix.prefix(1))
        isBIP32 = prefix.hasPrefix("x") || prefix.hasPrefix("t")
    }

    /// BIP-32 "Serialization format" and SLIP-132 "Registered HD version bytes".
    private static let prefixes: [UInt32: String] = [
        0x0488_B21E: "xpub", 0x0488_ADE4: "xprv", 0x0435_87CF: "tpub", 0x0435_8394: "tprv",
        0x049D_7CB2: "ypub", 0x049D_7878: "yprv", 0x04B2_4746: "zpub", 0x04B2_430C: "zprv",
        0x0295_B43F: "Ypub", 0x0295_B005: "Yprv", 0x02AA_7ED3: "Zpub", 0x02AA_7A99: "Zprv",
        0x044A_5262: "upub", 0x044A_4E28: "uprv", 0x045F_1CF6: "vpub", 0x045F_18BC: "vprv",
        0x0242_89EF: "Upub", 0x0242_85B5: "Uprv", 0x0257_5483: "Vpub", 0x0257_5048: "Vprv",
    ]
}
