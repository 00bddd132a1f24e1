package import BitcoinCrypto

/// One person of a vault.
package struct Person: Hashable, Sendable {
    /// The person's identifier.
    package let id: Identifier
    /// What the person may do, sorted, without repetition.
    package let roles: [Role]
    /// The key that signs the person's documents.
    package let identityKey: PublicKey
    /// Whom the person works for.
    package let organisation: Identifier
    /// Where the person's machine stands.
    package let site: Identifier
    /// The person's machine; custodians always have one.
    package let device: Identifier?
    /// The last day of the person's roles, where they end.
    package let expiry: CalendarDate?
    /// The person's name as people write it.
    package let name: PersonName
    /// The unit of the organisation that the person belongs to, where the vault says so on a line of its own.
    package let unit: Identifier?

    /// Takes one person.
    package init(
        id: Identifier, roles: Set<Role>, identityKey: PublicKey, organisation: Identifier, site: Identifier,
        device: Identifier?, expiry: CalendarDate?, name: PersonName, unit: Identifier? = nil
    ) {
        self.id = id
        self.roles = roles.sorted { $0.rawValue < $1.rawValue }
        self.identityKey = identityKey
        self.organisation = organisation
        self.site = site
        self.device = device
        self.expiry = expiry
        self.name = name
        self.unit = unit
    }

    /// The same person in a unit.
    package func belonging(to unit: Identifier?) -> Person {
        Person(
            id: id, roles: Set(roles), identityKey: identityKey, organisation: organisation, site: site,
            device: device, expiry: expiry, name: name, unit: unit)
    }
}

extension Person: DocumentValue {
    package static var documentKind: String { "a person" }

    package var documentText: String {
        [
            id.documentText, RoleList(roles: roles).documentText, identityKey.documentText, organisation.documentText,
            site.documentText, device?.documentText ?? DocumentField.absent,
            expiry?.documentText ?? DocumentField.absent, name.documentText,
        ].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(
            id: try words.next(), roles: Set(try words.next(RoleList.self).roles), identityKey: try words.next(),
            organisation: try words.next(), site: try words.next(), device: try words.nextOptional(),
            expiry: try words.nextOptional(), name: try words.rest())
    }
}

/// Roles in one word: sorted, separated by commas.
private struct RoleList: DocumentValue {
    let roles: [Role]

    init(roles: [Role]) {
        self.roles = roles
    }

    static var documentKind: String { "a list of roles" }

    var documentText: String { roles.map(\.rawValue).joined(separator: ",") }

    init(documentText: String) throws(DocumentError) {
        var roles: Set<Role> = []
        for word in documentText.split(separator: ",", omittingEmptySubsequences: false) {
            roles.insert(try Role(documentText: String(word)))
        }
        self.init(roles: roles.sorted { $0.rawValue < $1.rawValue })
    }
}
