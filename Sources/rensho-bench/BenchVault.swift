import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import SecretKeys

/// The 2-of-3 vault that every workload belongs to: its keys are published here, so nothing may ever be paid to it.
struct BenchVault: ~Copyable {
    /// The vault with everybody's acknowledgement.
    let agreement: VaultAgreement

    /// The account keys of the cosigners in the vault's order.
    let first: ExtendedPrivateKey
    let second: ExtendedPrivateKey
    let third: ExtendedPrivateKey

    /// The network of the workloads.
    static let network = Network.regtest

    private static let names = ["alice", "bob", "carol"]

    /// Derives the same keys in every run.
    init() throws {
        let path = try DerivationPath(parsing: "48h/1h/0h/2h")
        var cosigners: [Cosigner] = []
        var people: [Person] = []
        for name in Self.names {
            let seed = try Self.seed(of: name)
            let master = try ExtendedPrivateKey(master: seed, network: Self.network)
            let account = try master.derived(path)
            let person = try Identifier(name)
            cosigners.append(
                Cosigner(
                    person: person, release: .open, origin: KeyOrigin(fingerprint: master.fingerprint, path: path),
                    xpub: try account.extendedPublicKey()))
            people.append(
                Person(
                    id: person, roles: [.custodian],
                    identityKey: try IdentityKey(seed: seed, network: Self.network, number: 0).publicKey,
                    organisation: try Identifier("bench"), site: try Identifier("site-\(name)"),
                    device: try Identifier("device-\(name)"), expiry: nil, name: try PersonName(name)))
        }
        let rules = VaultRules(
            maximumFee: try Amount(sat: Amount.satPerBitcoin), maximumFeePercent: 100, maximumFeeRate: 1_000,
            confirmations: .all, orders: .optional)
        let vault = try Vault(
            network: Self.network, name: try Identifier("bench"), version: 1, previous: nil, threshold: 2,
            scriptType: .p2wsh, cosigners: cosigners, people: people, rules: rules,
            accepts: VaultException.needed(threshold: 2, cosigners: cosigners, people: people), policy: nil)
        let document = Document(body: vault)
        self.init(
            agreement: try VaultAgreement(vault: document, acknowledgements: try Self.acknowledgements(of: document)),
            first: try Self.account(of: Self.names[0], path), second: try Self.account(of: Self.names[1], path),
            third: try Self.account(of: Self.names[2], path))
    }

    private init(
        agreement: VaultAgreement, first: consuming ExtendedPrivateKey, second: consuming ExtendedPrivateKey,
        third: consuming ExtendedPrivateKey
    ) {
        self.agreement = agreement
        self.first = first
        self.second = second
        self.third = third
    }

    /// A document that one of the cosigners signs, by his place in the vault.
    static func signed<Body: DocumentBody>(_ body: Body, by place: Int) throws -> Document<Body> {
        let name = names[place]
        let key = try IdentityKey(seed: try seed(of: name), network: network, number: 0)
        var document = Document(body: body)
        document.add(
            DocumentSignature(
                person: try Identifier(name), identityKey: key.publicKey, signature: try key.sign(document.digest)))
        return document
    }

    private static func acknowledgements(of vault: Document<Vault>) throws -> [Document<Acknowledgement>] {
        let address = try VaultAgreement.firstAddress(of: vault.body)
        return try names.map { name in
            let key = try IdentityKey(seed: try seed(of: name), network: network, number: 0)
            let person = try Identifier(name)
            var document = Document(
                body: Acknowledgement(
                    network: network, vault: vault.body.name, vaultVersion: vault.body.version,
                    vaultHash: vault.digest, person: person, device: try Identifier("device-\(name)"),
                    firstAddress: address))
            document.add(
                DocumentSignature(
                    person: person, identityKey: key.publicKey, signature: try key.sign(document.digest)))
            return document
        }
    }

    private static func account(of name: String, _ path: DerivationPath) throws -> ExtendedPrivateKey {
        try ExtendedPrivateKey(master: try seed(of: name), network: network).derived(path)
    }

    private static func seed(of name: String) throws -> Seed {
        try Seed(SecretBytes(copying: SHA512.hash(Array("rensho-bench \(name)".utf8))))
    }
}
