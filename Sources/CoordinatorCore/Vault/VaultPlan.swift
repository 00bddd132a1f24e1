import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors

extension VaultBuilding {
    /// What the organisation decides about a vault; everything else is in the key records.
    package struct Plan: Sendable, Hashable {
        /// The vault's identifier.
        package let name: Identifier
        /// How many cosigners must sign.
        package let threshold: Int
        /// The kind of script.
        package let scriptType: MultisigDescriptor.ScriptType
        /// What every case must keep to.
        package let rules: VaultRules
        /// When the cosigners' signatures leave their machines.
        package let release: ReleaseRule
        /// The cosigners whose signatures leave at once, whatever `release` says: those with hardware wallets.
        package let openPeople: Set<Identifier>
        /// The roles of people, by person; custodians have theirs by their keys.
        package let roles: [Identifier: Set<Role>]
        /// The last day of somebody's roles, by person.
        package let expiries: [Identifier: CalendarDate]
        /// The units that people belong to, by person.
        package let units: [Identifier: Identifier]
        /// The entries of the address book, sorted by identifier.
        package let destinations: [Destination]
        /// What the vault does although it is weak.
        package let accepts: [VaultException]
        /// The SHA-256 of the policy file.
        package let policy: Bytes32?

        /// Plans a vault.
        package init(
            name: Identifier, threshold: Int, scriptType: MultisigDescriptor.ScriptType, rules: VaultRules,
            release: ReleaseRule = .held, openPeople: Set<Identifier> = [], roles: [Identifier: Set<Role>] = [:],
            expiries: [Identifier: CalendarDate] = [:], units: [Identifier: Identifier] = [:],
            destinations: [Destination] = [],
            accepts: [VaultException] = [], policy: Bytes32? = nil
        ) {
            self.name = name
            self.threshold = threshold
            self.scriptType = scriptType
            self.rules = rules
            self.release = release
            self.openPeople = openPeople
            self.roles = roles
            self.expiries = expiries
            self.units = units
            self.destinations = destinations.sorted { $0.id < $1.id }
            self.accepts = accepts.sorted()
            self.policy = policy
        }

        /// The plan that an existing vault follows, for changing it.
        package init(following vault: Vault) {
            let open = vault.cosigners.filter { $0.release == .open }.map(\.person)
            let isOpen = open.count == vault.cosigners.count
            var roles: [Identifier: Set<Role>] = [:]
            var expiries: [Identifier: CalendarDate] = [:]
            var units: [Identifier: Identifier] = [:]
            for person in vault.people {
                let further = Set(person.roles).subtracting([.custodian])
                if !further.isEmpty { roles[person.id] = further }
                expiries[person.id] = person.expiry
                units[person.id] = person.unit
            }
            self.init(
                name: vault.name, threshold: vault.threshold, scriptType: vault.scriptType, rules: vault.rules,
                release: isOpen ? .open : .held, openPeople: isOpen ? [] : Set(open), roles: roles,
                expiries: expiries, units: units, destinations: vault.addressBook.destinations, accepts: vault.accepts,
                policy: nil)
        }

        /// When a cosigner's signatures leave his machine.
        func release(of person: Identifier) -> ReleaseRule { openPeople.contains(person) ? .open : release }
    }
}
