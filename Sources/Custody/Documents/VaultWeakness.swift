/// What is allowed in a vault but weaker than it could be; every review says so.
package enum VaultWeakness: Hashable, Sendable {
    /// Every key is needed: one lost key loses the coins.
    case noSpareKey
    /// So many cosigners release at once that the second look is not enforced.
    case openQuorum(open: Int)
    /// Not every custodian has to confirm.
    case confirmationsByQuorum
    /// Payments need no order.
    case ordersOptional
    /// Orders are required, and the requester alone decides what is paid.
    case ordersUnapproved
    /// Orders are required, and nobody may order: nothing can be paid.
    case nobodyOrders
    /// Addresses that the book does not name are paid with a warning, and no tier asks for more approvals.
    case unlistedUntiered
    /// Plain PSBTs of other coordinators are signed.
    case foreignProposals
    /// One organisation, or one site, holds so many keys that it can spend alone.
    case oneOrganisation(Identifier, keys: Int)
    case oneSite(Identifier, keys: Int)
}

extension VaultWeakness: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSpareKey: "every key is needed: one lost key loses the coins"
        case .openQuorum(let open):
            "\(open) cosigners release their signatures at once: the second look is not enforced"
        case .confirmationsByQuorum: "not every custodian has to confirm"
        case .ordersOptional: "payments need no signed order"
        case .ordersUnapproved: "orders need no approval: the requester alone decides what is paid"
        case .nobodyOrders: "orders are required and nobody is a requester: nothing can be paid"
        case .unlistedUntiered:
            "an address that the book does not name needs no further approval: no tier is about it"
        case .foreignProposals:
            "plain PSBTs of other coordinators are signed: without an order, and nobody looks a second time"
        case .oneOrganisation(let organisation, let keys):
            "the organisation \(organisation) holds \(keys) keys: it can spend without anybody else"
        case .oneSite(let site, let keys): "the site \(site) holds \(keys) keys: whoever takes it can spend"
        }
    }
}

extension Vault {
    /// What is allowed but weaker than it could be.
    package var weaknesses: [VaultWeakness] {
        var found: [VaultWeakness] = []
        let open = cosigners.count { $0.release == .open }
        if open >= threshold { found.append(.openQuorum(open: open)) }
        if cosigners.count == threshold { found.append(.noSpareKey) }
        if rules.confirmations == .quorum { found.append(.confirmationsByQuorum) }
        if rules.orders == .optional { found.append(.ordersOptional) }
        if rules.orders == .required {
            if rules.approvals == 0, rules.tiers.first?.holdsAlways != true { found.append(.ordersUnapproved) }
            if !people.contains(where: { $0.roles.contains(.requester) }) { found.append(.nobodyOrders) }
        }
        if rules.allowlist == .tiered, rules.tiers.isEmpty { found.append(.unlistedUntiered) }
        if rules.foreignProposals { found.append(.foreignProposals) }
        let held = KeyPlaces(cosigners: cosigners, people: people)
        found += held.organisations.filter { $0.keys >= threshold }.map { .oneOrganisation($0.place, keys: $0.keys) }
        found += held.sites.filter { $0.keys >= threshold }.map { .oneSite($0.place, keys: $0.keys) }
        return found
    }
}
