package import ByteCoding

/// The domain parameters of secp256k1: y² = x³ + 7 over the integers modulo p (SEC 2 §2.4.1).
package enum CurveConstants {
    /// The field's prime p = 2^256 − 2^32 − 977, big endian.
    package static let prime = Bytes32(Self.primeNumber)

    /// The order n of the group, big endian; it is prime, and the cofactor is 1.
    package static let order = Bytes32(Self.orderNumber)

    /// The generator's coordinate x, big endian.
    package static let generatorX = Bytes32(Self.generatorXNumber)

    /// The generator's coordinate y, big endian.
    package static let generatorY = Bytes32(Self.generatorYNumber)

    /// The number b of y² = x³ + b.
    package static let b: UInt64 = 7

    static let primeNumber = Number256(
        0xffff_fffe_ffff_fc2f, 0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff)
    static let orderNumber = Number256(
        0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff)
    static let generatorXNumber = Number256(
        0x59f2_815b_16f8_1798, 0x029b_fcdb_2dce_28d9, 0x55a0_6295_ce87_0b07, 0x79be_667e_f9dc_bbac)
    static let generatorYNumber = Number256(
        0x9c47_d08f_fb10_d4b8, 0xfd17_b448_a685_5419, 0x5da4_fbfc_0e11_08a8, 0x483a_da77_26a3_c465)
}

extension Number256 {
    /// Takes 32 bytes, big endian.
    init(_ bytes: Bytes32) {
        let words = bytes.bigEndianWords
        self.init(words.3, words.2, words.1, words.0)
    }
}

extension Bytes32 {
    /// Takes a number, big endian.
    init(_ number: Number256) {
        self.init(bigEndianWords: (number.w3, number.w2, number.w1, number.w0))
    }
}
