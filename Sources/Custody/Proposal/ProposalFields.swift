package import BitcoinPSBT

/// Rensho's documents as proprietary fields of a PSBT's global map (BIP-174, key type 0xFC).
package enum ProposalFields {
    /// The identifier of the fields.
    package static let identifier = Array("RENSHO".utf8)

    /// Writes the documents into the global map, in place of any that are there.
    package static func attach(
        _ attachments: ProposalAttachments, to psbt: inout PSBT
    ) throws(ProposalError) {
        var pairs: [ProprietaryPair] = []
        if let document = attachments.caseDocument {
            pairs.append(pair(.caseDocument, keyData: [], value: document.encoded))
        }
        pairs += try self.pairs(.acknowledgement, attachments.acknowledgements) { $0.person }
        pairs += try self.pairs(.share, attachments.shares) { $0.statement.person }
        pairs += try self.pairs(.confirmation, attachments.confirmations) { $0.statement.person }
        pairs += try self.pairs(.refusal, attachments.refusals) { $0.statement.person }
        pairs += try self.pairs(.release, attachments.releases) { $0.statement.person }
        pairs += try self.pairs(.order, attachments.orders, key: orderKey) { $0.requester }
        pairs += try self.pairs(.approval, attachments.approvals, key: approvalKey) { $0.approver }
        if let document = attachments.snapshot { pairs.append(pair(.snapshot, keyData: [], value: document.encoded)) }
        pairs += try stops(attachments.stops)
        psbt.global.proprietary.removeAll { $0.identifier == identifier }
        psbt.global.proprietary += pairs
    }

    /// Reads every document strictly; a RENSHO field that is not one of them, or is elsewhere, is refused.
    package static func read(from psbt: PSBT) throws(ProposalError) -> ProposalAttachments {
        for (index, map) in psbt.inputs.enumerated() where holdsField(map.proprietary) {
            throw .misplaced(map: "input \(index)")
        }
        for (index, map) in psbt.outputs.enumerated() where holdsField(map.proprietary) {
            throw .misplaced(map: "output \(index)")
        }
        var found = ProposalAttachments()
        for pair in psbt.global.proprietary where pair.identifier == identifier {
            guard let item = ProposalItem(rawValue: pair.subtype) else { throw .unknownSubtype(pair.subtype) }
            switch item {
            case .caseDocument: found.caseDocument = try document(item, pair) { _ in nil }
            case .acknowledgement: found.acknowledgements.append(try document(item, pair) { $0.person })
            case .share: found.shares.append(try document(item, pair) { $0.statement.person })
            case .confirmation: found.confirmations.append(try document(item, pair) { $0.statement.person })
            case .refusal: found.refusals.append(try document(item, pair) { $0.statement.person })
            case .release: found.releases.append(try document(item, pair) { $0.statement.person })
            case .order: found.orders.append(try document(item, pair, key: orderKey))
            case .approval: found.approvals.append(try document(item, pair, key: approvalKey))
            case .snapshot: found.snapshot = try document(item, pair) { _ in nil }
            case .stop: found.stops.append(try stop(pair))
            }
        }
        found.acknowledgements.sort { $0.body.person < $1.body.person }
        found.shares.sort { $0.body.statement.person < $1.body.statement.person }
        found.confirmations.sort { $0.body.statement.person < $1.body.statement.person }
        found.refusals.sort { $0.body.statement.person < $1.body.statement.person }
        found.releases.sort { $0.body.statement.person < $1.body.statement.person }
        found.orders.sort { $0.digest < $1.digest }
        found.approvals.sort { $0.digest < $1.digest }
        found.stops.sort { $0.key < $1.key }
        return found
    }

    private static func holdsField(_ pairs: [ProprietaryPair]) -> Bool {
        pairs.contains { $0.identifier == identifier }
    }

    private static func pair(_ item: ProposalItem, keyData: [UInt8], value: [UInt8]) -> ProprietaryPair {
        ProprietaryPair(identifier: identifier, subtype: item.rawValue, keyData: keyData, value: value)
    }

    /// A requester may have several orders in one case; a number is used once.
    private static func orderKey(_ order: Order) -> String { "\(order.requester)/\(order.number)" }

    /// An approver may approve several orders, each once.
    private static func approvalKey(_ approval: OrderApproval) -> String {
        "\(approval.approver)/\(approval.orderName.requester)/\(approval.orderName.number)"
    }

    /// What stops something travels under its type and digest: one person may have signed several of a type.
    private static func stops(_ documents: [StopDocument]) throws(ProposalError) -> [ProprietaryPair] {
        let sorted = documents.sorted { $0.key < $1.key }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.key == next.key {
            throw .repeated(.stop, person: one.statement.person)
        }
        return sorted.map { pair(.stop, keyData: Array($0.key.utf8), value: $0.encoded) }
    }

    private static func stop(_ pair: ProprietaryPair) throws(ProposalError) -> StopDocument {
        let keyText = String(decoding: pair.keyData, as: UTF8.self)
        let document: StopDocument
        do throws(DocumentError) { document = try StopDocument(parsing: pair.value) } catch {
            throw .document(.stop, person: keyText, error)
        }
        guard pair.keyData == Array(document.key.utf8) else { throw .keyData(.stop, keyData: keyText) }
        return document
    }

    private static func pairs<Body>(
        _ item: ProposalItem, _ documents: [Document<Body>], person: (Body) -> Identifier
    ) throws(ProposalError) -> [ProprietaryPair] {
        try pairs(item, documents, key: { person($0).description }, person: person)
    }

    private static func pairs<Body>(
        _ item: ProposalItem, _ documents: [Document<Body>], key: (Body) -> String, person: (Body) -> Identifier
    ) throws(ProposalError) -> [ProprietaryPair] {
        var seen: Set<String> = []
        var pairs: [ProprietaryPair] = []
        let keyed = documents.map { (key: key($0.body), document: $0) }
        for (name, document) in keyed.sorted(by: { $0.key < $1.key }) {
            guard seen.insert(name).inserted else { throw .repeated(item, person: person(document.body)) }
            pairs.append(pair(item, keyData: Array(name.utf8), value: document.encoded))
        }
        return pairs
    }

    private static func document<Body>(
        _ item: ProposalItem, _ pair: ProprietaryPair, person: (Body) -> Identifier?
    ) throws(ProposalError) -> Document<Body> {
        try document(item, pair, key: { person($0)?.description ?? "" })
    }

    private static func document<Body>(
        _ item: ProposalItem, _ pair: ProprietaryPair, key: (Body) -> String
    ) throws(ProposalError) -> Document<Body> {
        let keyText = String(decoding: pair.keyData, as: UTF8.self)
        let document: Document<Body>
        do throws(DocumentError) {
            document = try Document<Body>(parsing: pair.value)
        } catch {
            throw .document(item, person: keyText, error)
        }
        guard pair.keyData == Array(key(document.body).utf8) else { throw .keyData(item, keyData: keyText) }
        return document
    }
}
