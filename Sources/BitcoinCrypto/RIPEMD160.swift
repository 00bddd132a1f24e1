import COpenSSL

/// RIPEMD-160; shows its known answer before its first use, since builds of OpenSSL differ in whether they have it.
package enum RIPEMD160 {
    /// The number of bytes of a hash.
    package static let count = 20

    /// The 20-byte hash of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        unsafe CryptoLibrary.require(rensho_ripemd160(bytes, bytes.count, &output), "RIPEMD-160")
        return output
    }
}
