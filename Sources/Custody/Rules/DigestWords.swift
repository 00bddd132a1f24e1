package import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
import Synchronization

/// Digests as words that people read to each other.
///
/// The words are cut from a slow hash, so that grinding a look-alike costs 32 MiB and tens of milliseconds for every
/// guess. Machines never compare words: they compare all 256 bits.
package enum DigestWords {
    private enum Purpose: String {
        case caseDigest = "case"
        case vault
        case identity
        case order
    }

    /// The words of a case digest, and of an order.
    package static let caseCount = 8
    /// The words of a vault digest or an identity key.
    package static let keyCount = 12

    /// scrypt's cost `N` and block size `r` (RFC 7914): 128 · N · r = 32 MiB.
    package static let cost: UInt64 = 1 << 15
    package static let blockSize: UInt32 = 8

    /// The words of a case digest `D`.
    package static func caseWords(_ digest: Bytes32) throws(ScryptError) -> [String] {
        try words(digest, .caseDigest, count: caseCount)
    }

    /// The words of an order.
    package static func orderWords(_ digest: Bytes32) throws(ScryptError) -> [String] {
        try words(digest, .order, count: caseCount)
    }

    /// The words of a vault digest.
    package static func vaultWords(_ digest: Bytes32) throws(ScryptError) -> [String] {
        try words(digest, .vault, count: keyCount)
    }

    /// The words of an identity key, of the SHA-256 of its 33 bytes.
    package static func identityWords(_ key: PublicKey) throws(ScryptError) -> [String] {
        try words(SHA256.hash(key.bytes), .identity, count: keyCount)
    }

    private static func words(_ digest: Bytes32, _ purpose: Purpose, count: Int) throws(ScryptError) -> [String] {
        let subject = Subject(digest: digest, purpose: purpose)
        if let words = known.withLock({ $0[subject] }) { return words }
        let bits = EnglishWordList.bitsPerWord
        let bytes = try Scrypt.derive(
            password: digest.bytes, salt: Array("rensho/words/v1/\(purpose.rawValue)".utf8), n: cost, r: blockSize,
            p: 1, count: (count * bits + 7) / 8)
        let words = (0..<count).map { position in
            var number = 0
            for bit in (position * bits)..<((position + 1) * bits) {
                number = number << 1 | Int(bytes[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
            return EnglishWordList.words[number]
        }
        remember(words, of: subject)
        return words
    }

    /// What words are of.
    private struct Subject: Hashable {
        let digest: Bytes32
        let purpose: Purpose
    }

    /// The words that this process has computed: a page that is shown again, and the same person in the next vault, cost
    /// nothing. They are public, follow from the digest alone, and the whole digest with its purpose is the key.
    private static let known = Mutex<[Subject: [String]]>([:])

    /// A vault has at most 100 people; some vaults and their cases fit.
    private static let knownLimit = 1024

    private static func remember(_ words: [String], of subject: Subject) {
        known.withLock { table in
            // Whoever shows more than that starts anew; nothing but time is lost.
            if table.count >= knownLimit { table.removeAll() }
            table[subject] = words
        }
    }
}
