import BitcoinCrypto
import ByteCoding
import SecretKeys
import TestSupport

/// Published numbers and signatures of secp256k1 that the tests of this folder share.
enum Published {
    /// SEC 2 §2.4.1: the field's prime.
    static let prime = hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")
    /// SEC 2 §2.4.1: the order of the group.
    static let order = hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
    /// The generator's coordinates.
    static let x = hex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
    /// The generator's coordinates.
    static let y = hex("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")
    /// The generator, compressed.
    static let generator = [0x02] + x
    /// The private key 1.
    static let one = [UInt8](repeating: 0, count: 31) + [1]
    /// SHA-256 of "Satoshi Nakamoto".
    static let digest = hex("a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e")
    /// The signature of `digest` by the private key 1 that many libraries publish, low s.
    static let compact = hex(
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")
    /// The same as strict DER.
    static let der = hex(
        "3045022100934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            + "02202442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")

    /// The bytes of published hex; a wrong digit gives nothing, which no test takes for the number.
    static func hex(_ text: String) -> [UInt8] { (try? Hex.decode(text)) ?? [] }

    /// A private key of published data.
    static func key(_ scalar: [UInt8]) throws -> SigningKey {
        try SigningKey(scalar: SecretBytes(copying: scalar))
    }

    /// `left` − `right`, big endian, of equal lengths.
    static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var borrow = 0
        var result = left
        for place in left.indices.reversed() {
            let value = Int(left[place]) - Int(right[place]) - borrow
            borrow = value < 0 ? 1 : 0
            result[place] = UInt8(truncatingIfNeeded: value)
        }
        return result
    }
}
