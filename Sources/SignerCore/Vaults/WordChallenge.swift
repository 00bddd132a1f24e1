import CommandSupport
import Custody
import Review
import SecretKeys

/// Asks for some of the words that another custodian reads out, so that nobody accepts a vault without comparing.
package struct WordChallenge: Sendable, Hashable {
    /// How many words are asked for.
    package static let count = 3

    /// The positions asked for, from 0, ascending.
    package let positions: [Int]

    /// Draws distinct positions from random bytes; more bytes than needed are given, so that some may be passed over.
    package init(wordCount: Int, random: [UInt8]) {
        var drawn: Set<Int> = []
        // A byte at or above the largest multiple of the count would favour the first words.
        let limit = 256 / wordCount * wordCount
        for byte in random where drawn.count < Self.count && Int(byte) < limit { drawn.insert(Int(byte) % wordCount) }
        // Without enough randomness the rest is taken from the front: fewer surprises, never fewer words.
        var next = 0
        while drawn.count < min(Self.count, wordCount) {
            drawn.insert(next)
            next += 1
        }
        positions = drawn.sorted()
    }

    /// Asks, and refuses at the first wrong word.
    /// - Parameter text: the vault's text, with its words and the people who can read them out, each asked in turn.
    func ask(_ text: VaultText, on terminal: some ReviewTerminal) throws(SignerError) {
        let (words, people) = (text.words, text.others)
        try SignerError.lifting { try terminal.write([text.text(.letThemRead), text.text(.stopAtOtherWord)]) }
        for (turn, position) in positions.enumerated() {
            let reader =
                people.isEmpty ? text.text(.anotherCustodian) : people[turn % people.count].description
            let question = text.text(.wordQuestion(reader: reader, number: position + 1, of: words.count))
            let answer = try SignerError.lifting { try terminal.ask(question) }
            guard answer.split(separator: " ").map({ $0.lowercased() }) == [words[position]] else {
                throw .wordsDiffer(position: position + 1)
            }
        }
    }
}
