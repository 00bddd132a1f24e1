package import BitcoinPrimitives

/// Finds out where an address stands in a descriptor, and whether it only looks like one that does.
///
/// Both branches are searched from index 0; what lies beyond the window is not looked at, so a no is a no for it alone.
package enum AddressSearch {
    /// What a search found.
    package enum Answer: Hashable, Sendable {
        /// The address is the descriptor's.
        case ours(DerivedScript)
        /// The address is not among those that were searched; some of those look like it.
        case notOurs(lookAlikes: [LookAlike])
    }

    /// An address of the descriptor that a hurried reader could take for the one that was asked about.
    package struct LookAlike: Hashable, Sendable {
        /// Where it stands.
        package let position: ScriptPosition
        /// The descriptor's own address.
        package let address: Address
        /// How many characters are the same after the part that all such addresses begin with.
        package let sameAtStart: Int
        /// How many characters are the same at the end.
        package let sameAtEnd: Int
    }

    /// How many indexes of each branch are searched unless something else is asked for: as many as a signer searches for
    /// an output.
    package static let usualWindow: UInt32 = 1_000

    /// Two addresses look alike when together so many characters at the start and at the end are the same: by chance one
    /// pair in 10^9 is.
    private static let alarmingTotal = 6

    /// At each end at least so many: people compare both ends.
    private static let alarmingEnd = 2

    private static let batchSize: UInt32 = 256

    /// Searches `window` indexes of each branch, in batches, lowest first; stops where the address is found.
    package static func find(
        _ address: Address, in descriptor: MultisigDescriptor, window: UInt32 = usualWindow
    ) throws(DescriptorError) -> Answer {
        guard window <= OwnershipSearch.maximumWindow else {
            throw .searchTooWide(window: window, limit: OwnershipSearch.maximumWindow)
        }
        var lookAlikes: [LookAlike] = []
        var start: UInt32 = 0
        while start < window {
            let end = min(start + batchSize, window)
            let positions = descriptor.branches.flatMap { branch in
                (start..<end).map { ScriptPosition(branch: branch, index: $0) }
            }
            for script in try descriptor.scripts(at: positions) {
                if script.scriptPubKey == address.scriptPubKey { return .ours(script) }
                if let alike = lookAlike(script, address) { lookAlikes.append(alike) }
            }
            start = end
        }
        return .notOurs(lookAlikes: lookAlikes)
    }

    private static func lookAlike(_ script: DerivedScript, _ asked: Address) -> LookAlike? {
        guard let address = Address(scriptPubKey: script.scriptPubKey, network: asked.network) else { return nil }
        let (ours, theirs) = (payload(address), payload(asked))
        let start = commonLength(ours, theirs)
        let end = commonLength(ours.reversed(), theirs.reversed())
        guard start >= alarmingEnd, end >= alarmingEnd, start + end >= alarmingTotal else { return nil }
        return LookAlike(position: script.position, address: address, sameAtStart: start, sameAtEnd: end)
    }

    /// The characters after those that every address of the kind begins with: `bc1q`, or the `3` of P2SH.
    private static func payload(_ address: Address) -> [UInt8] {
        let text = Array(address.text.utf8)
        let prefix = address.network.bech32HRP + "1"
        return Array(text.dropFirst(address.text.hasPrefix(prefix) ? prefix.utf8.count + 1 : 1))
    }

    private static func commonLength(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> Int {
        zip(one, other).prefix { $0 == $1 }.count
    }
}
