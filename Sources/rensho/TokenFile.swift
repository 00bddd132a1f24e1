import CommandSupport
import Descriptors
import WalletFormats

/// The token of a BSMS set-up in a file of its own: an argument would be seen by everybody on the machine.
enum TokenFile {
    /// What follows the vault's name in an encrypted record's usual file name.
    static let encryptedSuffix = "bsms.dat"

    /// The file holds 32 hex digits and a line end at most.
    private static let limit = 64

    /// Reads the token and derives its keys.
    static func encryption(_ path: String) throws -> BSMSEncryption {
        let bytes = try FileAccess.read(path, limit: limit)
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        return try BSMSEncryption(try BSMSToken(parsing: text))
    }

    /// The bytes of a file, decrypted where a token is given.
    static func read(_ path: String, token: String?) throws -> [UInt8] {
        let bytes = try FileAccess.read(path, limit: 2 * WalletText.limit + 2)
        guard let token else { return bytes }
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        return Array(try encryption(token).decrypt(text).utf8)
    }
}
