import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Synchronization
import TestSupport

/// A vault with everybody's acknowledgement, and the coins that it has.
struct Treasury: Sendable {
    /// What may differ between vaults.
    struct Terms: Hashable, Sendable {
        var threshold = 2
        var count = 3
        var scriptType: MultisigDescriptor.ScriptType = .p2wsh
        var confirmations: ConfirmationRule = .all
        /// The release rule of each cosigner.
        var release: [ReleaseRule] = [.held, .held, .held]
        var name = "treasury"
    }

    let terms: Terms
    let people: [Enrolment]
    let document: Document<Vault>
    let acknowledgements: [Document<Acknowledgement>]
    let chain: Chain

    init(_ terms: Terms) throws {
        let people = try Enrolment.people(terms.count, terms.scriptType)
        let document = Document(body: try Self.vault(terms, people))
        let firstAddress = try VaultAgreement.firstAddress(of: document.body)
        self.terms = terms
        self.people = people
        self.document = document
        acknowledgements = try people.map { person in
            try person.sign(
                Acknowledgement(
                    network: document.body.network, vault: document.body.name, vaultVersion: document.body.version,
                    vaultHash: document.digest, person: person.person, device: person.device,
                    firstAddress: firstAddress))
        }
        chain = try Chain.of(terms, document.body.descriptor)
    }

    var view: RegisteredVaultView { RegisteredVaultView(document) }

    func agreement() throws -> VaultAgreement {
        try VaultAgreement(vault: document, acknowledgements: acknowledgements)
    }

    private static func vault(_ terms: Terms, _ people: [Enrolment]) throws -> Vault {
        var cosigners: [Cosigner] = []
        var listed: [Person] = []
        for (place, record) in people.map(\.record.body).enumerated() {
            guard let account = record.accountKey else { throw StageError.noAccountKey }
            cosigners.append(
                Cosigner(
                    person: record.person, release: terms.release[place % terms.release.count],
                    origin: account.origin, xpub: account.xpub))
            listed.append(
                Person(
                    id: record.person, roles: [.custodian], identityKey: record.identityKey,
                    organisation: record.organisation, site: record.site, device: record.device, expiry: nil,
                    name: record.name))
        }
        return try Vault(
            network: Enrolment.network, name: Identifier(terms.name), version: 1, previous: nil,
            threshold: terms.threshold, scriptType: terms.scriptType, cosigners: cosigners, people: listed,
            rules: VaultRules(
                maximumFee: Amount(sat: 100_000), maximumFeePercent: 5, maximumFeeRate: 100,
                confirmations: terms.confirmations, orders: .optional),
            accepts: VaultException.needed(threshold: terms.threshold, cosigners: cosigners, people: listed),
            policy: nil)
    }
}

/// The coins of a set of keys and the scripts that are theirs: what the checker knows without the product's search.
struct Chain: Sendable {
    struct Coin: Sendable {
        let funding: Transaction
        let script: DerivedScript
        let output: TxOut

        var outpoint: OutPoint { OutPoint(txid: funding.txid, vout: 1) }
    }

    static let coinAmount: UInt64 = 100_000_000
    private static let coinCount: UInt32 = 6
    private static let changeCount: UInt32 = 3
    private static let known = Mutex<[Treasury.Terms: Chain]>([:])

    let coins: [Coin]
    let change: [DerivedScript]
    let byOutpoint: [OutPoint: Coin]
    /// Every script of the vault that a schedule uses.
    let own: Set<Script>

    /// Derived once for each set of keys.
    static func of(_ terms: Treasury.Terms, _ descriptor: MultisigDescriptor) throws -> Chain {
        var keys = Treasury.Terms()
        keys.threshold = terms.threshold
        keys.count = terms.count
        keys.scriptType = terms.scriptType
        if let known = known.withLock({ $0[keys] }) { return known }
        let made = try Chain(descriptor)
        known.withLock { $0[keys] = made }
        return made
    }

    private init(_ descriptor: MultisigDescriptor) throws {
        coins = try (0..<Self.coinCount).map { number in
            let script = try descriptor.script(at: ScriptPosition(branch: 0, index: number))
            let origin = OutPoint(txid: Txid(SHA256.hash([UInt8(number)])), vout: 0)
            let output = TxOut(amount: try Amount(sat: Self.coinAmount), scriptPubKey: script.scriptPubKey)
            let other = TxOut(amount: try Amount(sat: 12_345), scriptPubKey: try FixtureCase.stranger(99))
            return Coin(
                funding: Transaction(
                    version: 2, inputs: [TxIn(previousOutput: origin, sequence: .replaceable)],
                    outputs: [other, output], lockTime: .unlocked),
                script: script, output: output)
        }
        change = try (0..<Self.changeCount).map {
            try descriptor.script(at: ScriptPosition(branch: 1, index: $0))
        }
        byOutpoint = Dictionary(coins.map { ($0.outpoint, $0) }, uniquingKeysWith: { first, _ in first })
        own = Set(coins.map(\.script.scriptPubKey) + change.map(\.scriptPubKey))
    }
}
