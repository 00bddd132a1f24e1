import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Testing
import VectorSuite

@Suite("the judge of other signers")
struct ConformanceJudgeTests {
    static let cases = Result { try ConformanceCases.all() }

    private static func one(_ id: String) throws -> ConformanceCase {
        try #require(try cases.get().first { $0.id == id })
    }

    @Test("accepts the right answer to every case, in either form of a file")
    func right() throws {
        let cases = try Self.cases.get()
        #expect(Set(cases.map(\.id)).count == cases.count)
        #expect(cases.count(where: \.isHonest) >= 12)
        #expect(cases.count { !$0.isHonest } >= 20)
        for one in cases {
            #expect(ConformanceJudge.problems(of: one.rightAnswer, to: one) == [], "\(one.id)")
            let text = Array((Base64.encode(one.rightAnswer) + "\n").utf8)
            #expect(ConformanceJudge.problems(of: text, to: one) == [], "\(one.id) in base64")
        }
    }

    @Test("every good case is a PSBT that this product reads, and asks for a signature of each input")
    func good() throws {
        for one in try Self.cases.get() {
            guard case .sign(let wanted) = one.expectation else { continue }
            let psbt = try PSBT(decoding: one.psbt)
            #expect(wanted.map(\.input) == Array(psbt.inputs.indices), "\(one.id)")
            #expect(ConformanceJudge.problems(of: one.psbt, to: one).count == wanted.count, "\(one.id)")
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var caseID = "p2wsh"
        let problem: String
        let change: @Sendable (inout PSBT, PublicKeyOf) throws -> Void
    }

    /// The key that signs an input.
    typealias PublicKeyOf = @Sendable (Int) throws -> EncodedPublicKey

    @Test(
        "names what is wrong with an answer",
        arguments: [
            Fault(testDescription: "a signature is missing", problem: "is missing") { psbt, _ in
                psbt.inputs[1].partialSigs = []
            },
            Fault(testDescription: "the signature of another input", problem: "does not verify") { psbt, key in
                psbt.inputs[1].addPartialSig(publicKey: try key(1), signature: psbt.inputs[0].partialSigs[0].signature)
            },
            Fault(testDescription: "another hash type", problem: "does not end with SIGHASH_ALL") { psbt, key in
                let signature = psbt.inputs[1].partialSigs[0].signature
                psbt.inputs[1].addPartialSig(publicKey: try key(1), signature: signature.dropLast() + [0x03])
            },
            Fault(testDescription: "high s", problem: "high s") { psbt, key in
                let signature = try ECDSASignature(strictDER: psbt.inputs[1].partialSigs[0].signature.dropLast())
                let high = try ECDSASignature(compact: Self.highS(signature.compact))
                psbt.inputs[1].addPartialSig(publicKey: try key(1), signature: high.der + [0x01])
            },
            Fault(testDescription: "no DER", problem: "no strict DER") { psbt, key in
                let signature = psbt.inputs[1].partialSigs[0].signature
                psbt.inputs[1].addPartialSig(publicKey: try key(1), signature: [0x31] + signature.dropFirst())
            },
            Fault(testDescription: "a removed field", problem: "input 0: PSBT_IN_WITNESS_SCRIPT was removed") {
                psbt, _ in
                psbt.inputs[0].witnessScript = nil
            },
            Fault(testDescription: "a changed field", problem: "input 1: PSBT_IN_WITNESS_UTXO was changed") { psbt, _ in
                psbt.inputs[1].witnessUtxo = psbt.inputs[0].witnessUtxo
            },
            Fault(testDescription: "an added field", problem: "input 0: PSBT_IN_FINAL_SCRIPTWITNESS was added") {
                psbt, _ in
                psbt.inputs[0].finalScriptWitness = [[1]]
            },
            Fault(testDescription: "another's signature", problem: "input 0: PSBT_IN_PARTIAL_SIG was added") {
                psbt, _ in
                let other = psbt.inputs[0].bip32Derivations.map(\.publicKey)
                    .first { $0 != psbt.inputs[0].partialSigs[0].publicKey }
                psbt.inputs[0].addPartialSig(publicKey: try #require(other), signature: [1])
            },
            Fault(
                testDescription: "the other cosigner's signature is lost", caseID: "cosigner-first",
                problem: "input 0: PSBT_IN_PARTIAL_SIG was removed"
            ) { psbt, key in
                let own = try key(0)
                psbt.inputs[0].partialSigs.removeAll { $0.publicKey != own }
            },
            Fault(testDescription: "a changed output", problem: "output 1: PSBT_OUT_WITNESS_SCRIPT was removed") {
                psbt, _ in
                psbt.outputs[1].witnessScript = nil
            },
            Fault(testDescription: "another payee", problem: "the global map: PSBT_GLOBAL_UNSIGNED_TX was changed") {
                psbt, _ in
                var transaction = try #require(psbt.global.unsignedTx)
                transaction.outputs[0] = transaction.outputs[1]
                psbt.global.unsignedTx = transaction
            },
            Fault(
                testDescription: "foreign fields are lost", caseID: "foreign-fields",
                problem: "output 0: PSBT_OUT_PROPRIETARY was removed"
            ) { psbt, _ in
                psbt.outputs[0].proprietary = []
            },
        ])
    func faults(_ fault: Fault) throws {
        let one = try Self.one(fault.caseID)
        guard case .sign(let wanted) = one.expectation else { return }
        var psbt = try PSBT(decoding: one.rightAnswer)
        try fault.change(&psbt) { place in wanted[place].publicKey }
        let problems = ConformanceJudge.problems(of: psbt.encoded(), to: one)
        #expect(problems.count == 1 && problems[0].contains(fault.problem), "\(problems)")
    }

    @Test("wants an answer, and one that is a PSBT")
    func none() throws {
        let one = try Self.one("p2wsh")
        #expect(ConformanceJudge.problems(of: nil, to: one) == ["there is no answer"])
        #expect(ConformanceJudge.problems(of: [1, 2, 3], to: one).first?.hasPrefix("the answer is no PSBT") == true)
        let other = try Self.one("twenty-inputs")
        #expect(
            ConformanceJudge.problems(of: other.rightAnswer, to: one)
                == ["the answer has another number of inputs or outputs"])
    }

    @Test("takes silence and an unsigned answer for a refusal, and finds every signature")
    func refusals() throws {
        let signed = try PSBT(decoding: Self.one("p2wsh").rightAnswer)
        var second = signed
        second.inputs[0].partialSigs = []
        var final = second
        final.inputs[1].partialSigs = []
        final.inputs[0].finalScriptWitness = [[1]]
        var unsigned = signed
        for place in unsigned.inputs.indices { unsigned.inputs[place].partialSigs = [] }
        for one in try Self.cases.get() where !one.isHonest {
            for answer in [nil, [], one.psbt, unsigned.encoded()] {
                #expect(ConformanceJudge.problems(of: answer, to: one) == [], "\(one.id)")
            }
            #expect(ConformanceJudge.problems(of: second.encoded(), to: one) == ["input 1: signed"], "\(one.id)")
            let both = ["input 0: signed", "input 1: signed"]
            #expect(ConformanceJudge.problems(of: signed.encoded(), to: one) == both, "\(one.id)")
            let text = Array(Base64.encode(signed.encoded()).utf8)
            #expect(ConformanceJudge.problems(of: text, to: one) == both, "\(one.id) in base64")
            #expect(ConformanceJudge.problems(of: final.encoded(), to: one) == ["input 0: signed"], "\(one.id)")
            #expect(ConformanceJudge.problems(of: [1, 2, 3], to: one).count == 1, "\(one.id)")
        }
    }

    /// The other signature of the same digest: n − s in place of s.
    private static func highS(_ compact: [UInt8]) throws -> [UInt8] {
        let order = try Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        var result = compact
        var borrow = 0
        for place in (0..<32).reversed() {
            let difference = Int(order[place]) - Int(compact[32 + place]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[32 + place] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }
}
