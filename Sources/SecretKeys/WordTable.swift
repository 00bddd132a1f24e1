/// The word lists in a form that can be searched without telling by time or memory access what was looked for.
enum WordTable {
    private static let english = keys(of: .english)
    private static let japanese = keys(of: .japanese)

    /// Each word of a list as one number.
    static func keys(in language: MnemonicLanguage) -> [UInt128] {
        switch language {
        case .english: english
        case .japanese: japanese
        }
    }

    /// The number of a word in a list, `nil` when the list does not hold it; looks at every word of the list.
    static func index(of word: WordLetters, in language: MnemonicLanguage) -> Int? {
        let key = word.key
        var index: UInt64 = 0
        var found: UInt64 = 0
        for (number, candidate) in zip(UInt64(0)..., keys(in: language)) {
            let wide = candidate ^ key
            let difference = UInt64(truncatingIfNeeded: wide) | UInt64(truncatingIfNeeded: wide >> 64)
            let isSame = 1 - ((difference | (0 &- difference)) >> 63)
            found |= isSame
            index |= number & (0 &- isSame)
        }
        return found == 1 && word.isExact && word.count <= WordLetters.capacity ? Int(index) : nil
    }

    private static func keys(of language: MnemonicLanguage) -> [UInt128] {
        language.decomposedWords.map { word in
            var letters = WordLetters()
            for scalar in word.unicodeScalars { letters.append(scalar.value) }
            return letters.key
        }
    }
}
