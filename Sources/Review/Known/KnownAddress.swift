package import BitcoinPrimitives
package import Custody
package import Descriptors

/// An address that a review knows by name, to find what looks like it.
///
/// Whoever adds a source of names (an address book, a list of counterparties) makes more of these and nothing else.
package struct KnownAddress: Hashable, Sendable {
    /// Whose address it is, as far as a machine can tell.
    package enum Name: Hashable, Sendable {
        /// That of an entry of the vault's address book.
        case entry(Identifier)

        /// The vault's own, in one of its versions.
        case own(version: UInt32, ScriptPosition)

        /// That of a coin that this machine has signed or confirmed for.
        case coin(OutPoint)

        /// One that a case paid which this machine has answered.
        case paid(CaseID, on: CalendarDate?)

        /// Another output of the same transaction.
        case output(Int)
    }

    /// The address.
    package let address: Address

    /// Whose it is.
    package let name: Name

    /// Names an address.
    package init(_ address: Address, _ name: Name) {
        self.address = address
        self.name = name
    }

    /// How many addresses of each branch, from index 0 on, a look-alike is looked for among, beside those that coins and
    /// outputs show: what a custodian has ever seen of his vault.
    package static let ownPerBranch = AddressBook.ownPerBranch

    /// The addresses of a vault's address book.
    package static func book(of vault: Vault) -> [KnownAddress] {
        vault.addressBook.entries.map { KnownAddress($0.address, .entry($0.destination.id)) }
    }

    /// The first addresses of both branches of a vault, and of its earlier versions where their keys or script differ.
    package static func own(of vault: RegisteredVaultView) -> [KnownAddress] {
        var known: [KnownAddress] = []
        var seen: Set<Script> = []
        for version in [vault.vault] + vault.history.reversed().map(\.body) {
            for branch in [ScriptPosition.receiveBranch, ScriptPosition.changeBranch] {
                let scripts = version.descriptor.candidateScripts(on: branch, 0..<ownPerBranch)
                for (index, script) in zip(0..<ownPerBranch, scripts) {
                    guard let script, seen.insert(script).inserted,
                        let address = Address(scriptPubKey: script, network: version.network)
                    else { continue }
                    known.append(
                        KnownAddress(
                            address, .own(version: version.version, ScriptPosition(branch: branch, index: index))))
                }
            }
        }
        return known
    }
}
