/// The words of a list that a mistyped word may have been meant to be.
///
/// What was typed stays in registers, as the number of ``WordLetters``; only its distances from words are kept.
enum WordHints {
    /// The most words that are named.
    static let most = 4

    /// The fewest letters of a beginning that is taken for an abbreviation.
    private static let shortestBeginning = 3

    /// The number of letters at the start that no two English words share.
    private static let tellingLetters = 4

    /// The numbers of the nearest words: those that begin with what was typed, then those with the fewest wrong,
    /// missing, surplus or swapped letters, then those that share its first four letters.
    static func nearest(to typed: UInt128, count: Int, in language: MnemonicLanguage) -> [Int] {
        guard count > 0 else { return [] }
        // Half of the letters may be wrong, and no more than two.
        let limit = min(2, count / 2)
        let ranked = WordTable.keys(in: language).enumerated().compactMap { number, word -> (rank: Int, number: Int)? in
            if count >= shortestBeginning, share(count, word, typed) { return (0, number) }
            let distance = distance(typed, count, word, letterCount(of: word))
            if distance <= limit { return (distance, number) }
            return count >= tellingLetters && share(tellingLetters, word, typed) ? (limit + 1, number) : nil
        }
        return ranked.sorted { ($0.rank, $0.number) < ($1.rank, $1.number) }.prefix(most).map(\.number)
    }

    private static func share(_ count: Int, _ one: UInt128, _ other: UInt128) -> Bool {
        (one ^ other) >> UInt128(8 * (WordLetters.capacity - count)) == 0
    }

    private static func letterCount(of word: UInt128) -> Int {
        WordLetters.capacity - word.trailingZeroBitCount / 8
    }

    /// The number of letters that are wrong, missing, surplus or swapped with their neighbour.
    private static func distance(_ typed: UInt128, _ typedCount: Int, _ word: UInt128, _ wordCount: Int) -> Int {
        guard abs(typedCount - wordCount) <= 2 else { return Int.max }
        var before: [Int] = []
        var previous = Array(0...wordCount)
        for row in 0..<typedCount {
            var current = [row + 1]
            for column in 0..<wordCount {
                let isSame = letter(row, typed) == letter(column, word)
                var best = min(previous[column + 1], current[column]) + 1
                best = min(best, previous[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, letter(row, typed) == letter(column - 1, word),
                    letter(row - 1, typed) == letter(column, word)
                {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            (before, previous) = (previous, current)
        }
        return previous[wordCount]
    }

    private static func letter(_ place: Int, _ key: UInt128) -> UInt8 { WordLetters.letter(place, of: key) }
}
