import BitcoinCrypto
package import ByteCoding

/// Base58 with four bytes of double SHA-256 at the end, as addresses and extended keys use it.
package enum Base58Check {
    /// The number of bytes that check the others.
    package static let checksumLength = 4

    /// The text of a payload.
    package static func encode(_ payload: [UInt8]) -> String {
        Base58.encode(payload + checksum(of: payload))
    }

    /// The payload of a text.
    package static func decode(_ text: String) throws(Base58CheckError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(Base58Error) { bytes = try Base58.decode(text) } catch { throw .base58(error) }
        guard bytes.count >= checksumLength else { throw .tooShort(count: bytes.count) }
        let payload = Array(bytes.dropLast(checksumLength))
        guard bytes.suffix(checksumLength).elementsEqual(checksum(of: payload)) else { throw .wrongChecksum }
        return payload
    }

    private static func checksum(of payload: [UInt8]) -> ArraySlice<UInt8> {
        SHA256.doubleHash(payload).bytes.prefix(checksumLength)
    }
}

/// The reason why a text is not base58check.
package enum Base58CheckError: CodedError, Equatable {
    /// The text is not base58.
    case base58(Base58Error)
    /// There are fewer bytes than the checksum has.
    case tooShort(count: Int)
    /// The last four bytes do not fit the others.
    case wrongChecksum

    package var code: String {
        switch self {
        case .base58(let error): error.code
        case .tooShort: "base58check.too-short"
        case .wrongChecksum: "base58check.wrong-checksum"
        }
    }

    package var description: String {
        switch self {
        case .base58(let error): error.description
        case .tooShort(let count): "\(count) bytes are too few for a checksum"
        case .wrongChecksum: "the checksum is wrong"
        }
    }

    package var remedy: String? {
        switch self {
        case .base58, .tooShort, .wrongChecksum: "Compare the text with its source; do not guess characters."
        }
    }
}
