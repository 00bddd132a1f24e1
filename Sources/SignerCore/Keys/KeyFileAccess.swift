import CommandSupport
import SecretKeys

/// Key files on their media.
enum KeyFileAccess {
    /// Reads a key file; `nil` without a path.
    static func read(_ path: String?) throws(SignerError) -> KeyFile? {
        guard let path else { return nil }
        let typed = try SignerError.lifting { try FileAccess.readSecret(path, limit: KeyFile.length) }
        let bytes = try typed.secretBytes()
        return try SignerError.lifting { try KeyFile(parsing: bytes) }
    }

    /// Draws a key file, writes it and reads it back.
    static func create(_ path: String) throws(SignerError) -> KeyFile {
        let keyFile = try SignerError.lifting { try KeyFile() }
        let bytes = try self.bytes(of: keyFile)
        try SignerError.lifting { try FileAccess.createSecret(path, bytes) }
        return keyFile
    }

    /// Takes a key file back that was made for a keystore that was not.
    static func remove(_ path: String, holding keyFile: borrowing KeyFile) throws(SignerError) {
        let bytes = try self.bytes(of: keyFile)
        try SignerError.lifting { try FileAccess.removeSecret(path, holding: bytes) }
    }

    private static func bytes(of keyFile: borrowing KeyFile) throws(SignerError) -> TypedSecret {
        let encoded: SecretBytes
        do throws(KeyFileError) { encoded = try keyFile.encoded() } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        var typed = TypedSecret()
        encoded.withSpan { span in for offset in span.indices { _ = typed.append(span[offset]) } }
        return typed
    }
}
