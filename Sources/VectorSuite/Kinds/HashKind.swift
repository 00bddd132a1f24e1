import BitcoinCrypto
import ByteCoding

/// Hashes and message authentication codes.
struct HashKind: VectorKind {
    let name = "hash"
    let about = "SHA-256, SHA-512, RIPEMD-160, HMAC, tagged hashes, PBKDF2, AES-256-CTR"

    let operations: [VectorOperation] = [
        Self.digest("sha256") { SHA256.hash($0).bytes },
        Self.digest("sha512") { SHA512.hash($0) },
        Self.digest("ripemd160") { RIPEMD160.hash($0) },
        VectorOperation(
            "bitcoin_hashes", inputs: ["message"], results: ["sha256", "sha256d", "ripemd160", "hash160", "sha512"]
        ) { fields in
            let message = try fields.bytes("message")
            return [
                "sha256": .hex(SHA256.hash(message).bytes), "sha256d": .hex(SHA256.doubleHash(message).bytes),
                "ripemd160": .hex(RIPEMD160.hash(message)), "hash160": .hex(Hash160.hash(message)),
                "sha512": .hex(SHA512.hash(message)),
            ]
        },
        Self.mac("hmac_sha256") { HMAC.sha256(key: $0, $1).bytes },
        Self.verification("hmac_sha256_verify") { HMAC.sha256(key: $0, $1).bytes },
        Self.mac("hmac_sha512") { HMAC.sha512(key: $0, $1) },
        Self.verification("hmac_sha512_verify") { HMAC.sha512(key: $0, $1) },
        VectorOperation("tagged_hash", inputs: ["tag", "message"], results: ["digest"]) { fields in
            let tag = String(decoding: try fields.bytes("tag"), as: UTF8.self)
            return ["digest": .hex(TaggedHash.hash(tag: tag, try fields.bytes("message")).bytes)]
        },
        VectorOperation("aes_256_ctr", inputs: ["key", "counter", "plaintext"], results: ["ciphertext"]) { fields in
            let key = try fields.bytes32("key")
            let counter = try fields.bytes("counter")
            guard counter.count == AES256CTR.counterCount else {
                throw VectorError.malformed(fields.place, "\"counter\"")
            }
            let hidden = AES256CTR.apply(key: key, counter: counter, to: try fields.bytes("plaintext"))
            return ["ciphertext": .hex(hidden)]
        },
        VectorOperation(
            "pbkdf2_hmac_sha512", inputs: ["tc", "password", "salt", "rounds", "length"], results: ["key"]
        ) { fields in
            let (rounds, length): (UInt32, Int) = (try fields.integer("rounds"), try fields.integer("length"))
            guard (1...PBKDF2.maximumIterations).contains(rounds), (1...1024).contains(length) else {
                throw VectorError.malformed(fields.place, "\"rounds\" or \"length\"")
            }
            let key = PBKDF2.sha512(
                password: try fields.bytes("password"), salt: try fields.bytes("salt"), iterations: rounds,
                count: length)
            return ["key": .hex(key)]
        },
        .notRun("sha1"),
    ]

    /// How often a message is repeated at most: FIPS 180-4's longest example is one letter a million times.
    private static let maximumCount = 1_000_000

    private static func digest(_ name: String, _ hash: @escaping @Sendable ([UInt8]) -> [UInt8]) -> VectorOperation {
        VectorOperation(name, inputs: ["message", "count"], results: ["digest"]) { fields in
            let message = try fields.bytes("message")
            let count = fields.has("count") ? try fields.integer("count", as: Int.self) : 1
            guard (1...maximumCount).contains(count) else { throw VectorError.malformed(fields.place, "\"count\"") }
            return ["digest": .hex(hash([[UInt8]](repeating: message, count: count).flatMap(\.self)))]
        }
    }

    private static func mac(
        _ name: String, _ mac: @escaping @Sendable ([UInt8], [UInt8]) -> [UInt8]
    ) -> VectorOperation {
        VectorOperation(name, inputs: ["key", "message"], results: ["mac"]) { fields in
            ["mac": .hex(mac(try fields.bytes("key"), try fields.bytes("message")))]
        }
    }

    /// Compares with a code that may be cut to its first half.
    private static func verification(
        _ name: String, _ mac: @escaping @Sendable ([UInt8], [UInt8]) -> [UInt8]
    ) -> VectorOperation {
        VectorOperation(name, inputs: ["tc", "key", "message", "mac"]) { fields in
            let given = try fields.bytes("mac")
            let made = mac(try fields.bytes("key"), try fields.bytes("message"))
            guard !given.isEmpty, Array(made.prefix(given.count)) == given else { throw VectorRefusal.wrongMAC }
            return [:]
        }
    }
}
