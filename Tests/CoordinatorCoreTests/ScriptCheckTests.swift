import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Descriptors
import TestSupport
import Testing

@Suite struct ScriptCheckTests {
    /// A finished transaction of a fixture case with the outputs that it spends.
    static func finished(
        _ type: MultisigDescriptor.ScriptType = .p2wsh, threshold: Int = 2, keyCount: Int = 3
    ) throws -> (Transaction, [TxOut]) {
        let vault = try FixtureVault {
            $0.scriptType = type
            $0.threshold = threshold
            $0.keyCount = keyCount
        }
        let fixture = try FixtureCase(vault)
        var psbt = try fixture.psbt()
        for signer in 0..<threshold { try fixture.sign(&psbt, by: signer) }
        let outputs = try psbt.inputs.map { try #require($0.witnessUtxo) }
        return (try FinalTransaction.assemble(psbt), outputs)
    }

    static func check(_ transaction: Transaction, _ outputs: [TxOut]) throws(ScriptCheckError) {
        try ScriptCheck.check(transaction, spending: outputs, verifier: OpenSSLVerifier())
    }

    @Test(
        "accepts finished inputs of every form",
        arguments: [
            (MultisigDescriptor.ScriptType.p2wsh, 2, 3), (.p2shP2wsh, 2, 3), (.p2wsh, 3, 5), (.p2wsh, 15, 20),
            (.p2wsh, 17, 20),
        ])
    func accepts(_ type: MultisigDescriptor.ScriptType, _ threshold: Int, _ keyCount: Int) throws {
        let (transaction, outputs) = try Self.finished(type, threshold: threshold, keyCount: keyCount)
        try Self.check(transaction, outputs)
    }

    @Test("accepts the node's own transaction")
    func acceptsSample() throws {
        let transaction = try Transaction(decoding: try Hex.decode(try SampleTests.final("v0").hex))
        let outputs = try SampleTests.psbt("unsigned-v0").inputs.map { try #require($0.witnessUtxo) }
        try Self.check(transaction, outputs)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let name: String
        let problem: ScriptCheckProblem
        let change: @Sendable (inout Transaction, inout [TxOut]) throws -> Void
        var testDescription: String { name }
    }

    static let damages: [Damage] = [
        Damage(name: "amount of the spent output", problem: .signatureFails) { _, outputs in
            outputs[1] = TxOut(
                amount: try outputs[1].amount.adding(try Amount(sat: 1)), scriptPubKey: outputs[1].scriptPubKey)
        },
        Damage(name: "destination", problem: .signatureFails) { transaction, _ in
            transaction.outputs[0] = TxOut(
                amount: transaction.outputs[0].amount, scriptPubKey: try FixtureCase.stranger(9))
        },
        Damage(name: "scriptSig of a native program", problem: .scriptSig) { transaction, _ in
            transaction.inputs[1].scriptSig = Script([0x00])
        },
        Damage(name: "no witness", problem: .emptyWitness) { transaction, _ in transaction.inputs[1].witness = [] },
        Damage(name: "other witness script", problem: .witnessScriptHash) { transaction, _ in
            transaction.inputs[1].witness[3] = [0x51]
        },
        Damage(name: "one signature too few", problem: .signatureCount(expected: 2, actual: 1)) { transaction, _ in
            transaction.inputs[1].witness.remove(at: 2)
        },
        Damage(name: "one element too many", problem: .signatureCount(expected: 2, actual: 3)) { transaction, _ in
            transaction.inputs[1].witness.insert([], at: 0)
        },
        Damage(name: "dummy that is not empty", problem: .dummyNotEmpty) { transaction, _ in
            transaction.inputs[1].witness[0] = [0x00]
        },
        Damage(name: "signatures in the wrong order", problem: .signatureFails) { transaction, _ in
            transaction.inputs[1].witness.swapAt(1, 2)
        },
        Damage(name: "one signature twice", problem: .signatureFails) { transaction, _ in
            transaction.inputs[1].witness[2] = transaction.inputs[1].witness[1]
        },
        Damage(name: "hash type", problem: .hashType) { transaction, _ in
            let last = transaction.inputs[1].witness[1].count - 1
            transaction.inputs[1].witness[1][last] = 0x81
        },
        Damage(name: "empty signature", problem: .hashType) { transaction, _ in transaction.inputs[1].witness[1] = [] },
        Damage(name: "encoding", problem: .encoding) { transaction, _ in transaction.inputs[1].witness[1][0] = 0x31 },
        Damage(name: "sequence", problem: .signatureFails) { transaction, _ in
            let input = transaction.inputs[1]
            transaction.inputs[1] = TxIn(
                previousOutput: input.previousOutput, scriptSig: input.scriptSig, sequence: .final,
                witness: input.witness)
        },
        Damage(name: "spent script of another kind", problem: .unknownScript) { _, outputs in
            outputs[1] = TxOut(amount: outputs[1].amount, scriptPubKey: try FixtureCase.stranger(1))
        },
    ]

    @Test("names what is wrong with an input", arguments: damages)
    func refuses(_ damage: Damage) throws {
        var (transaction, outputs) = try Self.finished()
        try damage.change(&transaction, &outputs)
        // Some changes break both inputs; the first one is named.
        let error = try #require(throws: ScriptCheckError.self) { try Self.check(transaction, outputs) }
        guard case .input(_, let problem) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(problem == damage.problem)
    }

    @Test("refuses a redeem script of another hash and a nested scriptSig that is no single push")
    func refusesNested() throws {
        var (transaction, outputs) = try Self.finished(.p2shP2wsh)
        let good = transaction.inputs[0].scriptSig
        transaction.inputs[0].scriptSig = Script(good.bytes.dropLast() + [good.bytes[34] ^ 1])
        #expect(throws: ScriptCheckError.input(index: 0, .redeemScriptHash)) { try Self.check(transaction, outputs) }
        transaction.inputs[0].scriptSig = Script([])
        #expect(throws: ScriptCheckError.input(index: 0, .scriptSig)) { try Self.check(transaction, outputs) }
        outputs.removeLast()
        #expect(throws: ScriptCheckError.outputCount(inputs: 2, outputs: 1)) { try Self.check(transaction, outputs) }
    }

    @Test("refuses a high S")
    func refusesHighS() throws {
        var (transaction, outputs) = try Self.finished()
        let signature = try ECDSASignature(strictDER: transaction.inputs[0].witness[1].dropLast())
        transaction.inputs[0].witness[1] = try signature.withHighS().der + [0x01]
        #expect(throws: ScriptCheckError.input(index: 0, .highS)) { try Self.check(transaction, outputs) }
        outputs.removeAll()
    }
}

extension ECDSASignature {
    /// The same signature with n − s.
    func withHighS() throws -> ECDSASignature {
        let order = try Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        var negated = [UInt8](repeating: 0, count: 32)
        var borrow = 0
        for place in (0..<32).reversed() {
            var digit = Int(order[place]) - Int(compact[32 + place]) - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 256 }
            negated[place] = UInt8(digit)
        }
        return try ECDSASignature(compact: Array(compact.prefix(32)) + negated)
    }
}
