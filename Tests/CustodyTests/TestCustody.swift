import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// The vault, the case and the answers of the tests: three custodians of the sample in `Vectors`, and two others.
struct TestCustody: Sendable {
    static let shared = Result { try TestCustody() }

    let alice: Party
    let bob: Party
    let carol: Party
    let dave: Party

    init() throws {
        alice = try Party(
            "alice",
            words: "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about")
        bob = try Party("bob", words: "legal winner thank year wave sausage worth useful legal winner thank yellow")
        carol = try Party(
            "carol", words: "letter advice cage absurd amount doctor acoustic avoid letter advice cage above")
        dave = try Party("dave", words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")
    }

    var custodians: [Party] { [alice, bob, carol] }

    static let rules = VaultRules(
        maximumFee: sat(1_000_000), maximumFeePercent: 2, maximumFeeRate: 200, confirmations: .all,
        orders: .optional)

    static func sat(_ value: UInt64) -> Amount {
        guard let amount = try? Amount(sat: value) else { return .zero }
        return amount
    }

    static func hash(_ byte: UInt8) -> Bytes32 {
        Bytes32(bigEndianWords: (0, 0, 0, UInt64(byte)))
    }

    /// Everything that makes the vault, for a test to change.
    struct VaultParts {
        var network = Network.regtest
        var name = "cold"
        var version: UInt32 = 1
        var previous: Bytes32?
        var threshold = 2
        var scriptType = MultisigDescriptor.ScriptType.p2wsh
        var cosigners: [Cosigner]
        var people: [Person]
        var destinations: [Destination] = []
        var rules = TestCustody.rules
        /// What the vault states; `nil` for exactly what it needs.
        var accepts: [VaultException]?
        var policy: Bytes32?

        func vault() throws(VaultError) -> Vault {
            guard let name = try? Identifier(name) else { preconditionFailure("a constant identifier") }
            return try Vault(
                network: network, name: name, version: version, previous: previous, threshold: threshold,
                scriptType: scriptType, cosigners: cosigners, people: people, destinations: destinations, rules: rules,
                accepts: accepts
                    ?? VaultException.needed(threshold: threshold, cosigners: cosigners, people: people),
                policy: policy)
        }
    }

    func vaultParts() throws -> VaultParts {
        VaultParts(
            cosigners: custodians.map { $0.cosigner() }, people: try custodians.map { try $0.person() })
    }

    /// The master key of BIP-32's first test vector, as somebody could paste it.
    func privateKeyText() -> String {
        "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m"
    }

    func vault() throws -> Document<Vault> { Document(body: try vaultParts().vault()) }

    func acknowledgement(_ party: Party, of vault: Document<Vault>) throws -> Document<Acknowledgement> {
        try party.signed(
            Document(
                body: Acknowledgement(
                    network: vault.body.network, vault: vault.body.name, vaultVersion: vault.body.version,
                    vaultHash: vault.digest, person: party.id, device: party.device,
                    firstAddress: VaultAgreement.firstAddress(of: vault.body))))
    }

    func agreement(_ vault: Document<Vault>? = nil) throws -> VaultAgreement {
        let vault = try vault ?? self.vault()
        let acknowledgements = try custodians.map { try acknowledgement($0, of: vault) }
        return try VaultAgreement(vault: vault, acknowledgements: acknowledgements)
    }

    /// Everything that makes the case, for a test to change.
    struct CaseParts {
        var vault: Document<Vault>
        var drill = false
        var caseID: String = "00112233445566778899aabbccddeeff"
        var replaces: String?
        var reason: String?
        var kind = CaseKind.payment
        var orders: [Bytes32] = []
        var approvals: [Bytes32] = []
        var notBefore: ValidityBound?
        var notAfter: ValidityBound?
        var inputs: [CaseInput]
        var outputs: [CaseOutput]
        var fee = TestCustody.sat(10_000)

        func header() throws -> CaseHeader {
            try CaseHeader(
                drill: drill, caseID: CaseID(documentText: caseID),
                replaces: replaces.map { try CaseID(documentText: $0) },
                reason: reason.map { try ReplacementReason($0) }, kind: kind, orders: orders, approvals: approvals,
                notBefore: notBefore, notAfter: notAfter)
        }

        func document() throws -> Document<CaseDocument> {
            Document(
                body: try CaseDocument(
                    vault: vault, header: header(), txid: Txid(TestCustody.hash(0xaa)),
                    unsignedTransaction: TestCustody.hash(0xbb), inputs: inputs, outputs: outputs, fee: fee))
        }
    }

    func caseParts(_ vault: Document<Vault>? = nil) throws -> CaseParts {
        let vault = try vault ?? self.vault()
        let receive = try vault.body.descriptor.script(at: ScriptPosition(branch: 0, index: 0)).scriptPubKey
        let change = try vault.body.descriptor.script(at: ScriptPosition(branch: 1, index: 5)).scriptPubKey
        let payee = Script.p2wpkh(hash: [UInt8](repeating: 7, count: 20))
        return CaseParts(
            vault: vault,
            inputs: [
                CaseInput(
                    outPoint: OutPoint(txid: Txid(Self.hash(1)), vout: 0), amount: Self.sat(200_000_000),
                    scriptPubKey: receive),
                CaseInput(
                    outPoint: OutPoint(txid: Txid(Self.hash(2)), vout: 3), amount: Self.sat(100_000_000),
                    scriptPubKey: change),
            ],
            outputs: [
                CaseOutput(amount: Self.sat(250_000_000), scriptPubKey: payee, role: .external(nil)),
                CaseOutput(
                    amount: Self.sat(49_990_000), scriptPubKey: change,
                    role: .change(ScriptPosition(branch: 1, index: 5))),
            ])
    }

    func agreedCase(_ agreement: VaultAgreement? = nil) throws -> AgreedCase {
        let agreement = try agreement ?? self.agreement()
        return try AgreedCase(caseParts(agreement.document).document(), under: agreement)
    }

    func witness() throws -> MachineWitness {
        MachineWitness(
            journalSequence: 12, journalHead: Self.hash(0x10),
            heads: [PeerHead(person: try Identifier("zed"), sequence: 4, hash: Self.hash(0x11))], height: 900_000,
            date: try CalendarDate(year: 2026, month: 11, day: 21))
    }

    func share(
        _ party: Party, of document: Document<CaseDocument>, kind: ReleaseRule = .open,
        change: (CaseStatement) throws -> CaseStatement = { $0 }
    ) throws -> Document<Share> {
        let salt = try party.mac(document.digest)
        let statement = try change(CaseStatement(of: document, person: party.id, device: party.device))
        let signatures = try [party.sign(Self.hash(1)), party.sign(Self.hash(2))]
        return try party.signed(
            Document(
                body: Share(
                    statement: statement, kind: kind,
                    commitment: CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures),
                    salt: kind == .open ? salt : nil, facts: Self.hash(0x20), build: Self.hash(0x21),
                    machine: witness())))
    }

    func confirmation(
        _ party: Party, of document: Document<CaseDocument>, seeing shares: [Document<Share>],
        change: (CaseStatement) throws -> CaseStatement = { $0 }
    ) throws -> Document<Confirmation> {
        let statement = try change(CaseStatement(of: document, person: party.id, device: party.device))
        return try party.signed(
            Document(
                body: Confirmation(
                    statement: statement, facts: Self.hash(0x20), build: Self.hash(0x21),
                    shares: shares.map(\.digest), machine: witness())))
    }

    func release(
        _ party: Party, of document: Document<CaseDocument>, seeing confirmations: [Document<Custody.Confirmation>],
        salt: Bytes32? = nil, change: (CaseStatement) throws -> CaseStatement = { $0 }
    ) throws -> Document<Release> {
        let statement = try change(CaseStatement(of: document, person: party.id, device: party.device))
        return try party.signed(
            Document(
                body: Release(
                    statement: statement, salt: salt ?? party.mac(document.digest),
                    confirmations: confirmations.map(\.digest), build: Self.hash(0x21), machine: witness())))
    }

    func refusal(
        _ party: Party, of document: Document<CaseDocument>,
        change: (CaseStatement) throws -> CaseStatement = { $0 }
    ) throws -> Document<Refusal> {
        let statement = try change(CaseStatement(of: document, person: party.id, device: party.device))
        return try party.signed(
            Document(
                body: Refusal(
                    statement: statement, reason: RefusalReason("宛先が注文書と違います"), build: Self.hash(0x21),
                    journalSequence: 12, journalHead: Self.hash(0x10),
                    date: CalendarDate(year: 2026, month: 11, day: 21))))
    }
}

extension CaseStatement {
    /// The same statement with some values changed.
    func with(
        network: Network? = nil, caseID: CaseID? = nil, caseDigest: Bytes32? = nil, vaultHash: Bytes32? = nil,
        person: Identifier? = nil, device: Identifier? = nil
    ) -> CaseStatement {
        CaseStatement(
            network: network ?? self.network, caseID: caseID ?? self.caseID,
            caseDigest: caseDigest ?? self.caseDigest, vaultHash: vaultHash ?? self.vaultHash,
            person: person ?? self.person, device: device ?? self.device)
    }
}
