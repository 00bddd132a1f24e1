/// What a vault may only do when its document says so: a line that every custodian reads and signs.
///
/// Sorted as it is written: no spare key, then organisations, then sites.
package enum VaultException: Hashable, Sendable {
    /// Every key is needed: one lost key loses the coins.
    case noSpareKey
    /// One organisation holds as many keys as sign.
    case organisation(Identifier)
    /// One site holds as many keys as sign.
    case site(Identifier)

    /// The exceptions that a vault of these keys and people needs, sorted.
    package static func needed(
        threshold: Int, cosigners: [Cosigner], people: [Person]
    ) -> [VaultException] {
        var needed: [VaultException] = cosigners.count == threshold ? [.noSpareKey] : []
        let held = KeyPlaces(cosigners: cosigners, people: people)
        needed += held.organisations.filter { $0.keys >= threshold }.map { .organisation($0.place) }
        needed += held.sites.filter { $0.keys >= threshold }.map { .site($0.place) }
        return needed
    }
}

extension VaultException: Comparable {
    private var order: (rank: Int, place: String) {
        switch self {
        case .noSpareKey: (0, "")
        case .organisation(let place): (1, place.description)
        case .site(let place): (2, place.description)
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.order < right.order }
}

extension VaultException: DocumentValue {
    package static var documentKind: String { "an exception" }

    private static let noSpareKeyWord = "no-spare-key"
    private static let organisationWord = "organisation"
    private static let siteWord = "site"

    package var documentText: String {
        switch self {
        case .noSpareKey: Self.noSpareKeyWord
        case .organisation(let place): "\(Self.organisationWord) \(place)"
        case .site(let place): "\(Self.siteWord) \(place)"
        }
    }

    package init(documentText: String) throws(DocumentError) {
        let parts = documentText.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.dropFirst().first) {
        case (Self.noSpareKeyWord, nil): self = .noSpareKey
        case (Self.organisationWord, .some(let place)): self = .organisation(try Identifier(documentText: place))
        case (Self.siteWord, .some(let place)): self = .site(try Identifier(documentText: place))
        default: throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
    }
}

/// How many keys each organisation and each site holds, sorted by name.
struct KeyPlaces {
    let organisations: [(place: Identifier, keys: Int)]
    let sites: [(place: Identifier, keys: Int)]

    init(cosigners: [Cosigner], people: [Person]) {
        let holders = Set(cosigners.map(\.person))
        let custodians = people.filter { holders.contains($0.id) }
        organisations = Self.count(custodians.map(\.organisation))
        sites = Self.count(custodians.map(\.site))
    }

    private static func count(_ places: [Identifier]) -> [(place: Identifier, keys: Int)] {
        var keys: [Identifier: Int] = [:]
        for place in places { keys[place, default: 0] += 1 }
        return keys.sorted { $0.key < $1.key }.map { (place: $0.key, keys: $0.value) }
    }
}
