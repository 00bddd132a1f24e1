import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore
import TestSupport

/// A custodian with keys and a home that was made once; the words are public test data and never hold money.
final class Enrolment: Sendable {
    static let passphrase = "public test passphrase"
    static let network = Network.regtest

    private static let people = [
        ("alice", "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"),
        ("bob", "legal winner thank year wave sausage worth useful legal winner thank yellow"),
        ("carol", "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"),
        ("dave", "adapt blossom school alcohol coral light army gather adapt blossom school almost"),
        ("erin", "advice cage absurd amount doctor acoustic avoid letter advice cage absurd ankle"),
    ]

    private static let native = Result { try people.map { try Enrolment($0.0, words: $0.1, .p2wsh) } }
    private static let nested = Result { try people.map { try Enrolment($0.0, words: $0.1, .p2shP2wsh) } }

    /// The first `count` custodians.
    static func people(_ count: Int, _ scriptType: MultisigDescriptor.ScriptType) throws -> [Enrolment] {
        let all =
            switch scriptType {
            case .p2wsh: try native.get()
            case .p2shP2wsh: try nested.get()
            }
        return Array(all.prefix(count))
    }

    let person: Identifier
    let record: Document<KeyRecord>
    /// What lies in the home, by name.
    let files: [(name: String, bytes: [UInt8])]
    /// The keys, for what a corrupt custodian or a weakened machine does with them.
    let identity: IdentityKey
    let account: ExtendedPrivateKey
    private let journalKey: JournalKey

    private init(_ id: String, words: String, _ scriptType: MultisigDescriptor.ScriptType) throws {
        person = try Identifier(id)
        let folder = TemporaryFolder(inMemory: true)
        let home = folder.file("home")
        record = try KeysRestore(
            person: person, name: PersonName(id.capitalized), organisation: Identifier(id + "-ltd"),
            site: Identifier("site-" + id), device: Identifier("laptop-" + id), network: Self.network,
            scriptType: scriptType
        ).run(
            folder: home, sources: .init(words: .terminal, wordsPassphrase: nil, passphrase: .terminal),
            history: .neverUsed, terminal: Reader(secrets: [words, Self.passphrase, Self.passphrase]), cost: .forTests,
            at: Moment.now)
        files = try FileAccess.list(home).map { name in
            (name, try FileAccess.read(FileAccess.join(home, name), limit: 1 << 20))
        }
        let seed = try Mnemonic(parsing: SecretBytes(copying: Array(words.utf8))).seed(passphrase: nil)
        identity = try IdentityKey(seed: seed, network: Self.network, number: 0)
        journalKey = try JournalKey(seed: seed, network: Self.network, number: 0)
        guard let key = record.body.accountKey else { throw StageError.noAccountKey }
        account = try ExtendedPrivateKey(master: seed, network: Self.network).derived(key.origin.path)
    }

    /// The machine's name.
    var device: Identifier { record.body.device }

    /// A document in this person's name, or with this person's key in somebody else's.
    func sign<Body: DocumentBody>(_ body: Body, as person: Identifier? = nil) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(
            DocumentSignature(
                person: person ?? self.person, identityKey: identity.publicKey,
                signature: try identity.sign(document.digest)))
        return document
    }

    /// A home of its own for one schedule, in which the vault is registered.
    func makeHome(at path: String, in treasury: Treasury) throws {
        try FileAccess.makeDirectory(path)
        for file in files { try FileAccess.create(FileAccess.join(path, file.name), file.bytes) }
        let vaults = FileAccess.join(path, "vaults")
        try FileAccess.makeDirectory(vaults)
        let vault = treasury.document
        guard let own = treasury.acknowledgements.first(where: { $0.body.person == person }) else {
            throw StageError.noAcknowledgement
        }
        try FileAccess.create(FileAccess.join(vaults, "\(vault.body.name).acknowledgement"), own.encoded)
        try FileAccess.create(FileAccess.join(vaults, "\(vault.body.name).vault"), vault.encoded)
        var journal = try SignerJournal(opening: FileAccess.join(path, "journal"))
        let event = JournalEvent.VaultRegistered(
            name: vault.body.name, version: vault.body.version, digest: vault.digest)
        let entry = try journal.append(.vaultRegistered(event), at: Moment.now, sealedBy: journalKey)
        let code = try identity.mac(Array("rensho/vault-binding/v1".utf8) + vault.digest.bytes + entry.hash.bytes)
        try FileAccess.create(
            FileAccess.join(vaults, "\(vault.body.name).binding"), Array("\(code.hex)\n".utf8))
    }
}

/// The moment at which everything happens.
enum Moment {
    static var now: UTCTime {
        get throws { try UTCTime(parsing: "2026-11-21T09:30:00Z") }
    }
}

/// The stage itself is not as it should be.
enum StageError: Error {
    case noAccountKey
    case noAcknowledgement
    case noFacts
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
