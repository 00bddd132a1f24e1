package import BitcoinPrimitives
package import ByteCoding

/// What every signed answer to a case starts with: which case, under which vault, by whom, on which machine.
package struct CaseStatement: Hashable, Sendable {
    static let fieldNames = ["network", "case", "case-digest", "vault-hash", "person", "device"]

    /// The network.
    package let network: Network
    /// The case's name.
    package let caseID: CaseID
    /// The digest `D` that this person's machine computed.
    package let caseDigest: Bytes32
    /// The digest of the vault that this person's machine registered.
    package let vaultHash: Bytes32
    /// Who answers.
    package let person: Identifier
    /// The machine that answers.
    package let device: Identifier

    /// Takes who answers what.
    package init(
        network: Network, caseID: CaseID, caseDigest: Bytes32, vaultHash: Bytes32, person: Identifier,
        device: Identifier
    ) {
        self.network = network
        self.caseID = caseID
        self.caseDigest = caseDigest
        self.vaultHash = vaultHash
        self.person = person
        self.device = device
    }

    /// Takes who answers a case that this machine computed.
    package init(of document: Document<CaseDocument>, person: Identifier, device: Identifier) {
        self.init(
            network: document.body.network, caseID: document.body.header.caseID, caseDigest: document.digest,
            vaultHash: document.body.vaultHash, person: person, device: device)
    }

    func write(into writer: inout DocumentFieldWriter) {
        writer.write("network", network)
        writer.write("case", caseID)
        writer.write("case-digest", caseDigest)
        writer.write("vault-hash", vaultHash)
        writer.write("person", person)
        writer.write("device", device)
    }

    init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            network: try fields.read("network"), caseID: try fields.read("case"),
            caseDigest: try fields.read("case-digest"), vaultHash: try fields.read("vault-hash"),
            person: try fields.read("person"), device: try fields.read("device"))
    }
}

/// A document that one person signs as the answer to a case.
package protocol CaseAnswer: DocumentBody {
    /// Which case, under which vault, by whom, on which machine.
    var statement: CaseStatement { get }
    /// The day that its author's machine believed in.
    var date: CalendarDate? { get }
    /// Whether only a person with a key of the vault can give it.
    static var needsKey: Bool { get }
}

extension CaseAnswer {
    package static var needsKey: Bool { true }
    package var network: Network { statement.network }
}

/// Why a share, confirmation or refusal contradicts itself.
package enum StatementError: CodedError, Hashable {
    /// The salt of a held share is given, or that of an open one is not.
    case salt(ReleaseRule)
    /// A head of the answering person's own journal stands among the others' and is no earlier one.
    case ownHead(Identifier)

    package var code: String {
        switch self {
        case .salt: "statement.salt"
        case .ownHead: "statement.own-head"
        }
    }

    package var description: String {
        switch self {
        case .salt(.open): "an open share must give its salt"
        case .salt(.held): "a held share must not give its salt"
        case .ownHead(let person): "a head of \(person)'s own journal among those of others is not an earlier one"
        }
    }
}
