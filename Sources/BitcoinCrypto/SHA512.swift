import COpenSSL

/// SHA-512 (FIPS 180-4).
package enum SHA512 {
    /// The number of bytes of a hash.
    package static let count = 64

    /// The 64-byte hash of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        unsafe CryptoLibrary.require(rensho_sha512(bytes, bytes.count, &output), "SHA-512")
        return output
    }
}
