import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// One vault and one case with every document about them: what the made vectors are about.
///
/// The vault is the one of the examples in `Docs/formats.md`.
struct MadeWorld: Sendable {
    let alice: MadeParty
    let bob: MadeParty
    let carol: MadeParty
    let dave: MadeParty
    let vault: Document<Vault>
    let acknowledgements: [Document<Acknowledgement>]
    let header: CaseHeader
    let psbt: PSBT
    let caseDocument: Document<CaseDocument>
    /// What is signed for each input, with the place of its key.
    let requests: [(digest: Bytes32, position: ScriptPosition)]
    let shares: [Document<Share>]
    let confirmations: [Document<Confirmation>]
    let release: Document<Release>
    let refusal: Document<Refusal>
    let order: Document<Order>
    let approval: Document<OrderApproval>

    var custodians: [MadeParty] { [alice, bob, carol] }

    init() throws {
        alice = try MadeParty("alice")
        bob = try MadeParty("bob")
        carol = try MadeParty("carol")
        dave = try MadeParty("dave")
        let custodians = [alice, bob, carol]
        let vault = Document(body: try Self.vault(custodians))
        self.vault = vault
        acknowledgements = try custodians.map { try Self.acknowledgement($0, of: vault) }
        header = try CaseHeader(
            drill: false, caseID: CaseID(documentText: "00112233445566778899aabbccddeeff"),
            notAfter: ValidityBound(documentText: "height 900144"))
        psbt = try Self.psbt(vault.body)
        let examination = CaseExamination(psbt: psbt, vault: RegisteredVaultView(vault), header: header)
        guard let facts = examination.facts else { throw MadeError.noFacts }
        let document = Document(body: facts.caseDocument)
        caseDocument = document
        let requests = facts.inputs.map { (digest: $0.signatureDigest, position: $0.script.position) }
        self.requests = requests
        let shares = try [
            Self.share(alice, of: document, .open, requests), Self.share(carol, of: document, .held, requests),
        ]
        self.shares = shares
        let confirmations = try custodians.map { try Self.confirmation($0, of: document, seeing: shares) }
        self.confirmations = confirmations
        release = try carol.signed(
            try Release(
                statement: Self.statement(carol, document), salt: carol.salt(document.digest),
                confirmations: confirmations.map(\.digest), build: Self.hash(0x21), machine: Self.witness()))
        refusal = try bob.signed(
            try Refusal(
                statement: Self.statement(bob, document), reason: RefusalReason("宛先が注文書と違います"),
                build: Self.hash(0x21), journalSequence: 12, journalHead: Self.hash(0x10),
                date: CalendarDate(year: 2026, month: 11, day: 21)))
        let order = try Self.order(dave, vault)
        self.order = order
        approval = try Self.approval(bob, of: order)
    }

    /// The signatures of one person, one for each input.
    func signatures(_ party: MadeParty) throws -> [ECDSASignature] { try Self.signatures(party, requests) }

    /// A hash that ends in one byte.
    static func hash(_ byte: UInt8) -> Bytes32 { Bytes32(bigEndianWords: (0, 0, 0, UInt64(byte))) }

    /// The record of a custodian's keys.
    func keyRecord(_ party: MadeParty, name: String, site: String) throws -> Document<KeyRecord> {
        let possession = KeyRecord.possessionDigest(
            network: party.network, identityKey: party.identityKey, xpub: party.xpub)
        return try party.signed(
            try KeyRecord(
                network: party.network, person: party.id, name: PersonName(name), organisation: Identifier("example"),
                site: Identifier(site), device: party.device, identityKey: party.identityKey,
                accountKey: KeyRecord.AccountKey(
                    origin: party.origin, xpub: party.xpub, possession: party.signWithAccountKey(possession))))
    }

    private static func vault(_ custodians: [MadeParty]) throws -> Vault {
        let lines: [(roles: Set<Role>, organisation: String, site: String, name: String, release: ReleaseRule)] = [
            ([.approver, .custodian], "example", "tokyo", "佐藤　アリス", .open),
            ([.custodian], "example", "osaka", "Bob Example", .open),
            ([.custodian], "trustee", "fukuoka", "Carol Example", .held),
        ]
        let pairs = Array(zip(custodians, lines))
        return try Vault(
            network: .regtest, name: Identifier("cold"), version: 1, previous: nil, threshold: 2, scriptType: .p2wsh,
            cosigners: pairs.map { Cosigner(person: $0.id, release: $1.release, origin: $0.origin, xpub: $0.xpub) },
            people: pairs.map { party, line in
                Person(
                    id: party.id, roles: line.roles, identityKey: party.identityKey,
                    organisation: try Identifier(line.organisation), site: try Identifier(line.site),
                    device: try party.device, expiry: nil, name: try PersonName(line.name))
            },
            rules: VaultRules(
                maximumFee: Amount(sat: 1_000_000), maximumFeePercent: 2, maximumFeeRate: 200, confirmations: .all,
                orders: .optional),
            accepts: [.organisation(Identifier("example"))], policy: nil)
    }

    private static func acknowledgement(
        _ party: MadeParty, of vault: Document<Vault>
    ) throws -> Document<Acknowledgement> {
        try party.signed(
            Acknowledgement(
                network: vault.body.network, vault: vault.body.name, vaultVersion: vault.body.version,
                vaultHash: vault.digest, person: party.id, device: party.device,
                firstAddress: VaultAgreement.firstAddress(of: vault.body)))
    }

    /// Two coins of the vault, one payment and change, with everything that an honest coordinator writes.
    private static func psbt(_ vault: Vault) throws -> PSBT {
        let coins: [(position: ScriptPosition, sat: UInt64)] = [
            (ScriptPosition(branch: 0, index: 0), 200_000_000), (ScriptPosition(branch: 1, index: 5), 100_000_000),
        ]
        let payee = Script.p2wpkh(hash: [UInt8](repeating: 7, count: 20))
        let change = try vault.descriptor.script(at: ScriptPosition(branch: 1, index: 6))
        var builder = MadeSpending(descriptor: vault.descriptor)
        for coin in coins { try builder.addCoin(at: coin.position, Amount(sat: coin.sat)) }
        builder.pay(payee, try Amount(sat: 250_000_000))
        builder.keep(change, try Amount(sat: 49_990_000))
        return try builder.psbt(version: .v0)
    }

    private static func signatures(
        _ party: MadeParty, _ requests: [(digest: Bytes32, position: ScriptPosition)]
    ) throws -> [ECDSASignature] {
        try requests.map { try party.sign($0.digest, branch: $0.position.branch, index: $0.position.index) }
    }

    private static func statement(_ party: MadeParty, _ document: Document<CaseDocument>) throws -> CaseStatement {
        CaseStatement(of: document, person: party.id, device: try party.device)
    }

    private static func witness() throws -> MachineWitness {
        MachineWitness(
            journalSequence: 12, journalHead: hash(0x10),
            heads: [PeerHead(person: try Identifier("zed"), sequence: 4, hash: hash(0x11))], height: 900_000,
            date: try CalendarDate(year: 2026, month: 11, day: 21))
    }

    private static func share(
        _ party: MadeParty, of document: Document<CaseDocument>, _ kind: ReleaseRule,
        _ requests: [(digest: Bytes32, position: ScriptPosition)]
    ) throws -> Document<Share> {
        let salt = try party.salt(document.digest)
        let commitment = CaseCommitment.digest(
            network: document.body.network, salt: salt, signatures: try signatures(party, requests))
        return try party.signed(
            try Share(
                statement: statement(party, document), kind: kind, commitment: commitment,
                salt: kind == .open ? salt : nil, facts: hash(0x20), build: hash(0x21), machine: witness()))
    }

    private static func confirmation(
        _ party: MadeParty, of document: Document<CaseDocument>, seeing shares: [Document<Share>]
    ) throws -> Document<Confirmation> {
        try party.signed(
            try Confirmation(
                statement: statement(party, document), facts: hash(0x20), build: hash(0x21),
                shares: shares.map(\.digest), machine: witness()))
    }
}

/// Why the made vectors cannot be made.
enum MadeError: CodedError, Equatable {
    /// The made case has no facts.
    case noFacts

    var code: String { "vectors.no-facts" }
    var description: String { "the transaction gives no facts under this vault" }
}
