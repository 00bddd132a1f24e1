import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import SecretKeys

/// This project's own formats, as `Docs/formats.md` describes them.
struct RenshoKind: VectorKind {
    let name = MadeFile.folder
    let about = "Rensho's documents, digests, words, commitments, keystores and fields in a PSBT"

    let operations: [VectorOperation] =
        RenshoDocuments.operations + RenshoFormats.operations
        + RenshoSecrets.operations
}

/// The operations on documents.
enum RenshoDocuments {
    static let operations: [VectorOperation] = [
        keyRecord, vault, agreement, caseDocument,
        signed(Acknowledgement.self) { $0.person }, answer(Share.self), answer(Confirmation.self), answer(Release.self),
        answer(Refusal.self), record, counts,
        signed(Order.self) { $0.requester }, signed(OrderApproval.self) { $0.approver }, snapshot,
        stop(Freeze.self), stop(Lift.self), stop(OrderVeto.self),
        stop(OrderCountersign.self), stop(Excuse.self), stop(Override.self),
        signed(LogCountersign.self) { $0.person },
    ]

    private static let keyRecord = VectorOperation(
        "key-record", inputs: ["document", "document_hex"], results: ["network", "digest", "person", "identity_key"]
    ) { fields in
        let document = try Document<KeyRecord>(parsing: bytes(fields))
        let record = try VerifiedKeyRecord(document).record
        return [
            "network": .text(record.network.rawValue), "digest": .text(document.digest.hex),
            "person": .text(record.person.description), "identity_key": .text(record.identityKey.hex),
        ]
    }

    private static let vault = VectorOperation(
        "vault", inputs: ["document", "document_hex"],
        results: ["network", "digest", "descriptor", "first_address", "custodians"]
    ) { fields in
        let document = try Document<Vault>(parsing: bytes(fields))
        return [
            "network": .text(document.body.network.rawValue), "digest": .text(document.digest.hex),
            "descriptor": .text(document.body.descriptor.text),
            "first_address": .text(try VaultAgreement.firstAddress(of: document.body).text),
            "custodians": .texts(document.body.custodians.map(\.description)),
        ]
    }

    private static let snapshot = VectorOperation(
        CoinSnapshot.typeName, inputs: ["document", "document_hex", "vault", "clock"],
        results: ["network", "digest", "height", "total", "countersigners"]
    ) { fields in
        let document = try Document<CoinSnapshot>(parsing: bytes(fields))
        let vault = try Document<Vault>(parsing: Array(try fields.text("vault").utf8))
        let clock = try CalendarDate(documentText: try fields.text("clock"))
        let verified = try VerifiedSnapshot(document, under: RegisteredVaultView(vault), clock: clock, today: clock)
        return [
            "network": .text(verified.snapshot.network.rawValue), "digest": .text(document.digest.hex),
            "height": .text(String(verified.snapshot.height)), "total": .text(verified.snapshot.total.documentText),
            "countersigners": .texts(verified.countersigners.map(\.description)),
        ]
    }

    private static let agreement = VectorOperation(
        "agreement", inputs: ["vault", "acknowledgements"], results: ["digest"]
    ) { fields in
        ["digest": .text(try agreement(fields).digest.hex)]
    }

    private static let caseDocument = VectorOperation(
        "case", inputs: ["document", "document_hex"], results: ["network", "digest", "words"]
    ) { fields in
        let document = try Document<CaseDocument>(parsing: bytes(fields))
        return [
            "network": .text(document.body.network.rawValue), "digest": .text(document.digest.hex),
            "words": .text(try DigestWords.caseWords(document.digest).joined(separator: " ")),
        ]
    }

    private static let counts = VectorOperation(
        "counts", inputs: ["vault", "acknowledgements", "case", "document"], results: ["person", "digest"]
    ) { fields in
        let agreed = try AgreedCase(
            try Document<CaseDocument>(parsing: Array(try fields.text("case").utf8)), under: try agreement(fields))
        let bytes = Array(try fields.text("document").utf8)
        switch DocumentType.name(in: bytes) {
        case Share.typeName:
            let share = try Document<Share>(parsing: bytes)
            if let problem = ShareTally(of: agreed, shares: [share]).judgements.first?.problem { throw problem }
            return counted(share)
        case Confirmation.typeName: return try counted(try Document<Confirmation>(parsing: bytes), agreed)
        case Release.typeName: return try counted(try Document<Release>(parsing: bytes), agreed)
        default: return try counted(try Document<Refusal>(parsing: bytes), agreed)
        }
    }

    private static func counted<Answer: CaseAnswer>(
        _ document: Document<Answer>, _ agreed: AgreedCase
    ) throws -> [String: VectorValue] {
        if let problem = agreed.problem(in: document, verifier: OpenSSLVerifier()) { throw problem }
        return counted(document)
    }

    private static func counted<Answer: CaseAnswer>(_ document: Document<Answer>) -> [String: VectorValue] {
        ["person": .text(document.body.statement.person.description), "digest": .text(document.digest.hex)]
    }

    private static func agreement(_ fields: VectorFields) throws -> VaultAgreement {
        let acknowledgements = try fields.texts("acknowledgements").map {
            try Document<Acknowledgement>(parsing: Array($0.utf8))
        }
        return try VaultAgreement(
            vault: try Document<Vault>(parsing: Array(try fields.text("vault").utf8)),
            acknowledgements: acknowledgements)
    }

    private static let record = VectorOperation(
        "record", inputs: ["document", "document_hex", "identity_key"],
        results: ["network", "digest", "person", "of", "head", "cases"]
    ) { fields in
        let document = try Document<MachineRecord>(parsing: bytes(fields))
        let record = document.body
        try document.checkSoleSignature(of: record.person, with: PublicKey(fields.bytes("identity_key")))
        return [
            "network": .text(record.network.rawValue), "digest": .text(document.digest.hex),
            "person": .text(record.person.description), "of": .text(record.of.description),
            "head": .text(record.headSeen.map { "\($0.sequence) \($0.hash.hex)" } ?? "-"),
            "cases": .texts(record.cases.map(\.digest.hex)),
        ]
    }

    private static func answer<Answer: CaseAnswer>(_ type: Answer.Type) -> VectorOperation {
        signed(type) { $0.statement.person }
    }

    /// A document that one person signs with the key that the vault lists.
    private static func signed<Body: DocumentBody>(
        _ type: Body.Type, person: @escaping @Sendable (Body) -> Identifier
    ) -> VectorOperation {
        VectorOperation(
            Body.typeName, inputs: ["document", "document_hex", "identity_key"],
            results: ["network", "digest", "person"]
        ) { fields in
            let document = try Document<Body>(parsing: bytes(fields))
            let person = person(document.body)
            try document.checkSoleSignature(of: person, with: PublicKey(fields.bytes("identity_key")))
            return [
                "network": .text(document.body.network.rawValue), "digest": .text(document.digest.hex),
                "person": .text(person.description),
            ]
        }
    }

    private static func stop<Body: StopBody>(_ body: Body.Type) -> VectorOperation {
        signed(Body.self) { $0.statement.person }
    }

    private static func bytes(_ fields: VectorFields) throws(VectorError) -> [UInt8] {
        fields.has("document_hex") ? try fields.bytes("document_hex") : Array(try fields.text("document").utf8)
    }
}

/// The operations on everything that is no document by itself.
enum RenshoFormats {
    static let operations: [VectorOperation] = [
        caseDigest, proposal,
        words("case-words") { try DigestWords.caseWords($0) }, words("vault-words") { try DigestWords.vaultWords($0) },
        identityWords, commitment, opens, identityKey,
    ]

    private static let caseDigest = VectorOperation(
        "case-digest",
        inputs: ["psbt", "vault", "drill", "case", "replaces", "kind", "not_before", "not_after"],
        results: ["document", "digest"]
    ) { fields in
        let vault = try Document<Vault>(parsing: Array(try fields.text("vault").utf8))
        let header = try CaseHeader(
            drill: fields.flag("drill"), caseID: CaseID(documentText: fields.text("case")),
            replaces: optional(fields, "replaces").map { try CaseID(documentText: $0) },
            kind: CaseKind(documentText: fields.text("kind")),
            notBefore: optional(fields, "not_before").map { try ValidityBound(documentText: $0) },
            notAfter: optional(fields, "not_after").map { try ValidityBound(documentText: $0) })
        let psbt = try PSBT(decoding: Base64.decode(fields.text("psbt")))
        let examination = CaseExamination(psbt: psbt, vault: RegisteredVaultView(vault), header: header)
        guard let facts = examination.facts else { throw MadeError.noFacts }
        let document = Document(body: facts.caseDocument)
        return [
            "document": .text(String(decoding: document.encoded, as: UTF8.self)), "digest": .text(facts.digest.hex),
        ]
    }

    private static let proposal = VectorOperation(
        "proposal", inputs: ["psbt", "case_digest", "vault"], results: ["documents"]
    ) { fields in
        let psbt = try PSBT(decoding: Base64.decode(fields.text("psbt")))
        let vault = try Document<Vault>(parsing: Array(try fields.text("vault").utf8))
        let found = try ProposalFields.read(from: psbt)
            .checkedFor(caseDigest: fields.bytes32("case_digest"), vault: vault)
        return ["documents": .texts(ProposalSummary.lines(found))]
    }

    private static func words(
        _ name: String, _ words: @escaping @Sendable (Bytes32) throws -> [String]
    ) -> VectorOperation {
        VectorOperation(name, inputs: ["digest"], results: ["words"]) { fields in
            ["words": .text(try words(try fields.bytes32("digest")).joined(separator: " "))]
        }
    }

    private static let identityWords = VectorOperation(
        "identity-words", inputs: ["identity_key"], results: ["words"]
    ) { fields in
        let key = try PublicKey(fields.bytes("identity_key"))
        return ["words": .text(try DigestWords.identityWords(key).joined(separator: " "))]
    }

    private static let commitment = VectorOperation(
        "commitment", inputs: ["seed", "network", "case_digest", "signatures"], results: ["salt", "commitment"]
    ) { fields in
        let network = try Network(parsing: fields.text("network"))
        let seed = try Seed(SecretBytes(copying: try fields.bytes("seed")))
        let salt = try IdentityKey(seed: seed, network: network, number: 0).mac(fields.bytes32("case_digest").bytes)
        let digest = CaseCommitment.digest(network: network, salt: salt, signatures: try signatures(fields))
        return ["salt": .text(salt.hex), "commitment": .text(digest.hex)]
    }

    private static let opens = VectorOperation(
        "opens", inputs: ["share", "salt", "signatures"], results: ["opens"]
    ) { fields in
        let share = try Document<Share>(parsing: Array(try fields.text("share").utf8))
        guard let line = share.signatures.first else { throw VectorRefusal.signatureDoesNotVerify }
        try share.checkSoleSignature(of: share.body.statement.person, with: line.identityKey)
        let isOpened = share.body.isCommitted(to: try signatures(fields), salt: try fields.bytes32("salt"))
        return ["opens": .bool(isOpened)]
    }

    private static let identityKey = VectorOperation(
        "identity-key", inputs: ["seed", "network", "number"], results: ["identity_key"]
    ) { fields in
        let seed = try Seed(SecretBytes(copying: try fields.bytes("seed")))
        let network = try Network(parsing: fields.text("network"))
        let key = try IdentityKey(seed: seed, network: network, number: fields.integer("number"))
        return ["identity_key": .text(key.publicKey.hex)]
    }

    private static func signatures(_ fields: VectorFields) throws -> [ECDSASignature] {
        try fields.byteLists("signatures").map { try ECDSASignature(compact: $0) }
    }

    private static func optional(_ fields: VectorFields, _ name: String) throws(VectorError) -> String? {
        fields.has(name) ? try fields.text(name) : nil
    }
}
