import ByteCoding

/// Constants of the curve (SEC 2 §2.4.1).
enum Secp256k1 {
    /// The order n of the group, big endian.
    static let order = Bytes32(
        bigEndianWords: (0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_fffe, 0xbaae_dce6_af48_a03b, 0xbfd2_5e8c_d036_4141))
    /// Half the order, rounded down: the highest low s (BIP-146).
    static let halfOrder = Bytes32(
        bigEndianWords: (0x7fff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff, 0x5d57_6e73_57a4_501d, 0xdfe9_2f46_681b_20a0))
    /// The number zero.
    static let zero = Bytes32(bigEndianWords: (0, 0, 0, 0))

    /// Whether a number is one of 1 … n−1.
    static func isScalar(_ value: Bytes32) -> Bool {
        zero < value && value < order
    }
}
