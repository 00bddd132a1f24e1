import BitcoinCrypto
package import ByteCoding
package import Custody
import SecretKeys

/// What a look takes from the machine beside the file and the home: randomness for questions, a digest's words, and who is
/// asked twice about signatures.
package struct CaseTools: Sendable {
    /// Draws so many random bytes.
    package let randomness: @Sendable (Int) throws(SignerError) -> [UInt8]
    /// The eight words of a case digest; `nil` when they cannot be computed.
    package let words: @Sendable (Bytes32) -> [String]?
    /// Who confirms signatures before they leave.
    package let opinion: SecondOpinion

    /// The kernel's randomness and the slow words that people compare.
    package static let system = CaseTools(
        randomness: { (count) throws(SignerError) in try SignerError.lifting { try SystemRandom.bytes(count) } },
        words: { try? DigestWords.caseWords($0) })

    /// Takes them from elsewhere; tests draw from a seed and do not wait for the words.
    package init(
        randomness: @escaping @Sendable (Int) throws(SignerError) -> [UInt8],
        words: @escaping @Sendable (Bytes32) -> [String]?, opinion: SecondOpinion = .ofMade
    ) {
        self.randomness = randomness
        self.words = words
        self.opinion = opinion
    }
}
