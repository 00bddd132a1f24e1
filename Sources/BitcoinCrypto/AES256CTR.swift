package import ByteCoding
import COpenSSL

/// AES-256 in counter mode (NIST SP 800-38A §6.5), over data that is no secret of a wallet.
///
/// The mode hides and does not protect: whoever uses it checks a MAC over what was hidden.
package enum AES256CTR {
    /// The number of bytes of a counter block.
    package static let counterCount = 16

    /// Encrypts or decrypts, which is the same.
    /// - Parameter counter: The first counter block, exactly `counterCount` bytes, big endian.
    package static func apply(key: Bytes32, counter: [UInt8], to bytes: [UInt8]) -> [UInt8] {
        precondition(counter.count == counterCount, "callers cut the counter from a longer value")
        // One byte more than needed: an empty array has no address to write to.
        var output = [UInt8](repeating: 0, count: bytes.count + 1)
        unsafe CryptoLibrary.require(
            rensho_aes_256_ctr(key.bytes, counter, bytes, bytes.count, &output), "AES-256-CTR")
        output.removeLast()
        return output
    }
}
