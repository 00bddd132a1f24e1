package import BitcoinPrimitives
import Custody

/// Finds addresses that begin and end like another one and are not it, by ``AddressLikeness``, in time that grows with
/// their number and not with the number of pairs.
package struct LikenessIndex: Sendable {
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
    private var buckets: [AddressLikeness.Key: (first: KnownAddress, second: KnownAddress?)] = [:]

    /// Prepares an index without addresses.
    package init() {}

    /// Prepares an index over known addresses; of those that are equal the first one gives the name.
    package init(_ known: [KnownAddress]) {
        buckets.reserveCapacity(known.count * (AddressLikeness.threshold + 1))
        for address in known { insert(address) }
    }

    /// Adds one address.
    package mutating func insert(_ known: KnownAddress) {
        for key in AddressLikeness.keys(of: known.address) {
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
        for key in AddressLikeness.keys(of: address) {
            guard let bucket = buckets[key] else { continue }
            let other = bucket.first.address.text == address.text ? bucket.second : bucket.first
            guard let other else { continue }
            let (prefix, suffix) = AddressLikeness.agreement(address, other.address)
            if prefix + suffix > (best.map { $0.prefix + $0.suffix } ?? 0) {
                best = Match(known: other, prefix: prefix, suffix: suffix)
            }
        }
        return best
    }
}
