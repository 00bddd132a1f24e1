package import BitcoinPrimitives
package import Descriptors

/// The destinations that a vault's custodians have agreed on, each with its address on the vault's network.
///
/// An address stands in it once, is not the vault's, and looks like no other one in it: whoever reads the book cannot take
/// one entry for another.
package struct AddressBook: Hashable, Sendable {
    /// An entry with its address.
    package struct Entry: Hashable, Sendable {
        /// The entry as it stands in the document.
        package let destination: Destination
        /// Its address on the vault's network.
        package let address: Address
    }

    /// How many addresses of each branch of the vault, from index 0 on, must not stand in its own book: as many as a
    /// look-alike is looked for among. An output to a later one is the vault's by derivation, whatever the book says.
    package static let ownPerBranch: UInt32 = 100

    /// The entries, sorted by identifier.
    package let entries: [Entry]

    private let places: [Script: Int]

    /// Takes entries that keep every rule, in any order.
    /// - Parameters:
    ///   - rule: what the vault says of addresses that are not in the book.
    ///   - descriptor: the vault's, whose own addresses have no place in its book; `nil` where there is no vault yet.
    package init(
        _ destinations: [Destination], under rule: AllowlistRule, on network: Network,
        descriptor: MultisigDescriptor?
    ) throws(VaultError) {
        guard destinations.count <= DocumentLimits.destinations else {
            throw .tooManyDestinations(count: destinations.count, limit: DocumentLimits.destinations)
        }
        guard rule != .required || !destinations.isEmpty else { throw .emptyAllowlist }
        var entries: [Entry] = []
        var places: [Script: Int] = [:]
        for destination in destinations.sorted(by: { $0.id < $1.id }) {
            if entries.last?.destination.id == destination.id { throw .repeatedDestination(destination.id) }
            let entry = try Self.entry(destination, on: network)
            if let place = places.updateValue(entries.count, forKey: entry.address.scriptPubKey) {
                throw .repeatedDestinationAddress(entries[place].destination.id, destination.id)
            }
            entries.append(entry)
        }
        self.entries = entries
        self.places = places
        if let alike = AddressLikeness.firstPair(in: entries.map(\.address)) {
            throw .destinationsAlike(
                entries[alike.first].destination.id, entries[alike.second].destination.id, prefix: alike.prefix,
                suffix: alike.suffix)
        }
        if let descriptor { try checkOwn(descriptor) }
    }

    /// The entries as they stand in the document.
    package var destinations: [Destination] { entries.map(\.destination) }

    /// The entry whose address a script is; `nil` for a script of no entry.
    package func entry(paying script: Script) -> Entry? { places[script].map { entries[$0] } }

    /// The entry with an identifier.
    package func entry(_ id: Identifier) -> Entry? { entries.first { $0.destination.id == id } }

    private static func entry(_ destination: Destination, on network: Network) throws(VaultError) -> Entry {
        if let expiry = destination.expiry, expiry < destination.firstUse {
            throw .destinationExpiry(destination.id, firstUse: destination.firstUse, expiry: expiry)
        }
        guard destination.cap != Amount.zero else { throw .destinationCap(destination.id) }
        do throws(AddressError) {
            return Entry(destination: destination, address: try destination.address.address(on: network))
        } catch {
            throw .destinationNetwork(destination.id, ErrorCause(error))
        }
    }

    private func checkOwn(_ descriptor: MultisigDescriptor) throws(VaultError) {
        // No key needs to be derived for addresses of other kinds than the vault's.
        let isOfOurKind = entries.contains { entry in
            switch (descriptor.scriptType, entry.address.scriptPubKey.kind) {
            case (.p2wsh, .p2wsh), (.p2shP2wsh, .p2sh): true
            default: false
            }
        }
        guard isOfOurKind else { return }
        for branch in [ScriptPosition.receiveBranch, ScriptPosition.changeBranch] {
            let scripts = descriptor.candidateScripts(on: branch, 0..<Self.ownPerBranch)
            for (index, script) in zip(0..<Self.ownPerBranch, scripts) {
                guard let script, let entry = entry(paying: script) else { continue }
                throw .ownDestination(entry.destination.id, ScriptPosition(branch: branch, index: index))
            }
        }
    }
}
