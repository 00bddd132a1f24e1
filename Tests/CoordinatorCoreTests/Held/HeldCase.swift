import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Review
import TestSupport

/// A case of a vault with held release, with everything that its custodians' machines would write.
///
/// The signatures are made once: a machine makes the same ones whenever it is asked.
struct HeldCase {
    let fixture: FixtureCase
    let agreement: VaultAgreement
    let proposal: PSBTFile
    let factsHash: Bytes32
    private let signed: [PSBT]

    /// A case under a vault of these options; `change` edits it.
    init(
        version: PSBTVersion = .v0, _ options: (inout FixtureVault.Options) -> Void = { _ in },
        change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws {
        var fixture = try FixtureCase(
            FixtureVault {
                $0.release = [.held]
                options(&$0)
            })
        fixture.version = version
        try change(&fixture)
        self.fixture = fixture
        agreement = try fixture.vault.agreement()
        let psbt = try fixture.proposal()
        proposal = PSBTFile(psbt: psbt, encoding: .binary)
        signed = try fixture.vault.cosigners.indices.map { cosigner in
            var answer = psbt
            try fixture.sign(&answer, by: cosigner)
            return answer
        }
        factsHash = try CaseState(opening: proposal, under: agreement).review().factsHash
    }

    var cosigners: [FixtureCosigner] { fixture.vault.cosigners }

    func person(_ cosigner: Int) throws -> Identifier { try cosigners[cosigner].person }

    func state() throws -> CaseState { try CaseState(opening: proposal, under: agreement) }

    /// The proposal with the plain signatures of one cosigner, as any other wallet would make them.
    func raw(_ cosigner: Int) -> PSBT { signed[cosigner] }

    func signatures(_ cosigner: Int) throws -> [ECDSASignature] {
        let psbt = signed[cosigner]
        return try psbt.inputs.map { input in
            guard let partial = input.partialSigs.first else { throw FixtureError.noFacts }
            return try ECDSASignature(strictDER: partial.signature.dropLast())
        }
    }

    func salt(_ cosigner: Int) -> Bytes32 { SHA256.hash([UInt8(cosigner), 0x5a]) }

    /// The share that the vault's rule asks of this cosigner.
    func share(_ cosigner: Int, commitment: Bytes32? = nil) throws -> Document<Share> {
        let kind = agreement.vault.cosigners[cosigner].release
        let stated = try CaseCommitment.digest(
            network: agreement.vault.network, salt: salt(cosigner), signatures: signatures(cosigner))
        let body = try Share(
            statement: statement(cosigner), kind: kind, commitment: commitment ?? stated,
            salt: kind == .open ? salt(cosigner) : nil, facts: factsHash, build: SHA256.hash([1]),
            machine: witness(cosigner, 1))
        return try sign(body, by: cosigner)
    }

    func confirmation(_ cosigner: Int, of signers: [Int]) throws -> Document<Confirmation> {
        let body = try Confirmation(
            statement: statement(cosigner), facts: factsHash, build: SHA256.hash([1]),
            shares: try signers.map { try share($0).digest }, machine: witness(cosigner, 2))
        return try sign(body, by: cosigner)
    }

    func release(_ cosigner: Int, salt other: Bytes32? = nil) throws -> Document<Release> {
        let body = try Release(
            statement: statement(cosigner), salt: other ?? salt(cosigner), confirmations: [], build: SHA256.hash([1]),
            machine: witness(cosigner, 3))
        return try sign(body, by: cosigner)
    }

    func refusal(_ cosigner: Int) throws -> Document<Refusal> {
        try sign(
            Refusal(
                statement: statement(cosigner), reason: RefusalReason("not ordered"), build: SHA256.hash([1]),
                journalSequence: 2, journalHead: SHA256.hash([4]), date: nil), by: cosigner)
    }

    /// What `rensho-signer release` writes: the signatures with the release.
    func released(_ cosigner: Int, salt: Bytes32? = nil) throws -> PSBT {
        try attaching(to: raw(cosigner)) { $0.releases = [try release(cosigner, salt: salt)] }
    }

    /// What the custodian gives in look 1: a detached share, or signatures and share in one PSBT when his are open.
    func answer(_ cosigner: Int) throws -> [UInt8] {
        guard agreement.vault.cosigners[cosigner].release == .open else { return try share(cosigner).encoded }
        return try attaching(to: raw(cosigner)) { $0.shares = [try share(cosigner)] }.encoded()
    }

    func attaching(to psbt: PSBT, _ change: (inout ProposalAttachments) throws -> Void) throws -> PSBT {
        var psbt = psbt
        var attachments = try ProposalFields.read(from: psbt)
        try change(&attachments)
        try ProposalFields.attach(attachments, to: &psbt)
        return psbt
    }

    func statement(_ cosigner: Int, as name: String? = nil) throws -> CaseStatement {
        let person = try name.map { try Identifier($0) } ?? cosigners[cosigner].person
        return CaseStatement(
            of: try fixture.caseDocument(), person: person, device: try FixtureVault.device(of: person))
    }

    func witness(_ cosigner: Int, _ sequence: UInt64) -> MachineWitness {
        MachineWitness(journalSequence: sequence, journalHead: SHA256.hash([UInt8(cosigner), UInt8(sequence)]))
    }

    func sign<Body: DocumentBody>(_ body: Body, by cosigner: Int) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(try cosigners[cosigner].signature(over: document.digest))
        return document
    }

    /// The case after these people signed, confirmed and released.
    func collected(signers: [Int], confirmers: [Int] = [], releasers: [Int] = []) throws -> CaseState {
        var state = try state()
        for signer in signers { _ = try state.take(answer(signer)) }
        for confirmer in confirmers { _ = try state.take(confirmation(confirmer, of: signers).encoded) }
        for releaser in releasers { _ = try state.take(released(releaser).encoded()) }
        return state
    }
}

extension CaseState {
    /// Collects the bytes of a file.
    mutating func take(_ bytes: [UInt8]) throws -> CollectReport { try collect(try CollectedFile(bytes)) }
}
