import ByteCoding

/// Why words or a passphrase give no seed. Positions count from 1; a word itself never enters an error.
package enum MnemonicError: CodedError, Equatable {
    /// BIP-39 knows 12, 15, 18, 21 and 24 words only.
    case wordCount(Int)
    /// A last word is looked for behind 11, 14, 17, 20 or 23 words only.
    case finalWordCount(Int)
    /// The word at this position is in no list, or not in the list that is looked at.
    case unknownWord(position: Int)
    /// The word at this position is in the list of another language than the words before it, or than was asked for.
    case otherLanguage(position: Int, found: MnemonicLanguage, expected: MnemonicLanguage)
    /// The words are not UTF-8 text.
    case notUTF8
    /// The words are all in the list, but their checksum is wrong.
    case checksum
    /// BIP-39 knows 16, 20, 24, 28 and 32 bytes of entropy only.
    case entropyLength(Int)
    /// The passphrase cannot be taken.
    case passphrase(PassphraseError)
    /// Memory or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .wordCount: "mnemonic.word-count"
        case .finalWordCount: "mnemonic.final-word-count"
        case .unknownWord: "mnemonic.unknown-word"
        case .otherLanguage: "mnemonic.other-language"
        case .notUTF8: "mnemonic.not-utf8"
        case .checksum: "mnemonic.checksum"
        case .entropyLength: "mnemonic.entropy-length"
        case .passphrase(let error): error.code
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .wordCount(let count): "\(count) words are given where 12, 15, 18, 21 or 24 are needed"
        case .finalWordCount(let count): "\(count) words are given where 11, 14, 17, 20 or 23 are needed"
        case .unknownWord(let position): "word \(position) is in no BIP-39 list known here (English, Japanese)"
        case .otherLanguage(let position, let found, let expected):
            "word \(position) is in the \(found.listName) BIP-39 list where \(expected.listName) words are expected"
        case .notUTF8: "the words are not UTF-8 text"
        case .checksum: "all words are in the list, but their checksum is wrong"
        case .entropyLength(let count): "\(count) bytes of entropy are given where 16, 20, 24, 28 or 32 are needed"
        case .passphrase(let error): error.description
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .unknownWord: "Compare this word with the backup; every word is written out in full."
        case .otherLanguage: "Words of one backup are all of one language: compare them with the backup."
        case .notUTF8: "Set the terminal to UTF-8 and type the words again."
        case .checksum: "Compare every word and their order with the backup."
        case .wordCount, .finalWordCount, .entropyLength: nil
        case .passphrase(let error): error.remedy
        case .secret(let error): error.remedy
        }
    }
}
