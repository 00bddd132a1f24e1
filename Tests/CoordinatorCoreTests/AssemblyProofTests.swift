import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

/// P-17: each thing that is looked at between the confirmations and the transaction refuses by itself: every test here has
/// all the others agree.
@Suite("Each check of the assembly refuses alone")
struct AssemblyProofTests {
    /// Believes everything.
    struct Credulous: SignatureVerifier {
        func verify(_ checks: [SignatureCheck]) -> [Bool] { checks.map { _ in true } }
    }

    /// A confirmed case in which one signature of bob's is another number than he signed with, and in which his share stands
    /// for exactly that: collected by a program that verifies nothing.
    private static func deceived(_ version: PSBTVersion = .v0) throws -> CaseState {
        let maker = try CaseMaker.standard(version)
        var state = try maker.state()
        _ = try state.collect(maker.answer(by: 0))
        var signed = try maker.signed(by: 1)
        let good = signed.inputs[1].partialSigs[0]
        var compact = try ECDSASignature(strictDER: good.signature.dropLast()).compact
        compact[63] ^= 1
        signed.inputs[1].partialSigs = []
        signed.inputs[1].addPartialSig(
            publicKey: good.publicKey, signature: try ECDSASignature(compact: compact).der + [1])
        let report = try state.collect(try CollectedFile(signed.encoded()), verifier: Credulous())
        #expect(report.signatures.count == 2)
        return try CollectedAnswers(state: state, cosigners: maker.cosigners).answered(by: [0, 1])
    }

    @Test("a signature that does not hold is named by person and input, although everything before believed it")
    func bothCurves() throws {
        let state = try Self.deceived()
        let confirmed = try FinalTransactionTests.confirmed(state)
        #expect(throws: AssemblyError.secondOpinion(.refusedByBoth(input: 1, person: try Identifier("bob")))) {
            try FinalTransaction(confirmed, of: state)
        }
        // The same without the two curves: the script check finds it by itself.
        let blind = SecondOpinion(first: Credulous(), second: Credulous())
        for _ in 0..<2 {
            #expect(throws: AssemblyError.script(.input(index: 1, .signatureFails))) {
                try FinalTransaction(confirmed, of: state, opinion: blind)
            }
        }
        // And without all three there is a transaction, which shows that nothing else would have seen it.
        let wrong = try FinalTransaction(confirmed, of: state, verifier: Credulous(), opinion: blind)
        let spent = state.facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) }
        #expect(throws: ScriptCheckError.input(index: 1, .signatureFails)) {
            try ScriptCheck.check(wrong.transaction, spending: spent, verifier: OpenSSLVerifier())
        }
    }

    /// Says no to whatever is signed by one input's digest, and the truth about everything else.
    struct Denying: SignatureVerifier {
        let digest: Bytes32
        func verify(_ checks: [SignatureCheck]) -> [Bool] {
            zip(checks, OpenSSLVerifier().verify(checks)).map { $0.digest != digest && $1 }
        }
    }

    @Test("the script check is made for every input, also when the two curves are content", arguments: 0..<2)
    func scripts(_ place: Int) throws {
        let maker = try CaseMaker.standard(.v2)
        let state = try maker.collected(signers: [0, 1], confirmers: [0, 1, 2])
        #expect(throws: AssemblyError.script(.input(index: place, .signatureFails))) {
            try FinalTransaction(
                FinalTransactionTests.confirmed(state), of: state,
                verifier: Denying(digest: state.facts.inputs[place].signatureDigest))
        }
    }

    @Test("a transaction with another txid is refused, by what the case document says that everybody answered")
    func txid() throws {
        let state = try CaseMaker.standard(.v0).collected(signers: [0, 1], confirmers: [0, 1, 2])
        let final = try FinalTransaction(FinalTransactionTests.confirmed(state), of: state).transaction
        try FinalTransaction.requireStated(final, in: state)
        var changed: [Transaction] = []
        let changes: [(inout Transaction) -> Void] = [
            { transaction in
                transaction.inputs[0] = TxIn(
                    previousOutput: transaction.inputs[0].previousOutput, scriptSig: transaction.inputs[0].scriptSig,
                    sequence: .final, witness: transaction.inputs[0].witness)
            }, { $0.outputs.swapAt(0, 1) }, { $0.outputs.removeLast() }, { $0.inputs[1].scriptSig = Script([0]) },
        ]
        for change in changes {
            var transaction = final
            change(&transaction)
            changed.append(transaction)
        }
        for transaction in changed {
            #expect(
                throws: AssemblyError.otherTxid(found: transaction.txid, expected: state.facts.finalTxid)
            ) { try FinalTransaction.requireStated(transaction, in: state) }
        }
    }

    @Test("a kept transaction is looked at like a new one: scripts, and the case's own txid")
    func kept() throws {
        let state = try CaseMaker.standard(.v0).collected(signers: [0, 1], confirmers: [0, 1, 2])
        var final = try FinalTransaction(FinalTransactionTests.confirmed(state), of: state).transaction
        try FinalTransaction.check(final, of: state)
        let twin = try CaseMaker { $0.payments[1].sat -= 1_000 }.collected(signers: [0, 1], confirmers: [0, 1, 2])
        let other = try FinalTransaction(FinalTransactionTests.confirmed(twin), of: twin).transaction
        // The other payment spends the same coins rightly.
        #expect(throws: AssemblyError.otherTxid(found: other.txid, expected: final.txid)) {
            try FinalTransaction.check(other, of: state)
        }
        final.inputs[0].witness[1][20] ^= 1
        let error = #expect(throws: AssemblyError.self) { try FinalTransaction.check(final, of: state) }
        #expect(error?.code == "script-check.input")
    }

    @Test("an answer over another txid does not count: it is put aside by name, and its signatures assemble nothing")
    func statement() throws {
        let maker = try CaseMaker.standard(.v0)
        let twin = try CaseMaker { $0.payments[1].sat -= 1_000 }
        #expect(try twin.state().facts.finalTxid != maker.state().facts.finalTxid)
        var state = try maker.collected(signers: [0, 1], confirmers: [0, 1])
        let report = try state.take(twin.confirmation(by: 2, of: [0, 1]).encoded)
        #expect(report.quarantined.map(\.reasonCode) == ["answer.other-digest"])
        #expect(state.confirmationTally()?.confirmed == nil)
    }

    @Test("exactly M signatures go in, the same whatever came, and in whatever order", arguments: 0..<6)
    func deterministic(_ seed: Int) throws {
        let maker = try CaseMaker.standard(seed.isMultiple(of: 2) ? .v0 : .v2)
        var random = SeededGenerator(seed: UInt64(seed))
        var files = try [0, 1, 2].map { try maker.answer(by: $0).encoded() }
        files += try [0, 1, 2].map { try maker.confirmation(by: $0, of: [0, 1, 2]).encoded }
        files += [files[1], files[3], files[5]]
        var state = try maker.state()
        for bytes in files.shuffled(using: &random) { _ = try state.take(bytes) }
        let final = try FinalTransaction(FinalTransactionTests.confirmed(state), of: state)
        #expect(final.signers.map(\.description) == ["alice", "bob"])
        let expected = try CaseMaker.standard(.v0).collected(signers: [0, 1], confirmers: [0, 1, 2])
        #expect(
            try final.bytes == FinalTransaction(FinalTransactionTests.confirmed(expected), of: expected).bytes)
        // Surplus signatures are kept.
        #expect(state.signatures.count == 6 && state.quarantine.isEmpty)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let problem: FinalizerProblem
        let change: @Sendable (inout InputMap) throws -> Void
    }

    static let damages: [Damage] = [
        Damage(testDescription: "no witness script", problem: .noWitnessScript) { $0.witnessScript = nil },
        Damage(testDescription: "no multisig", problem: .noMultisig) { $0.witnessScript = Script([0x51]) },
        Damage(testDescription: "redeem script", problem: .redeemScript) { $0.redeemScript = Script([0x51]) },
        Damage(testDescription: "stated hash type", problem: .hashType(2)) { $0.sighashType = 2 },
        Damage(testDescription: "signature's hash type", problem: .hashType(0x81)) { input in
            let partial = input.partialSigs[0]
            input.partialSigs = Array(input.partialSigs.dropFirst())
            input.addPartialSig(publicKey: partial.publicKey, signature: partial.signature.dropLast() + [0x81])
        },
        Damage(
            testDescription: "too few", problem: .notEnoughSignatures(present: 1, needed: 2)
        ) { $0.partialSigs = Array($0.partialSigs.prefix(1)) },
    ]

    @Test("BIP-174's Finalizer fails by name, and the Extractor takes nothing that is not final", arguments: damages)
    func finalizer(_ damage: Damage) throws {
        let maker = try CaseMaker.standard(.v0)
        var psbt = try maker.signed(by: 0)
        try maker.fixture.sign(&psbt, by: 1)
        _ = try FinalTransaction.assemble(psbt)
        try damage.change(&psbt.inputs[1])
        #expect(throws: FinalizerError.input(index: 1, damage.problem)) { try Finalizer.finalize(psbt) }
        #expect(throws: AssemblyError.finalizer(.input(index: 1, damage.problem))) {
            try FinalTransaction.assemble(psbt)
        }
        #expect(throws: ExtractorError.notFinal(input: 0)) { try Extractor.extract(psbt) }
    }

    @Test("BIP-174's Finalizer clears all but the UTXO and what it does not know")
    func cleared() throws {
        let maker = try CaseMaker.standard(.v0)
        var psbt = try maker.signed(by: 0)
        try maker.fixture.sign(&psbt, by: 1)
        psbt.inputs[0].proprietary.append(ProprietaryPair(identifier: [0x41], subtype: 1, keyData: [], value: [2]))
        let input = try Finalizer.finalize(psbt).inputs[0]
        #expect(input.partialSigs.isEmpty && input.bip32Derivations.isEmpty && input.witnessScript == nil)
        #expect(input.redeemScript == nil && input.sighashType == nil && input.finalScriptWitness?.count == 4)
        #expect(input.nonWitnessUtxo != nil && input.witnessUtxo != nil && input.proprietary.count == 1)
    }
}
