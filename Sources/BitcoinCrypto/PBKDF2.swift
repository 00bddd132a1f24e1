import COpenSSL

/// PBKDF2 (RFC 8018 §5.2) with HMAC-SHA-512, over data that is no secret of a wallet.
package enum PBKDF2 {
    /// The most iterations: a second of work; every format that is read here fixes a few thousand.
    package static let maximumIterations: UInt32 = 1_000_000

    /// Derives `count` bytes.
    /// - Parameters:
    ///   - iterations: From 1 to `maximumIterations`.
    ///   - count: From 1 to 1 KiB.
    package static func sha512(password: [UInt8], salt: [UInt8], iterations: UInt32, count: Int) -> [UInt8] {
        precondition(
            (1...maximumIterations).contains(iterations) && (1...1024).contains(count),
            "callers state both numbers as constants of a format")
        var output = [UInt8](repeating: 0, count: count)
        unsafe CryptoLibrary.require(
            rensho_pbkdf2_hmac_sha512(
                password, password.count, salt, salt.count, iterations, &output, count), "PBKDF2-HMAC-SHA-512")
        return output
    }
}
