package import BitcoinPrimitives

/// The measure by which two addresses are alike: how many characters agree at the beginning, after what every address of
/// their kind begins with, and at the end.
///
/// That is what people compare, and what a thief buys with computing time: the address of the theft of 2024 agreed with
/// the usual one in four characters at the beginning and two at the end.
package enum AddressLikeness {
    /// How many characters have to agree. Base58 characters carry 5.9 bits and bech32 characters 5, so that an honest pair
    /// is alike with a probability below 2 in 10^9 and 7 in 10^9; `Docs/checks.md` has the sum.
    package static let threshold = 6

    /// A kind of address with the characters of one way to split ``threshold`` into a beginning and an end: two addresses
    /// are alike exactly when they have one of their keys in common.
    package struct Key: Hashable, Sendable {
        /// The number of characters from the beginning, and the character that tells the kind.
        private let split: UInt8
        private let kind: UInt8
        /// The characters, eight bits each.
        private let characters: UInt64

        fileprivate init(split: Int, kind: UInt8, characters: some Sequence<UInt8>) {
            self.split = UInt8(truncatingIfNeeded: split)
            self.kind = kind
            self.characters = characters.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }

    /// Two places in a list of addresses that are alike, and how much agrees.
    package typealias Pair = (first: Int, second: Int, prefix: Int, suffix: Int)

    /// The first two addresses of a list that are alike and not the same; time grows with their number and not with the
    /// number of pairs.
    package static func firstPair(in addresses: [Address]) -> Pair? {
        var seen: [Key: Int] = [:]
        for (place, address) in addresses.enumerated() {
            for key in keys(of: address) {
                guard let other = seen[key] else {
                    seen[key] = place
                    continue
                }
                guard addresses[other].text != address.text else { continue }
                let (prefix, suffix) = agreement(addresses[other], address)
                return (other, place, prefix, suffix)
            }
        }
        return nil
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

    /// One key for each way to split ``threshold``.
    package static func keys(of address: Address) -> [Key] {
        let body = body(of: address)
        guard body.count >= threshold, let kind = kind(of: address) else { return [] }
        return (0...threshold).map { prefix in
            Key(split: prefix, kind: kind, characters: body.prefix(prefix) + body.suffix(threshold - prefix))
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
