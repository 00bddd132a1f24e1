package import ByteCoding
package import Custody

extension JournalEvent {
    /// The name of an entry that keeps what stops something.
    static let stopName = "stop-kept"

    /// Writes the whole document: whenever it is counted, its signature is verified again.
    static func write(_ document: StopDocument, into fields: inout JournalFields) {
        fields.write("document", text: Base64.encode(document.encoded))
    }

    /// Reads a document that was kept.
    static func stop(fields: inout JournalFields) throws(JournalFieldError) -> StopDocument {
        let text = try fields.readText("document")
        guard let bytes = try? Base64.decode(text), let document = try? StopDocument(parsing: bytes),
            Base64.encode(document.encoded) == text
        else { throw JournalFieldError(name: "document") }
        return document
    }
}

extension SignerJournal {
    /// Everything that this machine has signed or seen that stops something or lets it go on, in order.
    package var stops: [StopDocument] {
        entries.compactMap { entry in
            if case .stopKept(let document) = entry.event { document } else { nil }
        }
    }

    /// The cases, by the digest of the order that they were for, that this machine has answered or seen refused.
    package var casesOfOrders: [Bytes32: Set<CaseID>] {
        var cases: [Bytes32: Set<CaseID>] = [:]
        for entry in entries {
            switch entry.event {
            case .signed(let look), .confirmed(let look, _):
                for use in look.orders { cases[use.order, default: []].insert(look.caseID) }
            case .refused(let event): for order in event.orders { cases[order, default: []].insert(event.caseID) }
            case .answersSeen(let event) where event.answers.contains { $0.answer.kind == .refusal }:
                for use in event.contents.orders { cases[use.order, default: []].insert(event.contents.caseID) }
            case .adoptedCase(let event):
                for use in event.contents.orders { cases[use.order, default: []].insert(event.contents.caseID) }
            case .regained(let event):
                for use in event.contents.orders { cases[use.order, default: []].insert(event.contents.caseID) }
            default: break
            }
        }
        return cases
    }
}
