import ByteCoding

/// Why words or a passphrase give no seed. Positions count from 1; a word itself never enters an error.
package enum MnemonicError: CodedError, Equatable {
    /// BIP-39 knows 12, 15, 18, 21 and 24 words only.
    case wordCount(Int)
    /// The word at this position is not in the English list.
    case unknownWord(position: Int)
    /// The word at this position has a character outside ASCII.
    case wordNotASCII(position: Int)
    /// The words are all in the list, but their checksum is wrong.
    case checksum
    /// The passphrase has a character outside ASCII, whose normal form is not defined here yet.
    case passphraseNotASCII
    /// BIP-39 knows 16, 20, 24, 28 and 32 bytes of entropy only.
    case entropyLength(Int)
    /// Memory or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .wordCount: "mnemonic.word-count"
        case .unknownWord: "mnemonic.unknown-word"
        case .wordNotASCII: "mnemonic.word-not-ascii"
        case .checksum: "mnemonic.checksum"
        case .passphraseNotASCII: "mnemonic.passphrase-not-ascii"
        case .entropyLength: "mnemonic.entropy-length"
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .wordCount(let count): "\(count) words are given where 12, 15, 18, 21 or 24 are needed"
        case .unknownWord(let position): "word \(position) is not in the English BIP-39 list"
        case .wordNotASCII(let position): "word \(position) has a character that no English BIP-39 word has"
        case .checksum: "all words are in the list, but their checksum is wrong"
        case .passphraseNotASCII: "the BIP-39 passphrase has a character outside ASCII"
        case .entropyLength(let count): "\(count) bytes of entropy are given where 16, 20, 24, 28 or 32 are needed"
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .unknownWord, .wordNotASCII: "Compare this word with the backup; words are lower-case English."
        case .checksum: "Compare every word and their order with the backup."
        case .passphraseNotASCII: "Only letters, digits and signs of ASCII are taken as yet."
        case .wordCount, .entropyLength: nil
        case .secret(let error): error.remedy
        }
    }
}
