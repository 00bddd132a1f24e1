import BitcoinCrypto
import ByteCoding

/// The self-test's hashes and key derivations over public data.
enum SelfTestHashes {
    /// The message of FIPS 180-4's example with two blocks.
    private static let message = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
    /// RFC 4231 §4.3: a key shorter than the hash.
    private static let macKey = Array("Jefe".utf8)
    private static let macMessage = Array("what do ya want for nothing?".utf8)

    static func sha256(_ answer: [UInt8]) -> Bool {
        var stream = SHA256.Stream()
        stream.update(Array(message.prefix(5)))
        let midstate = stream
        stream.update(Array(message.dropFirst(5)))
        var copy = midstate
        copy.update(Array(message.dropFirst(5)))
        return SHA256.hash(message).bytes == answer && stream.finish().bytes == answer && copy.finish().bytes == answer
    }

    static func sha512(_ answer: [UInt8]) -> Bool {
        SHA512.hash(Array("abc".utf8)) == answer
    }

    static func ripemd160(_ answer: [UInt8]) -> Bool {
        // Asked first, because a hash that is not there ends the program without a sentence.
        RIPEMD160.isAvailable && RIPEMD160.hash(Array("message digest".utf8)) == answer
    }

    static func hmacSHA256(_ answer: [UInt8]) -> Bool {
        HMAC.sha256(key: macKey, macMessage).bytes == answer
    }

    static func hmacSHA512(_ answer: [UInt8]) -> Bool {
        HMAC.sha512(key: macKey, macMessage) == answer
    }

    static func scrypt(_ answer: [UInt8]) throws(ScryptError) -> Bool {
        try Scrypt.derive(password: [], salt: [], n: 16, r: 1, p: 1, count: 64) == answer
    }
}
