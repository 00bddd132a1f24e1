package import ByteCoding
package import Custody
import Review

/// One thing that one person did in a case, as the document that he signed says it.
package struct EvidenceAct: Hashable, Sendable {
    /// What was done.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Registered the vault and derived the same addresses.
        case acknowledged
        /// Ordered the payment.
        case ordered
        /// Approved an order.
        case approved
        /// Saw every destination and amount and committed his signatures (look 1).
        case signed
        /// Saw every destination and amount again (look 2).
        case confirmed
        /// Let his signatures go.
        case released
        /// Refused the case.
        case refused
    }

    /// What was done.
    package let kind: Kind
    /// Who.
    package let person: Identifier
    /// The machine; `nil` where the document does not name one.
    package let device: Identifier?
    /// The day that the machine believed in.
    package let date: CalendarDate?
    /// When the coordinator received it, by its own clock; `nil` for what was there when the case was proposed.
    package let receivedAt: String?
    /// The hash of the facts that were on the screen; `nil` where nothing was shown again.
    package let facts: Bytes32?
    /// The program that showed and signed.
    package let build: Bytes32?
    /// The entry of the machine's journal.
    package let journal: PeerHead?
    /// The digest of the document.
    package let document: Bytes32
}

extension EvidenceReplay {
    /// Everything that people did, in the order in which a case goes and then in that of arrival.
    package var acts: [EvidenceAct] { foundingActs + orderActs + answerActs }

    private var foundingActs: [EvidenceAct] {
        vault.acknowledgements.map { document in
            EvidenceAct(
                kind: .acknowledged, person: document.body.person, device: document.body.device, date: nil,
                receivedAt: nil, facts: nil, build: nil, journal: nil, document: document.digest)
        }
    }

    private var orderActs: [EvidenceAct] {
        guard let orders = state.reviewContext.orders else { return [] }
        return orders.orders.flatMap { order in
            [
                EvidenceAct(
                    kind: .ordered, person: order.requester.id, device: order.requester.device, date: nil,
                    receivedAt: nil, facts: nil, build: nil, journal: nil, document: order.digest)
            ]
                + (orders.approvals[order.digest] ?? []).map { approval in
                    EvidenceAct(
                        kind: .approved, person: approval.approver.id, device: approval.approval.device,
                        date: approval.approval.date, receivedAt: nil, facts: nil, build: nil, journal: nil,
                        document: approval.document.digest)
                }
        }
    }

    private var answerActs: [EvidenceAct] {
        var received: [Bytes32: String] = [:]
        for file in files { for answer in file.answers { received[answer] = file.receivedAt } }
        return state.answers.map { answer in
            let machine = answer.machine
            return EvidenceAct(
                kind: Self.kind(of: answer), person: answer.person, device: answer.statement.device, date: machine.date,
                receivedAt: received[answer.digest], facts: answer.facts, build: answer.build,
                journal: PeerHead(
                    person: answer.person, sequence: machine.journalSequence, hash: machine.journalHead),
                document: answer.digest)
        }
    }

    private static func kind(of answer: CaseAnswerDocument) -> EvidenceAct.Kind {
        switch answer {
        case .share: .signed
        case .confirmation: .confirmed
        case .refusal: .refused
        case .release: .released
        }
    }

    /// How many documents were verified, each with both implementations.
    package var documentCount: Int {
        vault.history.count + 1 + acts.count + documents.count
    }

    /// How many partial signatures were verified, each with both implementations.
    package var signatureCount: Int { state.signatures.count + state.furtherSignatureCount }

    /// Documents with which somebody contradicts himself or others: two digests under one case id, or one journal entry with
    /// two hashes.
    package var contradictions: [EvidenceContradiction] {
        let forks = state.journalForks.map { fork in
            EvidenceContradiction.journal(fork.person, sequence: fork.first.head.sequence, isProven: fork.isProven)
        }
        return otherDigests + forks
    }

    /// Answers under this case id over another digest whose author signed them: what one signed file cannot explain away.
    private var otherDigests: [EvidenceContradiction] {
        let items = state.quarantine.values.filter { $0.reasonCode == AnswerProblem.otherDigest(state.digest).code }
        return items.compactMap { item -> EvidenceContradiction? in
            guard case .document(let type) = item.subject, let kind = CaseAnswerDocument.Kind(rawValue: type),
                let answer = try? CaseAnswerDocument(kind: kind, bytes: item.value), answer.isSigned(in: state.vault)
            else { return nil }
            return .digest(answer.person, answer.statement.caseDigest)
        }.sorted()
    }
}

/// A contradiction that signed documents show.
package enum EvidenceContradiction: Hashable, Sendable, Comparable {
    /// Somebody answered this case id over another digest.
    case digest(Identifier, Bytes32)
    /// One entry of somebody's journal has two hashes; it is proven when he signed both.
    case journal(Identifier, sequence: UInt64, isProven: Bool)

    package static func < (left: Self, right: Self) -> Bool { left.order.lexicographicallyPrecedes(right.order) }

    private var order: [String] {
        switch self {
        case .digest(let person, let digest): ["0", person.description, digest.hex]
        case .journal(let person, let sequence, _): ["1", person.description, String(sequence)]
        }
    }
}

extension CaseAnswerDocument {
    /// The hash of the program file that answered.
    var build: Bytes32 {
        switch self {
        case .share(let document): document.body.build
        case .confirmation(let document): document.body.build
        case .refusal(let document): document.body.build
        case .release(let document): document.body.build
        }
    }

    /// Whether its author signed it with the key that a vault lists for him.
    func isSigned(in vault: Vault) -> Bool {
        guard let person = vault.person(self.person) else { return false }
        do throws(SignatureProblem) {
            switch self {
            case .share(let document): try document.checkSoleSignature(of: person.id, with: person.identityKey)
            case .confirmation(let document): try document.checkSoleSignature(of: person.id, with: person.identityKey)
            case .refusal(let document): try document.checkSoleSignature(of: person.id, with: person.identityKey)
            case .release(let document): try document.checkSoleSignature(of: person.id, with: person.identityKey)
            }
            return true
        } catch {
            return false
        }
    }
}
