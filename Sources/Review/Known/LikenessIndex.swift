package import BitcoinPrimitives

/// Finds addresses that begin and end like another one and are not it, in time that grows with their number and not with
/// the number of pairs.
///
/// Two addresses are alike when, after what every address of their kind begins with, the characters that agree at the
/// beginning and at the end are together at least ``threshold``. That is what people compare, and what a thief buys with
/// computing time: the address of the theft of 2024 agreed with the usual one in four characters at the beginning and two
/// at the end.
package struct LikenessIndex: Sendable {
    /// How many characters have to agree. Base58 characters carry 5.9 bits and bech32 characters 5, so that an honest pair
    /// is alike with a probability below 2 in 10^9 and 7 in 10^9; `Docs/checks.md` has the sum.
    package static let threshold = 6

    /// Two addresses that look alike.
    package struct Match: Hashable, Sendable {
        /// The one that was known.
        package let known: KnownAddress

        /// How many characters agree after the kind's own beginning.
        package let prefix: Int

        /// How many characters agree at the end.
        package let suffix: Int

        /// Names the likeness of a known address.
        package init(known: KnownAddress, prefix: Int, suffix: Int) {
            self.known = known
            self.prefix = prefix
            self.suffix = suffix
        }
    }

    /// For each way to split the threshold into a beginning and an end, the first two different addresses that have them:
    /// whatever is asked about, one of the two is another one.
    private var buckets: [Key: (first: KnownAddress, second: KnownAddress?)] = [:]

    /// Prepares an index without addresses.
    package init() {}

    /// Prepares an index over known addresses; of those that are equal the first one gives the name.
    package init(_ known: [KnownAddress]) {
        buckets.reserveCapacity(known.count * (Self.threshold + 1))
        for address in known { insert(address) }
    }

    /// Adds one address.
    package mutating func insert(_ known: KnownAddress) {
        for key in Self.keys(of: known.address) {
            guard let bucket = buckets[key] else {
                buckets[key] = (known, nil)
                continue
            }
            if bucket.second == nil, bucket.first.address.text != known.address.text {
                buckets[key] = (bucket.first, known)
            }
        }
    }

    /// The known address that looks most like this one and is not it; `nil` when none is alike.
    package func match(_ address: Address) -> Match? {
        var best: Match?
        for key in Self.keys(of: address) {
            guard let bucket = buckets[key] else { continue }
            let other = bucket.first.address.text == address.text ? bucket.second : bucket.first
            guard let other else { continue }
            let (prefix, suffix) = Self.agreement(address, other.address)
            if prefix + suffix > (best.map { $0.prefix + $0.suffix } ?? 0) {
                best = Match(known: other, prefix: prefix, suffix: suffix)
            }
        }
        return best
    }

    /// How many characters two addresses share at the beginning, after what their kind begins with, and at the end; no
    /// character counts twice.
    package static func agreement(_ one: Address, _ other: Address) -> (prefix: Int, suffix: Int) {
        let (left, right) = (body(of: one), body(of: other))
        let length = min(left.count, right.count)
        let prefix = zip(left, right).prefix { $0 == $1 }.count
        let suffix = zip(left.reversed(), right.reversed()).prefix(length - min(prefix, length)).prefix { $0 == $1 }
            .count
        return (prefix, suffix)
    }

    /// A kind of address with the characters of one split.
    private struct Key: Hashable {
        /// The number of characters from the beginning, and the character that tells the kind.
        let split: UInt8
        let kind: UInt8
        /// The characters, eight bits each.
        let characters: UInt64
    }

    private static func keys(of address: Address) -> [Key] {
        let body = body(of: address)
        guard body.count >= threshold, let kind = kind(of: address) else { return [] }
        return (0...threshold).map { prefix in
            let ends = body.prefix(prefix) + body.suffix(threshold - prefix)
            return Key(split: UInt8(prefix), kind: kind, characters: ends.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
    }

    /// The characters that tell addresses of one kind apart: after the prefix, the separator and the witness version, or
    /// after the first character of a base58 address.
    private static func body(of address: Address) -> ArraySlice<UInt8> {
        Array(address.text.utf8).dropFirst(fixedLength(of: address))
    }

    private static func kind(of address: Address) -> UInt8? {
        Array(address.text.utf8).prefix(fixedLength(of: address)).last
    }

    private static func fixedLength(of address: Address) -> Int {
        address.scriptPubKey.witnessProgram == nil ? 1 : address.network.bech32HRP.utf8.count + 2
    }
}
