import COpenSSL

/// What this package expects of libcrypto whatever the input is.
enum CryptoLibrary {
    /// Stops the program when libcrypto fails at something that no input can make fail: there is no memory left, or the
    /// library on this machine is not the one that the package was built for. Going on would mean made-up hashes.
    static func require(_ result: Int32, _ operation: StaticString) {
        precondition(result == RENSHO_OK, "libcrypto cannot compute \(operation) (result \(result))")
    }

    /// Gives back what libcrypto keeps for this thread in locked memory, if there is any.
    static func endThread() { rensho_end_thread() }
}
