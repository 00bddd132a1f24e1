import BitcoinCrypto
import BitcoinPSBT
import ByteCoding
import CommandSupport
import Custody
import TestSupport
import Testing
import VectorSuite

@Suite("large PSBTs")
struct WorkloadTests {
    struct Known: Sendable, CustomTestStringConvertible {
        let inputs: Int
        let outputs: Int
        let threshold: Int
        let cosigners: Int
        let script: String
        let version: UInt32
        let signed: Int
        let sha256: String

        var testDescription: String { "\(inputs) to \(outputs), \(threshold) of \(cosigners), \(script)" }

        func workload(seed: UInt64 = 7) throws -> MadeWorkload {
            try MadeWorkload(
                inputs: inputs, outputs: outputs, threshold: threshold, cosigners: cosigners, script: script,
                psbtVersion: version, seed: seed, signed: signed)
        }
    }

    static let known = [
        Known(
            inputs: 60, outputs: 40, threshold: 2, cosigners: 3, script: "wsh", version: 0, signed: 1,
            sha256: "87266dfd6982c72a11d68fe5ddd6eae7fd733f7e88ff07c0586c208694b57862"),
        Known(
            inputs: 3, outputs: 1, threshold: 8, cosigners: 15, script: "sh-wsh", version: 2, signed: 8,
            sha256: "f4acf5c0609583a55fa1477298ee8ae62d4dfa75eb3d39c06e0f3c32b8c995bc"),
        Known(
            inputs: 1, outputs: 500, threshold: 2, cosigners: 2, script: "wsh", version: 2, signed: 0,
            sha256: "7800702e609072b8e3025eebbc6c6ff9c60bd59e865e72c9279005962af5ed15"),
    ]

    @Test("are the same bytes everywhere, and sound to every check of the product", arguments: known)
    func bytes(_ known: Known) throws {
        let workload = try known.workload()
        let bytes = try workload.psbt().encoded()
        #expect(SHA256.hash(bytes).hex == known.sha256)
        #expect(try known.workload(seed: 8).psbt().encoded() != bytes)
        let psbt = try PSBT(decoding: bytes)
        #expect([psbt.inputs.count, psbt.outputs.count] == [known.inputs, known.outputs])
        #expect(psbt.inputs.allSatisfy { $0.partialSigs.count == known.signed })
        let examination = try CaseExamination(
            psbt: psbt, vault: RegisteredVaultView(workload.vault()),
            header: CaseHeader(drill: true, caseID: CaseID([UInt8](repeating: 1, count: CaseID.count))))
        #expect(examination.isSound)
        #expect(examination.facts?.ownOutputs.count == (known.outputs > 1 ? 1 : 0))
    }

    @Test("are written into a new file and never over another")
    func writing() throws {
        let folder = TemporaryFolder()
        let workload = try Self.known[1].workload()
        let written = try workload.write(folder.file("w.psbt"))
        let bytes = try FileAccess.read(folder.file("w.psbt"), limit: 1 << 24)
        #expect(written.count == bytes.count)
        #expect(written.sha256 == SHA256.hash(bytes).hex)
        let descriptor = try workload.descriptor()
        #expect(written.descriptor == descriptor)
        #expect(throws: FileError.exists(path: folder.file("w.psbt"))) { try workload.write(folder.file("w.psbt")) }
    }

    @Test("of senseless numbers are refused")
    func limits() {
        func make(
            _ inputs: Int = 1, _ outputs: Int = 1, _ threshold: Int = 2, _ cosigners: Int = 3, _ script: String = "wsh",
            _ version: UInt32 = 0, signed: Int = 0
        ) throws -> MadeWorkload {
            try MadeWorkload(
                inputs: inputs, outputs: outputs, threshold: threshold, cosigners: cosigners, script: script,
                psbtVersion: version, seed: 1, signed: signed)
        }
        #expect(throws: WorkloadError.outOfRange(name: "inputs", value: 0, range: 1...25_000)) { try make(0) }
        #expect(throws: WorkloadError.outOfRange(name: "inputs", value: 25_001, range: 1...25_000)) { try make(25_001) }
        #expect(throws: WorkloadError.outOfRange(name: "outputs", value: 0, range: 1...112_000)) { try make(1, 0) }
        #expect(throws: WorkloadError.outOfRange(name: "cosigners", value: 21, range: 2...20)) { try make(1, 1, 2, 21) }
        #expect(throws: WorkloadError.outOfRange(name: "threshold", value: 1, range: 2...3)) { try make(1, 1, 1) }
        #expect(throws: WorkloadError.outOfRange(name: "threshold", value: 4, range: 2...3)) { try make(1, 1, 4) }
        #expect(throws: WorkloadError.outOfRange(name: "signed", value: 4, range: 0...3)) { try make(signed: 4) }
        #expect(throws: UsageError.self) { try make(1, 1, 2, 3, "sh") }
        #expect(throws: UsageError.self) { try make(1, 1, 2, 3, "wsh", 1) }
    }
}
