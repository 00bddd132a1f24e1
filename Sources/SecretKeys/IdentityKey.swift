package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
import COpenSSLSecret

/// The key with which a person signs documents: from the same words as the Bitcoin keys, but outside their BIP-32 tree.
///
/// It is the first 32-byte block of HKDF-SHA256 (RFC 5869) that lies in 1 … n−1, read as a big-endian number, with the
/// 64 bytes of the BIP-39 seed as key material, no salt, and the ASCII text `rensho/identity/v1/<network>/<number>` as
/// info, where the number is decimal. All but one in 2^127 identities take the first block.
package struct IdentityKey: ~Copyable, Sendable {
    private let key: SigningKey

    /// The blocks that HKDF can give (RFC 5869 §2.3: "L <= 255*HashLen").
    private static let mostBlocks = 255

    /// Derives the identity key with a number, 0 for a person's first one.
    package init(seed: borrowing Seed, network: Network, number: UInt32) throws(SecretKeyError) {
        guard seed.count == Seed.bip39Count else { throw .seedLength(seed.count) }
        let info = Self.info(network: network, number: number)
        for block in 1...Self.mostBlocks {
            let scalar = try Self.block(block, of: seed, info: info)
            do throws(SecretKeyError) {
                key = try SigningKey(scalar: scalar)
                return
            } catch {
                guard error == .outOfRange else { throw error }
            }
        }
        throw .outOfRange
    }

    /// The public key by which others know the person.
    package var publicKey: PublicKey { key.publicKey }

    /// Signs the digest of a document with the first nonce of RFC 6979 and low S.
    package borrowing func sign(_ digest: Bytes32) throws(SecretKeyError) -> ECDSASignature {
        try key.signWithoutGrinding(digest)
    }

    /// HMAC-SHA256 with the identity's secret as its key: a value that only this person can compute beforehand.
    package borrowing func mac(_ message: [UInt8]) throws(SecretKeyError) -> Bytes32 {
        try key.mac(message)
    }

    /// Whether a code is ``mac(_:)`` of the message, found out in a time that does not tell where they differ.
    package borrowing func verifies(_ code: Bytes32, of message: [UInt8]) throws(SecretKeyError) -> Bool {
        let (made, given) = (try mac(message).bigEndianWords, code.bigEndianWords)
        return (made.0 ^ given.0) | (made.1 ^ given.1) | (made.2 ^ given.2) | (made.3 ^ given.3) == 0
    }

    /// The info text of HKDF.
    static func info(network: Network, number: UInt32) -> [UInt8] {
        Array("rensho/identity/v1/\(network.rawValue)/\(number)".utf8)
    }

    private static func block(
        _ number: Int, of seed: borrowing Seed, info: [UInt8]
    ) throws(SecretKeyError) -> SecretBytes {
        do throws(SecretError) {
            var output = try SecretBytes(count: number * Bytes32.count)
            let result = unsafe rensho_secret_hkdf_sha256(
                nil, 0, seed.bytes.address, seed.count, info, info.count, output.mutableAddress, output.count)
            try SecretCall.check(result, "HKDF")
            return try output.slice((number - 1) * Bytes32.count..<number * Bytes32.count)
        } catch {
            throw .secret(error)
        }
    }
}
