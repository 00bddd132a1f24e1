package import BitcoinPrimitives
package import ByteCoding

/// What every document starts with that stops something in a vault, or lets it go on: by whom, when, and why.
///
/// It names its vault by the digest of version 1, as orders do: a freeze outlives a change of the people or the keys.
package struct StopStatement: Hashable, Sendable {
    static let fieldNames = [
        "network", "vault", "founding", "person", "device", "date", "journal-sequence", "journal-head", "reason",
    ]

    /// The network.
    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The digest of the vault's version 1.
    package let founding: Bytes32
    /// Who signs.
    package let person: Identifier
    /// The machine that signs.
    package let device: Identifier
    /// The day that the machine believed in.
    package let date: CalendarDate
    /// The number of the machine's latest journal entry: no two documents of one machine are the same.
    package let journalSequence: UInt64
    /// The hash of that entry.
    package let journalHead: Bytes32
    /// Why.
    package let reason: RefusalReason

    /// Takes every value.
    package init(
        network: Network, vault: Identifier, founding: Bytes32, person: Identifier, device: Identifier,
        date: CalendarDate, journalSequence: UInt64, journalHead: Bytes32, reason: RefusalReason
    ) {
        self.network = network
        self.vault = vault
        self.founding = founding
        self.person = person
        self.device = device
        self.date = date
        self.journalSequence = journalSequence
        self.journalHead = journalHead
        self.reason = reason
    }

    func write(into writer: inout DocumentFieldWriter) {
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("founding", founding)
        writer.write("person", person)
        writer.write("device", device)
        writer.write("date", date)
        writer.write("journal-sequence", journalSequence)
        writer.write("journal-head", journalHead)
        writer.write("reason", reason)
    }

    init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            network: try fields.read("network"), vault: try fields.read("vault"),
            founding: try fields.read("founding"), person: try fields.read("person"),
            device: try fields.read("device"), date: try fields.read("date"),
            journalSequence: try fields.read("journal-sequence"), journalHead: try fields.read("journal-head"),
            reason: try fields.read("reason"))
    }
}

/// A document by which one person stops something in a vault, or gives his part to let it go on.
package protocol StopBody: DocumentBody {
    /// Which one it is.
    static var kind: StopKind { get }
    /// By whom, when, and why.
    var statement: StopStatement { get }
}

extension StopBody {
    package static var typeName: String { kind.rawValue }

    package var network: Network { statement.network }
}

/// What a document does to a vault, an order or a case.
package enum StopKind: String, CaseIterable, Hashable, Sendable {
    /// Stops a vault.
    case freeze
    /// One custodian's part in ending a freeze.
    case lift
    /// Ends an order.
    case veto
    /// Lets an order be tried again after its cases failed.
    case countersign = "order-countersign"
    /// One person's part in going on without an absent custodian, in one case.
    case excuse
    /// One person's part in letting one case pass a rule that waits or caps.
    case override

    /// Whether it can only stop; everybody's word counts for that, whatever has become of his part.
    package var onlyStops: Bool {
        switch self {
        case .freeze, .veto: true
        case .lift, .countersign, .excuse, .override: false
        }
    }

    /// Whether somebody's part in a vault lets him sign it.
    package func isOpen(to person: Person, in vault: Vault) -> Bool {
        let isCustodian = vault.cosigner(person.id) != nil
        return switch self {
        case .freeze: isCustodian || person.roles.contains(.auditor)
        case .veto: true
        case .lift: isCustodian
        case .countersign: person.roles.contains(.auditor)
        case .excuse, .override: isCustodian || person.roles.contains(.approver)
        }
    }
}
