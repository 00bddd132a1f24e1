import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("Sums of a public key for a search")
struct PublicKeySearchTests {
    private static let generator = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    private static let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
    private static let orderMinusOne = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"

    @Test("are the sums of OpenSSL")
    func agrees() throws {
        var random = SeededGenerator(seed: 5)
        let key = try PublicKey(Hex.decode(Self.generator)).adding(Bytes32(random.bytes(32)))
        var tweaks = [try Bytes32([UInt8](repeating: 0, count: 32))]
        for _ in 0..<200 { tweaks.append(try Bytes32(random.bytes(32))) }
        let sums = key.searchSums(adding: tweaks)
        #expect(sums.count == tweaks.count)
        for (tweak, sum) in zip(tweaks, sums) { #expect(try sum == key.adding(tweak).encoded) }
    }

    @Test("are none where BIP-32 has no key")
    func none() throws {
        let key = try PublicKey(Hex.decode(Self.generator))
        let tweaks = try [Self.order, Self.orderMinusOne].map { try Bytes32(Hex.decode($0)) }
        #expect(key.searchSums(adding: tweaks) == [nil, nil])
        #expect(key.searchSums(adding: []).isEmpty)
    }
}
