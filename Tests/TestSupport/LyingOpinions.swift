package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// A verifier that says the opposite of the truth about some of the checks, by their place in the batch.
package struct LyingVerifier: SignatureVerifier {
    private let lies: Set<Int>

    /// Lies about the checks at these places.
    package init(about lies: Set<Int>) { self.lies = lies }

    package func verify(_ checks: [SignatureCheck]) -> [Bool] {
        OpenSSLVerifier().verify(checks).enumerated().map { lies.contains($0) ? !$1 : $1 }
    }
}

/// A verifier that answers one question less than it was asked, and the rest with yes.
package struct ForgetfulVerifier: SignatureVerifier {
    /// A verifier has no state.
    package init() {}

    package func verify(_ checks: [SignatureCheck]) -> [Bool] {
        Array(repeating: true, count: max(0, checks.count - 1))
    }
}

/// A serialisation that is wrong about one input.
package struct LyingPath: SighashPath {
    /// What it says of that input instead of its digest.
    package enum Lie: Sendable {
        /// The digest with its lowest bit changed.
        case otherDigest
        /// That there is no such input.
        case missing
        /// Nothing at all, as if the transaction ended before it.
        case cutShort
    }

    private let input: Int
    private let lie: Lie

    /// Lies about an input.
    package init(about input: Int, _ lie: Lie = .otherDigest) {
        self.input = input
        self.lie = lie
    }

    package func digests(of transaction: Transaction, spending coins: [SpentCoin]) -> [Bytes32?] {
        var digests = PreimagePath().digests(of: transaction, spending: coins)
        switch lie {
        case .otherDigest: digests[input] = digests[input].map(Self.changed)
        case .missing: digests[input] = nil
        case .cutShort: digests.removeSubrange(input...)
        }
        return digests
    }

    /// What it says instead of a digest.
    package static func changed(_ digest: Bytes32) -> Bytes32 {
        let words = digest.bigEndianWords
        return Bytes32(bigEndianWords: (words.0, words.1, words.2, words.3 ^ 1))
    }
}
