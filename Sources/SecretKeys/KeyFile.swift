import ByteCoding
import COpenSSLSecret

/// A second factor on a stick of its own: 32 random bytes without which a keystore does not open.
///
/// The format is in `Docs/formats.md`.
package struct KeyFile: ~Copyable, Sendable {
    /// The secret of the file.
    let secret: SecretBytes
    /// What a keystore writes down to know the file again.
    package let id: KeyFileID

    /// The number of bytes of a key file.
    package static let length = magic.count + 1 + secretLength + Bytes32.count

    private static let magic = Array("RENSHOKF".utf8)
    private static let version: UInt8 = 1
    private static let secretLength = 32
    private static let idMessage = Array("rensho/key-file/v1".utf8)

    /// Draws a new one.
    package init() throws(KeyFileError) {
        do throws(SecretError) {
            try self.init(secret: SystemRandom.secret(Self.secretLength))
        } catch {
            throw .secret(error)
        }
    }

    /// Reads the bytes of a file.
    package init(parsing file: borrowing SecretBytes) throws(KeyFileError) {
        let count = file.count
        let start = file.withSpan { span in (0..<min(span.count, Self.magic.count + 1)).map { span[$0] } }
        guard start.starts(with: Self.magic) else { throw .notAKeyFile }
        guard count > Self.magic.count else { throw .damaged }
        guard start.last == Self.version else { throw .unsupportedVersion(start.last ?? 0) }
        guard count == Self.length else { throw .damaged }
        let isWhole: Bool
        do throws(SecretError) {
            let body = try file.slice(0..<(count - Bytes32.count))
            isWhole = try Self.checksum(of: body).equals(file.slice((count - Bytes32.count)..<count))
        } catch {
            throw .secret(error)
        }
        guard isWhole else { throw .damaged }
        do throws(SecretError) {
            try self.init(secret: file.slice((Self.magic.count + 1)..<(count - Bytes32.count)))
        } catch {
            throw .secret(error)
        }
    }

    private init(secret: consuming SecretBytes) throws(SecretError) {
        var mac = try SecretBytes(count: Bytes32.count)
        let result = unsafe rensho_secret_hmac_sha256(
            secret.address, secret.count, Self.idMessage, Self.idMessage.count, mac.mutableAddress)
        try SecretCall.check(result, "HMAC-SHA256")
        id = KeyFileID(mac.withSpan { span in (0..<KeyFileID.length).map { span[$0] } })
        self.secret = secret
    }

    /// The bytes of the file.
    package borrowing func encoded() throws(KeyFileError) -> SecretBytes {
        do throws(SecretError) {
            let bodyCount = Self.length - Bytes32.count
            var file = try SecretBytes(count: Self.length)
            file.withMutableSpan { room in
                for (offset, byte) in (Self.magic + [Self.version]).enumerated() { room[offset] = byte }
                secret.withSpan { span in
                    for offset in span.indices { room[Self.magic.count + 1 + offset] = span[offset] }
                }
            }
            let sum = try Self.checksum(of: try file.slice(0..<bodyCount))
            file.withMutableSpan { room in
                sum.withSpan { span in for offset in span.indices { room[bodyCount + offset] = span[offset] } }
            }
            return file
        } catch {
            throw .secret(error)
        }
    }

    private static func checksum(of body: borrowing SecretBytes) throws(SecretError) -> SecretBytes {
        var hash = try SecretBytes(count: Bytes32.count)
        try SecretCall.check(unsafe rensho_secret_sha256(body.address, body.count, hash.mutableAddress), "SHA-256")
        return hash
    }
}

/// The name of a key file in a keystore: 16 bytes that say nothing about its secret.
package struct KeyFileID: Hashable, Sendable {
    /// The bytes.
    package let bytes: [UInt8]

    /// The number of bytes.
    package static let length = 16

    /// Takes bytes of the right number.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

/// Why a file is no usable key file; wrong for a keystore is another matter (`KeystoreError`).
package enum KeyFileError: CodedError, Equatable {
    /// The file does not begin as a key file does.
    case notAKeyFile
    /// The format's version is not known here.
    case unsupportedVersion(UInt8)
    /// The length or the checksum is wrong: bytes were lost or changed.
    case damaged
    /// Memory, randomness or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .notAKeyFile: "key-file.not-a-key-file"
        case .unsupportedVersion: "key-file.unsupported-version"
        case .damaged: "key-file.damaged"
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .notAKeyFile: "the file is no Rensho key file"
        case .unsupportedVersion(let version): "key file version \(version) is not known here"
        case .damaged: "the key file is damaged: its length or its checksum is wrong"
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .notAKeyFile: "Check that this is the file that was made with the keystore."
        case .unsupportedVersion: "Use the version of Rensho that wrote the file."
        case .damaged: "Use a copy of the key file. Without one, restore the keys from their words."
        case .secret(let error): error.remedy
        }
    }
}
