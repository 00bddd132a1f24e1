import SignerCore
import TestSupport
import Testing

@Suite("WordChallenge draws three words")
struct WordChallengeTests {
    @Test("draws distinct positions in order, whatever the randomness")
    func distinct() {
        for byte in UInt8.min...UInt8.max {
            let positions = WordChallenge(wordCount: 12, random: [byte, byte, byte, byte]).positions
            #expect(positions.count == 3)
            #expect(positions == Set(positions).sorted())
            #expect(positions.allSatisfy { (0..<12).contains($0) })
        }
        #expect(WordChallenge(wordCount: 12, random: []).positions == [0, 1, 2])
    }

    @Test("passes over bytes that would favour the first words")
    func unbiased() {
        // 252 is the largest multiple of 12 in a byte.
        #expect(WordChallenge(wordCount: 12, random: [252, 255, 11, 23, 5, 251, 4]).positions == [4, 5, 11])
    }

    @Test("draws every position about equally often")
    func even() {
        var generator = SeededGenerator(seed: 7)
        var counts = [Int](repeating: 0, count: 12)
        for _ in 0..<4000 {
            let random = (0..<64).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            for position in WordChallenge(wordCount: 12, random: random).positions { counts[position] += 1 }
        }
        // 1000 are expected for each; six standard deviations are about 165.
        #expect(counts.allSatisfy { (835...1165).contains($0) })
    }
}
