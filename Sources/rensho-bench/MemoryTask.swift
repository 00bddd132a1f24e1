import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// What a program does from its start to its end, measured for the most memory that it takes.
enum MemoryTask: String, CaseIterable, Sendable {
    /// Reads the proposal.
    case read
    /// Reads the proposal, establishes its facts, signs and writes.
    case sign
    /// Opens the case and collects two cosigners' files.
    case collect
    /// Reads the proposal and two cosigners' files, combines, finalises, extracts and writes.
    case assemble

    /// The size of the files that are in memory at the same time: collecting takes one after the other.
    func fileBytes(of fixture: Fixture) -> Int {
        switch self {
        case .read, .sign: fixture.fileV0.count
        case .collect: fixture.fileV0.count + (fixture.signedFiles.map(\.count).max() ?? 0)
        case .assemble: fixture.signedFiles.reduce(fixture.fileV0.count) { $0 + $1.count }
        }
    }

    /// Does it once with the files of a folder.
    func run(with files: BenchFolder, vault: borrowing BenchVault) throws {
        switch self {
        case .read: _ = try files.proposal()
        case .sign: try Self.sign(files, vault)
        case .collect: try Self.collect(files, vault)
        case .assemble: try Self.assemble(files)
        }
    }

    private static func sign(_ files: BenchFolder, _ vault: borrowing BenchVault) throws {
        let psbt = try files.proposal()
        let attachments = try ProposalFields.read(from: psbt)
        let examination = CaseExamination(
            psbt: psbt, vault: RegisteredVaultView(vault.agreement), header: attachments.caseDocument?.body.header)
        guard let facts = examination.facts else { throw BenchError.unsound }
        let requests = try Fixture.requests(facts, account: try vault.first.extendedPublicKey())
        let signed = try Fixture.sign(psbt, facts, requests, account: vault.first)
        try files.write(PSBTFile(psbt: signed, encoding: .binary).fileBytes())
    }

    private static func collect(_ files: BenchFolder, _ vault: borrowing BenchVault) throws {
        let proposal = PSBTFile(psbt: try files.proposal(), encoding: .binary)
        var state = try CaseState(opening: proposal, under: vault.agreement)
        for index in 0..<2 { _ = try state.collect(try CollectedFile(try files.signedBytes(index))) }
        guard state.signatures.count == 2 * proposal.psbt.inputs.count else { throw BenchError.unsound }
    }

    private static func assemble(_ files: BenchFolder) throws {
        let psbts = try [
            files.proposal(), PSBT(decoding: files.signedBytes(0)), PSBT(decoding: files.signedBytes(1)),
        ]
        try files.write(try FinalTransaction.assemble(try Combiner.combine(psbts)).encoded())
    }
}
