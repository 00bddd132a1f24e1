import BitcoinCrypto
package import ByteCoding
import CommandSupport

/// A file that was written, synced, read back and compared.
package struct WrittenFile: Hashable, Sendable {
    /// Where it is.
    package let path: String
    /// The SHA-256 of its bytes, for comparing by voice.
    package let hash: Bytes32
    /// Whether the same answer had been given before.
    package let isRepeated: Bool

    /// Writes a new file, never over another one.
    init(_ path: String, _ bytes: [UInt8], isRepeated: Bool = false) throws(SignerError) {
        try SignerError.lifting { try FileAccess.create(path, bytes, mode: 0o644) }
        self.path = path
        hash = SHA256.hash(bytes)
        self.isRepeated = isRepeated
    }

    /// Refuses before any question is asked what could not be written at the end.
    static func requireFree(_ path: String) throws(SignerError) {
        try SignerError.lifting {
            _ = try FileAccess.split(path)
            guard !FileAccess.exists(path) else { throw FileError.exists(path: path) }
        }
    }
}
