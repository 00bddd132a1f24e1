import CommandSupport
import Custody
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
    /// - Parameter people: who can read the words out, each asked in turn.
    func ask(_ words: [String], from people: [Identifier], on terminal: some ReviewTerminal) throws(SignerError) {
        try SignerError.lifting {
            try terminal.write([
                "Let the other custodians read their words to you, and type what you hear.",
                "If a word is not the one on your screen, stop: somebody shows you another vault.",
            ])
        }
        for (turn, position) in positions.enumerated() {
            let reader = people.isEmpty ? "another custodian" : people[turn % people.count].description
            let answer = try SignerError.lifting {
                try terminal.ask("As \(reader) reads it, word number \(position + 1) of \(words.count): ")
            }
            guard answer.split(separator: " ").map({ $0.lowercased() }) == [words[position]] else {
                throw .wordsDiffer(position: position + 1)
            }
        }
    }
}
