import BitcoinPrimitives
import ByteCoding

/// The reason why a BSMS record is refused (BIP-129); the key in it is never repeated.
package enum BSMSError: CodedError, Equatable {
    /// The first line is not `BSMS 1.0`.
    case version
    /// The record has another number of lines.
    case lineCount(expected: Int, found: Int)
    /// The token is not 8 or 16 bytes in lower-case hex, nor `00`.
    case token
    /// The record is of another token than the one given.
    case otherToken
    /// A token of no encryption cannot encrypt or decrypt.
    case noEncryption
    /// The encrypted file is larger than any record.
    case tooLarge(limit: Int)
    /// The encrypted file is not hex.
    case notHex
    /// The encrypted file is not longer than its MAC.
    case tooShort
    /// The MAC does not fit: another token, or a changed file.
    case wrongMAC
    /// The decrypted record is not UTF-8 text.
    case notText
    /// The record holds a private key.
    case privateKey
    /// The key has no origin.
    case originMissing
    /// The key does not read.
    case key(DescriptorError)
    /// The description has too many characters or ones that do not print.
    case keyDescription(limit: Int)
    /// The signature is refused.
    case signature(SignedMessageError)
    /// The restrictions are not those of a vault.
    case restrictions
    /// A template stands without restrictions, or restrictions stand beside a descriptor without template.
    case template
    /// The descriptor is refused.
    case descriptor(DescriptorError)
    /// The first address is not the one that the descriptor gives.
    case firstAddress(expected: String)

    package var code: String {
        switch self {
        case .version: "bsms.version"
        case .lineCount: "bsms.line-count"
        case .token: "bsms.token"
        case .otherToken: "bsms.other-token"
        case .noEncryption: "bsms.no-encryption"
        case .tooLarge: "bsms.too-large"
        case .notHex: "bsms.not-hex"
        case .tooShort: "bsms.too-short"
        case .wrongMAC: "bsms.wrong-mac"
        case .notText: "bsms.not-text"
        case .privateKey: "bsms.private-key"
        case .originMissing: "bsms.origin-missing"
        case .key(let error): error.code
        case .keyDescription: "bsms.key-description"
        case .signature(let error): error.code
        case .restrictions: "bsms.restrictions"
        case .template: "bsms.template"
        case .descriptor(let error): error.code
        case .firstAddress: "bsms.first-address"
        }
    }

    package var description: String {
        switch self {
        case .version: "the record does not begin with BSMS 1.0"
        case .lineCount(let expected, let found): "the record has \(found) lines where \(expected) belong"
        case .token: "the token is not 16 or 32 lower-case hex digits, nor 00"
        case .otherToken: "the record is of another token"
        case .noEncryption: "token 00 means no encryption"
        case .tooLarge(let limit): "the encrypted record has more than \(limit) characters"
        case .notHex: "the encrypted record is not hex"
        case .tooShort: "the encrypted record is not longer than its authentication code"
        case .wrongMAC: "the authentication code is wrong: the token is another one, or the file was changed"
        case .notText: "the decrypted record is not text"
        case .privateKey: "the record holds a private key"
        case .originMissing: "the record's key has no origin"
        case .key(let error): "the record's key: \(error)"
        case .keyDescription(let limit): "the key's description has 0 to \(limit) printable characters"
        case .signature(let error): "the record's signature: \(error)"
        case .restrictions: "the path restrictions are not /0/*,/1/*"
        case .template: "/** and path restrictions belong together"
        case .descriptor(let error): error.description
        case .firstAddress(let expected): "the descriptor's first address is \(expected), not the one in the record"
        }
    }

    package var remedy: String? {
        switch self {
        case .wrongMAC: "Compare the token; if it is right, fetch the file again."
        case .privateKey: "Treat the key as disclosed; a record holds public keys only."
        case .originMissing: "Export the key with its master fingerprint and path."
        case .signature: "Ask the signer for a new record; do not use this key."
        case .firstAddress: "Do not use this wallet: descriptor and address were not made by the same program."
        case .key(let error), .descriptor(let error): error.remedy
        case .version, .lineCount, .token, .otherToken, .noEncryption, .tooLarge, .notHex, .tooShort, .notText,
            .keyDescription, .restrictions, .template:
            nil
        }
    }
}
