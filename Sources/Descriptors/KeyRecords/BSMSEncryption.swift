import BitcoinCrypto
package import ByteCoding

/// The encryption of BSMS records (BIP-129 "Encryption"): it hides who shares a wallet, and its MAC finds every change.
package struct BSMSEncryption: Sendable {
    /// The key of the cipher.
    package let encryptionKey: Bytes32

    /// The key of the MAC.
    package let macKey: Bytes32

    private let token: BSMSToken

    /// BIP-129: "PBKDF2(PRF, Password, Salt, c, dkLen)" with these values.
    private static let password = Array("No SPOF".utf8)
    private static let iterations: UInt32 = 2048

    /// The most bytes of a record: the descriptor of 20 keys with the longest origins stays below it.
    package static let recordLimit = 131_072

    /// Derives the keys of a token; a token of no encryption has none.
    package init(_ token: BSMSToken) throws(BSMSError) {
        guard token.mode != .unencrypted else { throw .noEncryption }
        let key = PBKDF2.sha512(
            password: Self.password, salt: token.bytes, iterations: Self.iterations, count: Bytes32.count)
        guard let encryptionKey = try? Bytes32(key) else { preconditionFailure("32 bytes were asked for") }
        self.token = token
        self.encryptionKey = encryptionKey
        macKey = SHA256.hash(key)
    }

    /// A record as a file: MAC, then what it covers, in hex.
    package func encrypt(_ record: String) -> String {
        let data = Array(record.utf8)
        let mac = mac(data)
        return Hex.encode(mac.bytes + AES256CTR.apply(key: encryptionKey, counter: counter(mac), to: data))
    }

    /// The record in a file; it is given out only when its MAC is right.
    package func decrypt(_ file: String) throws(BSMSError) -> String {
        guard file.utf8.count <= 2 * Self.recordLimit else { throw .tooLarge(limit: 2 * Self.recordLimit) }
        let bytes: [UInt8]
        do throws(HexError) { bytes = try Hex.decode(file) } catch { throw .notHex }
        guard bytes.count > Bytes32.count, let stated = try? Bytes32(bytes[..<Bytes32.count]) else { throw .tooShort }
        let data = AES256CTR.apply(
            key: encryptionKey, counter: counter(stated), to: Array(bytes[Bytes32.count...]))
        guard mac(data) == stated else { throw .wrongMAC }
        guard let record = String(validating: data, as: UTF8.self) else { throw .notText }
        return record
    }

    /// Whether a text has the form of an encrypted record.
    package static func canBe(_ text: String) -> Bool {
        text.utf8.count > 4 * Bytes32.count && (try? Hex.decode(text)) != nil
    }

    /// BIP-129: the MAC covers the token in hex and the record.
    private func mac(_ data: [UInt8]) -> Bytes32 {
        HMAC.sha256(key: macKey.bytes, Array(token.hex.utf8) + data)
    }

    /// BIP-129: "the first 16 bytes of the MAC" are the counter.
    private func counter(_ mac: Bytes32) -> [UInt8] { Array(mac.bytes.prefix(AES256CTR.counterCount)) }
}
