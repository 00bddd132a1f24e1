import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys
import TestSupport
import Testing

@Suite("Identity keys")
struct IdentityKeyTests {
    /// What RFC 5869 asks for, with the public HMAC of another room.
    private func secret(seed: [UInt8], network: String, number: UInt32) throws -> [UInt8] {
        let extracted = HMAC.sha256(key: [UInt8](repeating: 0, count: 32), seed)
        return HMAC.sha256(key: extracted.bytes, Array("rensho/identity/v1/\(network)/\(number)".utf8) + [1]).bytes
    }

    @Test("is the first block of HKDF over the seed, apart by network and number", arguments: Network.allCases)
    func derivation(network: Network) throws {
        let seedBytes = (0..<64).map(UInt8.init)
        let seed = try Seed(SecretBytes(copying: seedBytes))
        var keys: Set<PublicKey> = []
        for number: UInt32 in [0, 1, .max] {
            let identity = try IdentityKey(seed: seed, network: network, number: number)
            let expected = try SigningKey(bytes: secret(seed: seedBytes, network: network.rawValue, number: number))
            #expect(identity.publicKey == expected.publicKey)
            keys.insert(identity.publicKey)
        }
        #expect(keys.count == 3)
    }

    @Test("signs with the first nonce and low s")
    func signing() throws {
        let seedBytes = (0..<64).map(UInt8.init)
        let identity = try IdentityKey(seed: Seed(SecretBytes(copying: seedBytes)), network: .regtest, number: 0)
        let same = try SigningKey(bytes: secret(seed: seedBytes, network: "regtest", number: 0))
        let digest = try Bytes32([UInt8](repeating: 3, count: 32))
        let signature = try identity.sign(digest)
        #expect(try signature == same.signWithoutGrinding(digest))
        let check = SignatureCheck(publicKey: identity.publicKey.encoded, digest: digest, signature: signature)
        #expect(OpenSSLVerifier().verify(check))
    }

    @Test("authenticates a message with its secret")
    func mac() throws {
        let seedBytes = (0..<64).map(UInt8.init)
        let identity = try IdentityKey(seed: Seed(SecretBytes(copying: seedBytes)), network: .regtest, number: 0)
        let key = try secret(seed: seedBytes, network: "regtest", number: 0)
        let code = HMAC.sha256(key: key, [1, 2, 3])
        #expect(try identity.mac([1, 2, 3]) == code)
        #expect(try identity.verifies(code, of: [1, 2, 3]))
        #expect(try !identity.verifies(code, of: [1, 2, 4]))
        for byte in 0..<Bytes32.count {
            var other = code.bytes
            other[byte] ^= 0x10
            #expect(try !identity.verifies(Bytes32(other), of: [1, 2, 3]), "byte \(byte)")
        }
    }

    @Test("refuses a seed that is not from BIP-39")
    func seedLength() throws {
        let seed = try Seed(SecretBytes(count: 32))
        #expect(throws: SecretKeyError.seedLength(32)) {
            try { _ = try IdentityKey(seed: seed, network: .regtest, number: 0) }()
        }
    }
}
