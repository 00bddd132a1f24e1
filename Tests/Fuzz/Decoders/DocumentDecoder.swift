import ByteCoding
import Custody
import TestSupport

extension FuzzDecoder {
    /// A document of the type that its first line names: what is read is written again byte for byte.
    static let document = FuzzDecoder(
        "document", longestInput: 8_192, seeds: documentSeeds,
        decode: { bytes in
            guard let type = DocumentType.name(in: bytes), let check = documentTypes[type] else {
                // A file that names no known type must be refused by every type's reader.
                for check in documentTypes.values {
                    do {
                        try check(bytes)
                    } catch is DocumentError {
                        continue
                    }
                    throw FuzzBreach(promise: "no reader takes a file without a type")
                }
                throw DocumentError.missingSeparator
            }
            try check(bytes)
        })

    private static let documentTypes: [String: @Sendable ([UInt8]) throws -> Void] = [
        KeyRecord.typeName: { try check(Document<KeyRecord>(parsing: $0), $0) },
        Vault.typeName: { try check(Document<Vault>(parsing: $0), $0) },
        Acknowledgement.typeName: { try check(Document<Acknowledgement>(parsing: $0), $0) },
        CaseDocument.typeName: { try check(Document<CaseDocument>(parsing: $0), $0) },
        Share.typeName: { try check(Document<Share>(parsing: $0), $0) },
        Confirmation.typeName: { try check(Document<Confirmation>(parsing: $0), $0) },
        Refusal.typeName: { try check(Document<Refusal>(parsing: $0), $0) },
        Order.typeName: { try check(Document<Order>(parsing: $0), $0) },
        OrderApproval.typeName: { try check(Document<OrderApproval>(parsing: $0), $0) },
        MachineRecord.typeName: { try check(Document<MachineRecord>(parsing: $0), $0) },
        CoinSnapshot.typeName: { try check(Document<CoinSnapshot>(parsing: $0), $0) },
        Freeze.typeName: { try check(Document<Freeze>(parsing: $0), $0) },
        Lift.typeName: { try check(Document<Lift>(parsing: $0), $0) },
        OrderVeto.typeName: { try check(Document<OrderVeto>(parsing: $0), $0) },
        OrderCountersign.typeName: { try check(Document<OrderCountersign>(parsing: $0), $0) },
        Excuse.typeName: { try check(Document<Excuse>(parsing: $0), $0) },
        Override.typeName: { try check(Document<Override>(parsing: $0), $0) },
        Release.typeName: { try check(Document<Release>(parsing: $0), $0) },
        LogCountersign.typeName: { try check(Document<LogCountersign>(parsing: $0), $0) },
        EvidenceManifest.typeName: { try check(Document<EvidenceManifest>(parsing: $0), $0) },
        LogExportHeader.typeName: { try check(Document<LogExportHeader>(parsing: $0), $0) },
    ]

    private static func check<Body>(_ document: Document<Body>, _ bytes: [UInt8]) throws {
        try FuzzBreach.unless(document.encoded == bytes, "a document is written as it was read")
        let rebuilt = Document(body: document.body)
        try FuzzBreach.unless(rebuilt.digest == document.digest, "the digest depends on the body alone")
        let people = document.signatures.map(\.person)
        try FuzzBreach.unless(zip(people, people.dropFirst()).allSatisfy(<), "signatures are sorted by person")
        for signature in document.signatures.prefix(2) {
            _ = try? document.checkSignature(of: signature.person, with: signature.identityKey)
        }
    }

    private static func documentSeeds() throws -> [[UInt8]] {
        let vault = try FixtureVault.standard.get()
        let own = try [FixtureCase(vault).caseDocument().encoded, vault.document.encoded]
        let ordered = try FixtureCase.ordered()
        let orders = ordered.orders.map(\.encoded) + ordered.approvals.map(\.encoded)
        let snapshot = try FixtureSnapshot(of: vault).document().encoded
        let stop = try FixtureStop(ordered.vault)
        let freeze = try stop.freeze("carol")
        let (digest, id) = (ordered.orders[0].digest, ordered.header.caseID)
        let stops: [StopDocument] = [
            .freeze(freeze), try stop.lift("alice", freeze), try stop.veto("dave", ordered.orders[0]),
            try stop.countersign("grace", ordered.orders[0], after: [id]),
            try stop.excuse("alice", of: "carol", in: digest, id),
            try stop.override("erin", OverridableRule.allCases, in: digest, id),
        ]
        return try SeedCorpus.exampleDocuments() + own + orders + [snapshot] + stops.map(\.encoded)
            + vault.acknowledgements.map(\.encoded)
    }
}
