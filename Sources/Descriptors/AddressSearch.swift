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

    private static let batchSize: UInt32 = 1_024

    /// Searches `window` indexes of each branch, in batches, lowest first; stops where the address is found.
    ///
    /// The search is done by our own curve arithmetic; what it finds is derived again by OpenSSL, and whatever the two
    /// disagree about is an error.
    package static func find(
        _ address: Address, in descriptor: MultisigDescriptor, window: UInt32 = usualWindow
    ) throws(DescriptorError) -> Answer {
        try find(address, in: descriptor, window: window) { descriptor.candidateScripts(on: $0, $1) }
    }

    /// Searches candidates from elsewhere: a test shows what happens when they are wrong.
    package static func find(
        _ address: Address, in descriptor: MultisigDescriptor, window: UInt32,
        candidates: OwnershipSearch.Candidates
    ) throws(DescriptorError) -> Answer {
        guard window <= OwnershipSearch.maximumWindow else {
            throw .searchTooWide(window: window, limit: OwnershipSearch.maximumWindow)
        }
        var lookAlikes: [LookAlike] = []
        var start: UInt32 = 0
        while start < window {
            let end = min(start + batchSize, window)
            for branch in descriptor.branches {
                for (index, script) in zip(start..<end, candidates(branch, start..<end)) {
                    guard let script else { continue }
                    let position = ScriptPosition(branch: branch, index: index)
                    if script == address.scriptPubKey { return .ours(try derived(script, at: position, descriptor)) }
                    guard let alike = lookAlike(script, at: position, address) else { continue }
                    _ = try derived(script, at: position, descriptor)
                    lookAlikes.append(alike)
                }
            }
            start = end
        }
        return .notOurs(lookAlikes: lookAlikes)
    }

    private static func derived(
        _ script: Script, at position: ScriptPosition, _ descriptor: MultisigDescriptor
    ) throws(DescriptorError) -> DerivedScript {
        let derived = try descriptor.script(at: position)
        guard derived.scriptPubKey == script else { throw .derivationsDisagree(position: position) }
        return derived
    }

    private static func lookAlike(_ script: Script, at position: ScriptPosition, _ asked: Address) -> LookAlike? {
        guard let address = Address(scriptPubKey: script, network: asked.network) else { return nil }
        let (ours, theirs) = (payload(address), payload(asked))
        let start = commonLength(ours, theirs)
        let end = commonLength(ours.reversed(), theirs.reversed())
        guard start >= alarmingEnd, end >= alarmingEnd, start + end >= alarmingTotal else { return nil }
        return LookAlike(position: position, address: address, sameAtStart: start, sameAtEnd: end)
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
