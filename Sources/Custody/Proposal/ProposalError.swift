package import ByteCoding

/// Why the documents inside a PSBT are refused.
package enum ProposalError: CodedError, Equatable {
    /// A pair has a subtype that no Rensho document has.
    case unknownSubtype(UInt64)
    /// A pair stands in an input's or output's map.
    case misplaced(map: String)
    /// A pair's key does not name the person of its document.
    case keyData(ProposalItem, keyData: String)
    /// A document does not parse.
    case document(ProposalItem, person: String, DocumentError)
    /// Two documents of one type are by one person.
    case repeated(ProposalItem, person: Identifier)
    /// A document is over another case digest.
    case otherCase(ProposalItem, person: Identifier?, found: Bytes32, expected: Bytes32)
    /// A document is under another vault.
    case otherVault(ProposalItem, person: Identifier?, found: Bytes32, expected: Bytes32)
    /// A document is for another network.
    case otherNetwork(ProposalItem, person: Identifier?)

    package var code: String {
        switch self {
        case .unknownSubtype: "proposal.unknown-subtype"
        case .misplaced: "proposal.misplaced"
        case .keyData: "proposal.key-data"
        case .document(_, _, let inner): inner.code
        case .repeated: "proposal.repeated"
        case .otherCase: "proposal.other-case"
        case .otherVault: "proposal.other-vault"
        case .otherNetwork: "proposal.other-network"
        }
    }

    package var description: String {
        switch self {
        case .unknownSubtype(let subtype): "RENSHO field of subtype \(subtype) is unknown"
        case .misplaced(let map): "a RENSHO field stands in \(map), they belong in the global map"
        case .keyData(let item, let keyData):
            "the key of the RENSHO \(item.name) names \(DocumentError.quoted(keyData)), not the document's person"
        case .document(let item, let person, let inner):
            "RENSHO \(item.name)\(person.isEmpty ? "" : " of \(DocumentError.quoted(person))"): \(inner.description)"
        case .repeated(let item, let person): "two RENSHO \(item.name)s of \(person)"
        case .otherCase(let item, let person, let found, let expected):
            "\(Self.named(item, person)) is over case digest \(found.hex), this case is \(expected.hex)"
        case .otherVault(let item, let person, let found, let expected):
            "\(Self.named(item, person)) is under vault \(found.hex), the registered one is \(expected.hex)"
        case .otherNetwork(let item, let person): "\(Self.named(item, person)) is for another network"
        }
    }

    package var remedy: String? {
        switch self {
        case .unknownSubtype: "use a newer release of Rensho, or ask who added the field"
        default: nil
        }
    }

    private static func named(_ item: ProposalItem, _ person: Identifier?) -> String {
        "RENSHO \(item.name)" + (person.map { " of \($0)" } ?? "")
    }
}

/// The kinds of documents that travel inside a PSBT, with their subtypes.
package enum ProposalItem: UInt64, CaseIterable, Hashable, Sendable {
    case caseDocument = 0
    case acknowledgement = 1
    case share = 2
    case confirmation = 3
    case refusal = 4
    case release = 5
    case order = 6
    case approval = 7
    case snapshot = 8
    case stop = 16

    /// The type name of the document.
    package var name: String {
        switch self {
        case .caseDocument: CaseDocument.typeName
        case .acknowledgement: Acknowledgement.typeName
        case .share: Share.typeName
        case .confirmation: Confirmation.typeName
        case .refusal: Refusal.typeName
        case .release: Release.typeName
        case .order: Order.typeName
        case .approval: OrderApproval.typeName
        case .snapshot: CoinSnapshot.typeName
        case .stop: "stop"
        }
    }
}
