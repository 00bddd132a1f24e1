import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("Facts of the sample case that Bitcoin Core made")
struct SampleCaseTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let version: String
        let finalTxid: String
        let inputs: [ScriptPosition]
        let change: ScriptPosition

        var testDescription: String { version }

        static let all = [
            Sample(
                version: "v0", finalTxid: "4c318affd678af71288835f9ffcff9e31c8931df32503be6cd49d5ebf12c7e76",
                inputs: [ScriptPosition(branch: 0, index: 1), ScriptPosition(branch: 0, index: 2)],
                change: ScriptPosition(branch: 1, index: 0)),
            Sample(
                version: "v2", finalTxid: "664ab711bdb71b2f63a4d13a883fd24a5b20b11c5d59c109e057638e1f45cebd",
                inputs: [ScriptPosition(branch: 0, index: 0), ScriptPosition(branch: 0, index: 3)],
                change: ScriptPosition(branch: 1, index: 1)),
        ]
    }

    private func examine(_ file: String) throws -> CaseExamination {
        let bytes = try VectorStore.bytes("samples/regtest-2of3/\(file).psbt.b64")
        return CaseExamination(
            psbt: try PSBTFile(fileBytes: bytes).psbt, vault: try FixtureVault.standard.get().view,
            header: try CaseHeader(drill: false, caseID: FixtureCase.caseID(1)))
    }

    @Test("are what the node says about the transaction", arguments: Sample.all)
    func facts(_ sample: Sample) throws {
        let examination = try examine("unsigned-\(sample.version)")
        #expect(examination.isSound)
        let facts = try #require(examination.facts)
        #expect(facts.finalTxid.description == sample.finalTxid)
        #expect(facts.inputs.map(\.script.position) == sample.inputs)
        #expect(facts.ownOutputs.map(\.role) == [.change(sample.change)])
        #expect(facts.fee.sat == 1_855)
        #expect(facts.leaving.sat == 335_012_345)
        // The node asked for 5 sat/vB, and its own estimate was the same as ours.
        #expect(facts.virtualSize == 371)
        #expect(facts.feeRate.milliSatPerVirtualByte == 5_000)
        #expect(
            facts.externalOutputs.compactMap { $0.address?.text } == [
                "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg",
                "bcrt1p58wmh7z7uzwy9s60yc30q8rsfw5gjmas2djsrrjnlx3x9xwmt8lqhlvezz",
                "mp7GLQwjqgBZJJgMxsCufL2jpq2ir715VM",
            ])
    }

    @Test("name the cosigner of every signature and hold it valid", arguments: Sample.all, 0..<3)
    func signatures(_ sample: Sample, cosigner: Int) throws {
        let unsigned = try #require(try examine("unsigned-\(sample.version)").facts)
        let signed = try examine("signed-\(sample.version)-\(cosigner)")
        #expect(signed.isSound)
        for input in signed.inputs {
            #expect(input.signatures.map(\.keyIndex) == [cosigner])
            #expect(input.signatures.map(\.verdict) == [.valid])
            #expect(input.isSigned(byKey: cosigner))
            #expect(!input.isSigned(byKey: (cosigner + 1) % 3))
        }
        #expect(signed.facts?.digest == unsigned.digest)
    }
}
