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
            }
        }
        found.acknowledgements.sort { $0.body.person < $1.body.person }
        found.shares.sort { $0.body.statement.person < $1.body.statement.person }
        found.confirmations.sort { $0.body.statement.person < $1.body.statement.person }
        found.refusals.sort { $0.body.statement.person < $1.body.statement.person }
        found.releases.sort { $0.body.statement.person < $1.body.statement.person }
        return found
    }

    private static func holdsField(_ pairs: [ProprietaryPair]) -> Bool {
        pairs.contains { $0.identifier == identifier }
    }

    private static func pair(_ item: ProposalItem, keyData: [UInt8], value: [UInt8]) -> ProprietaryPair {
        ProprietaryPair(identifier: identifier, subtype: item.rawValue, keyData: keyData, value: value)
    }

    private static func pairs<Body>(
        _ item: ProposalItem, _ documents: [Document<Body>], person: (Body) -> Identifier
    ) throws(ProposalError) -> [ProprietaryPair] {
        var seen: Set<Identifier> = []
        var pairs: [ProprietaryPair] = []
        for document in documents.sorted(by: { person($0.body) < person($1.body) }) {
            let name = person(document.body)
            guard seen.insert(name).inserted else { throw .repeated(item, person: name) }
            pairs.append(pair(item, keyData: Array(name.description.utf8), value: document.encoded))
        }
        return pairs
    }

    private static func document<Body>(
        _ item: ProposalItem, _ pair: ProprietaryPair, person: (Body) -> Identifier?
    ) throws(ProposalError) -> Document<Body> {
        let keyText = String(decoding: pair.keyData, as: UTF8.self)
        let document: Document<Body>
        do throws(DocumentError) {
            document = try Document<Body>(parsing: pair.value)
        } catch {
            throw .document(item, person: keyText, error)
        }
        let expected = person(document.body).map { Array($0.description.utf8) } ?? []
        guard pair.keyData == expected else { throw .keyData(item, keyData: keyText) }
        return document
    }
}
