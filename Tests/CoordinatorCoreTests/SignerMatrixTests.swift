import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Foundation
import Review
import TestSupport
import Testing
import WalletFormats

/// Proposals of every shape, signed by embit, by libwally, by bdk and by ours, collected, assembled and judged by consensus
/// code.
@Suite(
    "proposals that signers of other makes sign",
    .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"))
struct SignerMatrixTests {
    /// One proposal.
    struct Shape: CustomTestStringConvertible, Sendable {
        let version: PSBTVersion
        let type: MultisigDescriptor.ScriptType
        let threshold: Int
        let keyCount: Int
        let inputs: Int
        let payments: Int

        var testDescription: String {
            "\(version), \(type.rawValue), \(threshold) of \(keyCount), \(inputs) inputs, \(payments) payments"
        }

        /// The same shape with as many inputs as a standard transaction holds.
        func heaviest() -> Shape {
            let size = SpendSize(scriptType: type, threshold: threshold, keyCount: keyCount)
            let change = type == .p2wsh ? 34 : 23
            let scripts = Array(repeating: 22, count: payments) + [change]
            var count = 1
            while size.weight(inputs: count + 1, outputScriptLengths: scripts) <= CoinSelection.maximumStandardWeight {
                count += 1
            }
            return Shape(
                version: version, type: type, threshold: threshold, keyCount: keyCount, inputs: count,
                payments: payments)
        }
    }

    private static let versions: [PSBTVersion] = [.v0, .v2]

    /// Both versions and both scripts for the usual quorums, the largest one, and 2,000 payments; every script at its full
    /// weight only in `make soak` (`RENSHO_MATRIX=all`), or those of them whose names have a text in them.
    static let shapes: [Shape] = {
        let wanted = ProcessInfo.processInfo.environment["RENSHO_MATRIX"]
        guard let wanted else { return usual }
        let all = usual + usual.filter { $0.payments < 2_000 }.map { $0.heaviest() }
        return wanted == "all" ? all : all.filter { $0.testDescription.contains(wanted) }
    }()

    private static let usual: [Shape] = {
        var shapes: [Shape] = []
        for version in versions {
            for type in MultisigDescriptor.ScriptType.allCases {
                for (threshold, keyCount) in [(2, 3), (3, 5), (7, 11)] {
                    shapes.append(
                        Shape(
                            version: version, type: type, threshold: threshold, keyCount: keyCount,
                            inputs: version == .v0 ? 1 : 2, payments: 1))
                }
            }
            shapes.append(
                Shape(version: version, type: .p2wsh, threshold: 15, keyCount: 20, inputs: 1, payments: 2))
            shapes.append(
                Shape(version: version, type: .p2wsh, threshold: 2, keyCount: 3, inputs: 1, payments: 2_000))
        }
        return shapes
    }()

    /// Who makes signatures.
    enum Maker: String {
        case embit, wally, bdk, ours

        /// Those that take turns for a shape, so that every quorum has ours and at least two others among its signers. bdk
        /// knows version 0 only.
        static func turns(for shape: Shape) -> [Maker] {
            switch (shape.version, shape.keyCount) {
            case (.v2, _): [.embit, .wally, .ours]
            case (.v0, ...3): shape.type == .p2wsh ? [.embit, .bdk, .ours] : [.wally, .bdk, .ours]
            case (.v0, _): [.embit, .wally, .bdk, .ours]
            }
        }
    }

    @Test("are signed by all makers, assembled, as large as forecast, and accepted", arguments: shapes)
    func shape(_ shape: Shape) throws {
        let vault = try FixtureVault {
            $0.scriptType = shape.type
            $0.threshold = shape.threshold
            $0.keyCount = shape.keyCount
            $0.maximumFeeSat = 10_000_000
        }
        let (state, selection) = try Self.propose(shape, vault)
        #expect(state.review().isSignable, "\(state.review().findings.filter { $0.severity == .refuse })")
        let folder = TemporaryFolder()
        try Data(state.proposal.fileBytes()).write(to: URL(fileURLWithPath: folder.file("proposal.psbt")))
        let turns = Maker.turns(for: shape)
        let signers = (0..<min(shape.keyCount, shape.threshold + 1)).map {
            (cosigner: $0, maker: turns[$0 % turns.count])
        }
        let jobs = try signers.filter { $0.maker != .ours }.map { signer -> [String: String] in
            let secret = try Self.secret(of: signer.cosigner)
            return [
                "psbt": folder.file("proposal.psbt"), "out": folder.file("\(signer.cosigner).psbt"),
                "by": signer.maker.rawValue, "descriptor": vault.descriptor.description, secret.key: secret.value,
            ]
        }
        try JSONSerialization.data(withJSONObject: jobs).write(to: URL(fileURLWithPath: folder.file("jobs.json")))
        let run = try IndependentScript.run("matrix.py", [folder.file("jobs.json")])
        try #require(run.status == 0, "\(run.text)")
        var collected = state
        for signer in signers {
            let bytes =
                signer.maker == .ours
                ? try Self.signed(state, by: vault.cosigners[signer.cosigner])
                : [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("\(signer.cosigner).psbt"))))
            _ = try collected.collect(try CollectedFile(bytes))
        }
        #expect(collected.signatures.count == signers.count * shape.inputs)
        #expect(collected.quarantine.isEmpty, "\(collected.quarantine.values.map(\.sentence))")
        // The first quorum, and the one without the first signer.
        for chosen in [signers.dropLast(), signers.dropFirst()] {
            let people = Set(try chosen.map { try vault.cosigners[$0.cosigner].person })
            let transaction = try FinalTransaction.assemble(Self.quorum(people, of: collected))
            #expect(transaction.txid == state.facts.finalTxid)
            #expect(transaction.weight <= selection.weight)
            let difference = selection.usualVirtualSize - transaction.virtualSize
            #expect((-shape.inputs...shape.inputs).contains(difference), "\(transaction.virtualSize)")
            let spent = state.facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) }
            let verdict = try ConsensusCheck.verdict(of: transaction, spending: spent)
            #expect(verdict.isAccepted, "\(verdict.text)")
        }
    }

    /// The PSBT with the signatures of some people alone.
    private static func quorum(_ people: Set<Identifier>, of state: CaseState) -> PSBT {
        var psbt = state.proposal.psbt
        for signature in state.signatures.values where people.contains(signature.person) {
            psbt.inputs[signature.slot.input].addPartialSig(
                publicKey: signature.slot.publicKey, signature: signature.value)
        }
        return psbt
    }

    private static func propose(_ shape: Shape, _ vault: FixtureVault) throws -> (CaseState, CoinSelection) {
        let agreement = try vault.agreement()
        let coins = try CoinSelectionTests.coins(
            (0..<shape.inputs).map { UInt64($0) + (shape.payments > 100 ? 50_000_000 : 300_000) }, vault)
        // Where hundreds of inputs cost a fee, it stays below the vault's share of what is paid.
        let paid: UInt64 = shape.inputs > 100 ? 20_000_000 : 20_000
        let payouts = try (0..<shape.payments).map { number in
            let hash = SHA256.hash([UInt8(number & 0xff), UInt8(number >> 8)]).bytes.prefix(20)
            return try ProposalBuilderTests.payout(number + 1, Script([0x00, 0x14] + hash), sat: paid)
        }
        let outputs = try ProposalBuilder.outputs(of: payouts, under: agreement, window: 10)
        let request = CoinSelection.Request(
            payments: outputs, feeRate: try TargetFeeRate(parsing: "1"), descriptor: vault.descriptor,
            // All of them grind for a low first number.
            size: SpendSize(
                scriptType: shape.type, threshold: shape.threshold, keyCount: shape.keyCount, saved: shape.threshold))
        // The coins are given back in the order in which they become inputs.
        let selection = try CoinSelection.exactly(coins, for: request)
        let payment = ProposalBuilder.Payment(
            payouts: payouts, selection: selection, changeIndex: 7, lockTime: .unlocked, version: shape.version)
        let file = try ProposalBuilder.build(
            payment, outputs: outputs, under: agreement,
            choice: ProposalBuilder.CaseChoice(caseID: try FixtureCase.caseID(3)))
        return (try CaseState(opening: file, under: agreement), selection)
    }

    /// The file that our own signature code makes.
    private static func signed(_ state: CaseState, by cosigner: FixtureCosigner) throws -> [UInt8] {
        var psbt = state.proposal.psbt
        for input in state.facts.inputs {
            let position = input.script.position
            let key = try #require(input.script.keys.first { $0.keyIndex == cosigner.number })
            psbt.inputs[input.index].addPartialSig(
                publicKey: key.publicKey.encoded,
                signature: try cosigner.partialSignature(
                    input.signatureDigest, branch: position.branch, index: position.index))
        }
        return psbt.encoded()
    }

    /// The words of a test custodian, or the entropy that they stand for.
    static func secret(of number: Int) throws -> (key: String, value: String) {
        if let sentence = try FixtureCosigner(number: number, network: .regtest).sentence { return ("words", sentence) }
        return ("entropy", Hex.encode([UInt8](repeating: UInt8(number), count: 16)))
    }
}
