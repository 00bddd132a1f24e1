import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Review
import TestSupport

/// A proposed case of test custodians with everything that they could answer.
struct CaseMaker {
    let fixture: FixtureCase
    let agreement: VaultAgreement
    let proposal: PSBTFile
    let document: Document<CaseDocument>
    private let opened: CaseState

    init(_ fixture: FixtureCase) throws {
        self.fixture = fixture
        agreement = try fixture.vault.agreement()
        proposal = PSBTFile(psbt: try fixture.proposal(), encoding: .binary)
        opened = try CaseState(opening: proposal, under: agreement)
        document = opened.agreedCase.document
    }

    /// The standard case, made once for all tests that only look at it.
    static let standard = Result { try CaseMaker() }
    /// The standard case in version 2.
    static let standardV2 = Result { try CaseMaker(version: .v2) }

    /// The standard case of a version.
    static func standard(_ version: PSBTVersion) throws -> CaseMaker {
        try (version == .v0 ? standard : standardV2).get()
    }

    /// The standard 2-of-3 case; `change` edits it.
    init(version: PSBTVersion = .v0, _ change: (inout FixtureCase) throws -> Void = { _ in }) throws {
        var fixture = try FixtureCase(FixtureVault())
        fixture.version = version
        try change(&fixture)
        try self.init(fixture)
    }

    /// The case as the coordinator opens it.
    func state() throws -> CaseState { opened }

    var cosigners: [FixtureCosigner] { fixture.vault.cosigners }

    /// The proposal with one cosigner's signatures, without a share.
    func signed(by cosigner: Int) throws -> PSBT {
        var psbt = proposal.psbt
        try fixture.sign(&psbt, by: cosigner)
        return psbt
    }

    /// One cosigner's signatures in input order.
    func signatures(by cosigner: Int) throws -> [ECDSASignature] {
        let facts = try state().facts
        let psbt = try signed(by: cosigner)
        return try facts.inputs.map { input in
            let key = input.script.keys.first { $0.keyIndex == cosigner }
            let partial = psbt.inputs[input.index].partialSigs.first { $0.publicKey == key?.publicKey.encoded }
            guard let partial else { throw MakerError.noSignature }
            return try ECDSASignature(strictDER: partial.signature.dropLast())
        }
    }

    /// One cosigner's share; `change` may give it other facts, salt or commitment.
    func share(
        by cosigner: Int, facts: Bytes32? = nil, commitment: Bytes32? = nil, journal: UInt64 = 1
    ) throws -> Document<Share> {
        let salt = SHA256.hash([UInt8(cosigner), 0x5a])
        let stated = try CaseCommitment.digest(
            network: agreement.vault.network, salt: salt, signatures: signatures(by: cosigner))
        let body = try Share(
            statement: statement(cosigner), kind: .open, commitment: commitment ?? stated, salt: salt,
            facts: facts ?? opened.factsHash(), build: SHA256.hash([1]),
            machine: MachineWitness(journalSequence: journal, journalHead: SHA256.hash([2])))
        return try sign(body, by: cosigner)
    }

    /// What a signer's program writes: signatures and share in one PSBT.
    func answer(by cosigner: Int) throws -> PSBT {
        try attaching(to: signed(by: cosigner)) { $0.shares = [try share(by: cosigner)] }
    }

    /// One custodian's confirmation that names these shares.
    func confirmation(
        by cosigner: Int, of signers: [Int], shares: [Bytes32]? = nil
    ) throws -> Document<Confirmation> {
        let body = try Confirmation(
            statement: statement(cosigner), facts: opened.factsHash(), build: SHA256.hash([1]),
            shares: try shares ?? signers.map { try share(by: $0).digest },
            machine: MachineWitness(journalSequence: 2, journalHead: SHA256.hash([3])))
        return try sign(body, by: cosigner)
    }

    /// One custodian's refusal.
    func refusal(by cosigner: Int) throws -> Document<Refusal> {
        let body = Refusal(
            statement: try statement(cosigner), reason: try RefusalReason("not ordered"), build: SHA256.hash([1]),
            journalSequence: 2, journalHead: SHA256.hash([4]), date: nil)
        return try sign(body, by: cosigner)
    }

    func statement(_ cosigner: Int) throws -> CaseStatement {
        let person = try cosigners[cosigner].person
        return CaseStatement(
            of: document, person: person, device: try FixtureVault.device(of: person))
    }

    func sign<Body: DocumentBody>(_ body: Body, by cosigner: Int) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(try cosigners[cosigner].signature(over: document.digest))
        return document
    }

    func attaching(to psbt: PSBT, _ change: (inout ProposalAttachments) throws -> Void) throws -> PSBT {
        var psbt = psbt
        var attachments = try ProposalFields.read(from: psbt)
        try change(&attachments)
        try ProposalFields.attach(attachments, to: &psbt)
        return psbt
    }

    /// A case with the answers of the given signers and the confirmations of the given custodians.
    func collected(signers: [Int], confirmers: [Int] = []) throws -> CaseState {
        var state = try state()
        for signer in signers { _ = try state.collect(try CollectedFile(try answer(by: signer).encoded())) }
        for confirmer in confirmers {
            _ = try state.collect(try CollectedFile(try confirmation(by: confirmer, of: signers).encoded))
        }
        return state
    }
}

enum MakerError: Error {
    case noSignature
}

extension CaseState {
    /// Collects a PSBT.
    mutating func collect(_ psbt: PSBT) throws -> CollectReport { try collect(try CollectedFile(psbt.encoded())) }
}
