import COpenSSL

/// RIPEMD-160 of SHA-256, as Bitcoin names keys and scripts.
package enum Hash160 {
    /// The number of bytes of a hash.
    package static let count = 20

    /// The 20-byte hash of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        unsafe CryptoLibrary.require(rensho_hash160(bytes, bytes.count, &output), "RIPEMD-160 of SHA-256")
        return output
    }
}
