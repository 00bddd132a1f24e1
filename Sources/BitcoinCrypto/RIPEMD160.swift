import COpenSSL

/// RIPEMD-160; shows its known answer before its first use, since builds of OpenSSL differ in whether they have it.
package enum RIPEMD160 {
    /// The number of bytes of a hash.
    package static let count = 20

    /// Whether the library has RIPEMD-160 and it gave its known answer; without it `hash` stops the program.
    package static var isAvailable: Bool {
        var output = [UInt8](repeating: 0, count: count)
        return unsafe rensho_ripemd160(nil, 0, &output) == RENSHO_OK
    }

    /// The 20-byte hash of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        unsafe CryptoLibrary.require(rensho_ripemd160(bytes, bytes.count, &output), "RIPEMD-160")
        return output
    }
}
