import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Foundation
import TestSupport
import Testing

/// Files of signers that know nothing of this project: embit, libwally, BDK and buidl from PyPI, and Bitcoin Core. Each is
/// collected, its signatures are matched to their person through the vault, and the transaction is assembled.
@Suite("Signers of other makes")
struct IndependentSignersTests {
    /// The makes in the order of the custodians whose keys they hold.
    static let makes = ["embit", "wally", "bdk", "buidl"]
    /// The makes that read version 0 only; they are carried the same request in it.
    private static let onlyVersion0: Set = ["bdk", "buidl"]

    struct Shape: CustomTestStringConvertible, Sendable {
        let version: PSBTVersion
        let type: MultisigDescriptor.ScriptType
        var testDescription: String { "\(version), \(type.rawValue)" }
    }

    static let shapes: [Shape] = [PSBTVersion.v0, .v2].flatMap { version in
        MultisigDescriptor.ScriptType.allCases.map { Shape(version: version, type: $0) }
    }

    @Test(
        "embit, libwally, BDK and buidl sign one case: collected, matched, assembled, accepted",
        .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"),
        arguments: shapes)
    func four(_ shape: Shape) throws {
        var fixture = try FixtureCase(
            FixtureVault {
                $0.scriptType = shape.type
                $0.threshold = 3
                $0.keyCount = 4
            })
        fixture.version = shape.version
        let maker = try CaseMaker(fixture)
        let files = try Self.sign(maker)
        // The last one first, and everything twice.
        var state = try maker.state()
        for (number, bytes) in files.enumerated().reversed() {
            let report = try state.take(bytes)
            let person = try maker.cosigners[number].person
            #expect(report.signatures.map(\.person) == [person, person], "\(Self.makes[number])")
            #expect(Set(report.signatures.map(\.slot.input)) == [0, 1] && !report.hasRefusals)
            #expect(try state.take(bytes).bringsNothingNew)
        }
        let cells = CaseStatus(state).rows.map { $0.cells.map(\.word) }
        #expect(cells == Self.makes.map { _ in ["ok", "ok"] } && state.quarantine.isEmpty)
        // Signatures alone are no approval: without shares there is nothing to assemble.
        #expect(state.confirmationTally() == nil)
        for left in files.indices {
            let signers = files.indices.filter { $0 != left }
            let answered = try CollectedAnswers(state: state, cosigners: maker.cosigners).answered(by: signers)
            let final = try FinalTransaction(FinalTransactionTests.confirmed(answered), of: answered)
            #expect(try final.signers == signers.map { try maker.cosigners[$0].person })
            #expect(final.transaction.inputs.allSatisfy { $0.witness.count == 5 })
            let spent = state.facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) }
            let verdict = try ConsensusCheck.verdict(of: final.transaction, spending: spent)
            #expect(verdict.isAccepted, "without \(Self.makes[left]): \(verdict.text)")
        }
    }

    /// What the four programs make of the proposal, one by one.
    private static func sign(_ maker: CaseMaker) throws -> [[UInt8]] {
        let folder = TemporaryFolder()
        func write(_ bytes: [UInt8], as name: String) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
        }
        try write(maker.proposal.fileBytes(), as: "proposal")
        try write(maker.proposal.psbt.converted(to: .v0).encoded(), as: "proposal-v0")
        let jobs = try makes.enumerated().map { number, make -> [String: String] in
            let secret = try SignerMatrixTests.secret(of: number)
            return [
                "psbt": folder.file(onlyVersion0.contains(make) ? "proposal-v0" : "proposal"),
                "out": folder.file("\(make).psbt"), "by": make, secret.key: secret.value,
                "account": "m/\(maker.cosigners[number].origin.path)",
                "descriptor": maker.fixture.vault.descriptor.text,
            ]
        }
        try write(Array(JSONSerialization.data(withJSONObject: jobs)), as: "jobs")
        let run = try IndependentScript.run("signers.py", [folder.file("jobs")])
        try #require(run.status == 0, "\(run.text)")
        return try makes.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("\($0).psbt")))) }
    }

    @Test(
        "Bitcoin Core's three signed files are matched to their people, and any two give a transaction of its own bytes",
        arguments: ["v0", "v2"])
    func core(_ version: String) throws {
        let vault = try SampleTests.vault()
        var state = try SampleTests.state(version, vault: vault)
        for number in [2, 0, 1] {
            let bytes = try VectorStore.bytes("\(SampleTests.folder)/signed-\(version)-\(number).psbt.b64")
            let report = try state.take(bytes)
            let person = try vault.cosigners[number].person
            #expect(report.signatures.map(\.person) == [person, person] && !report.hasRefusals)
            #expect(try state.take(bytes).bringsNothingNew)
        }
        let expected = try SampleTests.final(version)
        for signers in [[0, 1], [0, 2], [1, 2]] {
            let answered = try CollectedAnswers(state: state, cosigners: vault.cosigners).answered(by: signers)
            let final = try FinalTransaction(FinalTransactionTests.confirmed(answered), of: answered)
            #expect(final.transaction.txid.description == expected.txid)
            #expect((Hex.encode(final.bytes) == expected.hex) == (signers == [0, 1]))
        }
    }
}
