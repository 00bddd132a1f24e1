import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import GRDB
import TestSupport

/// A store in a folder of its own, with a vault that everybody acknowledged.
struct StoreMaker: ~Copyable {
    static let now = Timestamp(seconds: 1_795_219_200)

    let folder: TemporaryFolder
    let path: String
    let store: Store
    let vault: FixtureVault

    private init(folder: consuming TemporaryFolder, path: String, store: Store, vault: FixtureVault) {
        self.folder = folder
        self.path = path
        self.store = store
        self.vault = vault
    }

    static func make(over other: FixtureVault? = nil) throws -> StoreMaker {
        let vault = try other ?? FixtureVault.standard.get()
        let folder = TemporaryFolder()
        let path = folder.file("coordinator.sqlite")
        let store = try Store.create(at: path, network: .regtest, now: now)
        _ = try store.add(vault.document, now: now)
        for acknowledgement in vault.acknowledgements { _ = try store.add(acknowledgement, now: now) }
        return StoreMaker(folder: folder, path: path, store: store, vault: vault)
    }

    /// A second connection to the same file, as another program has it.
    func another() throws -> Store { try Store(opening: path) }

    /// The file read and written past the store.
    func raw<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try DatabaseQueue(path: path).write(body)
    }

    /// The coins of a fixture case, proven.
    func coins(_ fixture: FixtureCase) throws -> [ProvenCoin] {
        try fixture.coins.indices.map { place in
            let previous = try fixture.previousTransaction(place)
            guard let script = fixture.coins[place].derived else { throw StoreMakerError.foreignCoin }
            return try CoinBook.prove(
                OutPoint(txid: previous.txid, vout: 1), previousTransaction: previous, script: script, confirmations: 6,
                label: "")
        }
    }

    /// The case that a fixture makes.
    func state(_ fixture: FixtureCase) throws -> CaseState {
        try CaseState(
            opening: PSBTFile(psbt: try fixture.proposal(), encoding: .binary), under: try vault.agreement())
    }

    /// A case of its own id, opened in the store.
    func opened(_ number: UInt8 = 1, _ change: (inout FixtureCase) throws -> Void = { _ in }) throws -> FixtureCase {
        let fixture = try fixture(number, change)
        _ = try store.open(try state(fixture), now: Self.now)
        return fixture
    }

    func fixture(
        _ number: UInt8 = 1, _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> FixtureCase {
        var fixture = try FixtureCase(vault)
        fixture.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(number))
        try change(&fixture)
        return fixture
    }

    /// The proposal with one cosigner's signatures and share.
    func answer(_ fixture: FixtureCase, by cosigner: Int, journal: UInt64 = 1) throws -> PSBT {
        var psbt = try fixture.proposal()
        try fixture.sign(&psbt, by: cosigner)
        var attachments = try ProposalFields.read(from: psbt)
        attachments.shares = [try share(fixture, psbt, by: cosigner, journal: journal)]
        try ProposalFields.attach(attachments, to: &psbt)
        return psbt
    }

    func collect(_ bytes: [UInt8], as name: String = "file") throws -> Collection {
        try store.collect(ReceivedFile(name: name, bytes: bytes), now: Self.now)
    }

    func confirmation(_ fixture: FixtureCase, by cosigner: Int, of signers: [Int]) throws -> Document<Confirmation> {
        let state = try state(fixture)
        let body = try Confirmation(
            statement: statement(state, cosigner), facts: state.factsHash(), build: SHA256.hash([1]),
            shares: try signers.map { signer in
                var psbt = try fixture.proposal()
                try fixture.sign(&psbt, by: signer)
                return try share(fixture, psbt, by: signer).digest
            },
            machine: MachineWitness(journalSequence: 2, journalHead: SHA256.hash([3])))
        return try sign(body, by: cosigner)
    }

    func refusal(_ fixture: FixtureCase, by cosigner: Int) throws -> Document<Refusal> {
        let body = Refusal(
            statement: try statement(try state(fixture), cosigner), reason: try RefusalReason("not ordered"),
            build: SHA256.hash([1]), journalSequence: 2, journalHead: SHA256.hash([4]), date: nil)
        return try sign(body, by: cosigner)
    }

    private func share(
        _ fixture: FixtureCase, _ psbt: PSBT, by cosigner: Int, journal: UInt64 = 1
    ) throws -> Document<Share> {
        let state = try state(fixture)
        let signatures = try psbt.inputs.map { input in
            try ECDSASignature(strictDER: (input.partialSigs.first?.signature ?? []).dropLast())
        }
        let salt = SHA256.hash([UInt8(cosigner)])
        let body = try Share(
            statement: statement(state, cosigner), kind: .open,
            commitment: CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures), salt: salt,
            facts: state.factsHash(), build: SHA256.hash([1]),
            machine: MachineWitness(journalSequence: journal, journalHead: SHA256.hash([2])))
        return try sign(body, by: cosigner)
    }

    private func statement(_ state: CaseState, _ cosigner: Int) throws -> CaseStatement {
        let person = try vault.cosigners[cosigner].person
        return CaseStatement(
            of: state.agreedCase.document, person: person, device: try FixtureVault.device(of: person))
    }

    private func sign<Body: DocumentBody>(_ body: Body, by cosigner: Int) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(try vault.cosigners[cosigner].signature(over: document.digest))
        return document
    }
}

enum StoreMakerError: Error {
    case foreignCoin
}
