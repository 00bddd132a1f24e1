package import BitcoinPrimitives
package import ByteCoding
import COpenSSLSecret

/// The key that seals a signer's journal: from the seed of the home, beside the identity key and outside the BIP-32 tree.
///
/// It is HKDF-SHA256 (RFC 5869) with the 64 bytes of the BIP-39 seed as key material, no salt, and the ASCII text
/// `rensho/journal-key/v1/<network>/<number>` as info, where the number, in decimal, is that of the identity key. Homes
/// with and without a share in a vault have it alike.
package struct JournalKey: ~Copyable, Sendable {
    private let key: SecretBytes

    /// Derives the key of a home.
    package init(seed: borrowing Seed, network: Network, number: UInt32) throws(SecretKeyError) {
        guard seed.count == Seed.bip39Count else { throw .seedLength(seed.count) }
        let info = Array("rensho/journal-key/v1/\(network.rawValue)/\(number)".utf8)
        do throws(SecretError) {
            var output = try SecretBytes(count: Bytes32.count)
            let result = unsafe rensho_secret_hkdf_sha256(
                nil, 0, seed.bytes.address, seed.count, info, info.count, output.mutableAddress, output.count)
            try SecretCall.check(result, "HKDF")
            key = output
        } catch {
            throw .secret(error)
        }
    }

    /// HMAC-SHA256 of a message.
    package borrowing func mac(_ message: [UInt8]) throws(SecretKeyError) -> Bytes32 {
        var mac = [UInt8](repeating: 0, count: Bytes32.count)
        let result = unsafe rensho_secret_hmac_sha256(key.address, key.count, message, message.count, &mac)
        try SecretKeyError.wrapping { () throws(SecretError) in try SecretCall.check(result, "HMAC-SHA256") }
        do throws(ByteCodingError) { return try Bytes32(mac) } catch {
            throw .secret(.libraryFault(call: "HMAC-SHA256"))
        }
    }

    /// Whether a code is that of a message, found out in a time that does not depend on where they differ.
    package borrowing func makes(_ code: Bytes32, of message: [UInt8]) throws(SecretKeyError) -> Bool {
        let own = try mac(message)
        return unsafe rensho_secret_equal(own.bytes, code.bytes, Bytes32.count) == 1
    }
}
