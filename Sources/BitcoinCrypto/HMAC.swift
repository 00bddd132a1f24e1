package import ByteCoding
import COpenSSL

/// HMAC (RFC 2104) with keys that are no secret, such as chain codes of extended public keys.
package enum HMAC {
    /// The HMAC-SHA-256 of `message`.
    package static func sha256(key: [UInt8], _ message: [UInt8]) -> Bytes32 {
        var output: SHA256.Output = (0, 0, 0, 0)
        unsafe CryptoLibrary.require(
            rensho_hmac_sha256(key, key.count, message, message.count, &output), "HMAC-SHA-256")
        return Bytes32(memory: output)
    }

    /// The 64-byte HMAC-SHA-512 of `message`.
    package static func sha512(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: SHA512.count)
        unsafe CryptoLibrary.require(
            rensho_hmac_sha512(key, key.count, message, message.count, &output), "HMAC-SHA-512")
        return output
    }
}
