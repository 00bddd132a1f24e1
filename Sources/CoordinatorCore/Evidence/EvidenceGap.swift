import BitcoinCrypto
package import ByteCoding
package import Custody

/// Something that a signed document of an evidence names and that is not in it: whoever wrote the evidence left it out, or
/// never had it.
package enum EvidenceGap: Hashable, Sendable, Comparable {
    /// A confirmation names a share.
    case share(Bytes32, namedBy: Identifier)
    /// A release names a confirmation, or an excuse in its place.
    case confirmation(Bytes32, namedBy: Identifier)
    /// Somebody had seen what another one signed at an entry of his journal, after what is here of him; it may belong to
    /// another case.
    case journal(PeerHead, namedBy: Identifier)

    /// Whether the missing document is of this very case beyond doubt.
    package var isOfThisCase: Bool {
        switch self {
        case .share, .confirmation: true
        case .journal: false
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.order.lexicographicallyPrecedes(right.order) }

    private var order: [String] {
        switch self {
        case .share(let digest, let person): ["0", person.description, digest.hex]
        case .confirmation(let digest, let person): ["1", person.description, digest.hex]
        case .journal(let head, let person):
            [
                "2", head.person.description,
                String(repeating: "0", count: 20 - String(head.sequence).count)
                    + String(head.sequence), person.description,
            ]
        }
    }
}

extension EvidenceReplay {
    /// What the signed documents prove, or hint, to be missing.
    ///
    /// Everything that came counts as being here, also what was put aside. Nothing tells of a document that no other one
    /// names: the journals of the machines know of those.
    package var gaps: [EvidenceGap] {
        let answers = state.answers + asideAnswers
        let known = Set(answers.map(\.digest) + stopDigests)
        var found: Set<EvidenceGap> = []
        for answer in state.answers {
            for digest in answer.named where !known.contains(digest) {
                switch answer {
                case .release: found.insert(.confirmation(digest, namedBy: answer.person))
                case .confirmation, .share, .refusal: found.insert(.share(digest, namedBy: answer.person))
                }
            }
        }
        return (Array(found) + journalGaps(answers)).sorted()
    }

    /// The heads of a journal behind its owner's first document here that belong to none of his documents.
    private func journalGaps(_ answers: [CaseAnswerDocument]) -> [EvidenceGap] {
        var entries: [Identifier: Set<UInt64>] = [:]
        for answer in answers { entries[answer.person, default: []].insert(answer.machine.journalSequence) }
        let gaps = state.answers.flatMap { answer in
            answer.machine.heads.compactMap { head -> EvidenceGap? in
                guard head.person != answer.person, let own = entries[head.person], let first = own.min(),
                    head.sequence > first, !own.contains(head.sequence)
                else { return nil }
                return .journal(head, namedBy: answer.person)
            }
        }
        return Array(Set(gaps))
    }

    /// The documents that were put aside.
    private var asideAnswers: [CaseAnswerDocument] {
        state.quarantine.values.compactMap { item in
            guard case .document(let type) = item.subject, let kind = CaseAnswerDocument.Kind(rawValue: type) else {
                return nil
            }
            return try? CaseAnswerDocument(kind: kind, bytes: item.value)
        }
    }

    /// What a release may name instead of a confirmation.
    private var stopDigests: [Bytes32] { documents.compactMap(\.stop?.digest) + state.stops.counted.map(\.digest) }
}

extension CaseAnswerDocument {
    /// The digests of the documents that it says its machine verified.
    fileprivate var named: [Bytes32] {
        switch self {
        case .share, .refusal: []
        case .confirmation(let document): document.body.shares
        case .release(let document): document.body.confirmations
        }
    }
}
