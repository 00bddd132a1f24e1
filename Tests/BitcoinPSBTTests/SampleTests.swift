import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Foundation
import TestSupport
import Testing

@Suite("Files made by Bitcoin Core")
struct SampleTests {
    private func sample(_ name: String) throws -> PSBTFile {
        try PSBTFile(fileBytes: try VectorStore.bytes("samples/regtest-2of3/\(name).psbt.b64"))
    }

    @Test("writes back every byte", arguments: ["v0", "v2"], ["unsigned", "signed-0", "signed-1", "signed-2"])
    func roundTrip(version: String, state: String) throws {
        let parts = state.split(separator: "-")
        let name = ([parts[0], Substring(version)] + parts.dropFirst()).joined(separator: "-")
        let text = try VectorStore.bytes("samples/regtest-2of3/\(name).psbt.b64")
        let written = try sample(name).fileBytes()
        #expect(written.filter { $0 != UInt8(ascii: "\n") } == text.filter { $0 != UInt8(ascii: "\n") })
    }

    @Test("a partial signature goes where Core puts it", arguments: ["v0", "v2"], 0...2)
    func addingPartialSigs(version: String, cosigner: Int) throws {
        var psbt = try sample("unsigned-\(version)").psbt
        let signed = try sample("signed-\(version)-\(cosigner)").psbt
        for (index, input) in signed.inputs.enumerated() {
            let signature = try #require(input.partialSigs.first)
            #expect(input.partialSigs.count == 1)
            psbt.inputs[index].addPartialSig(publicKey: signature.publicKey, signature: signature.signature)
        }
        #expect(psbt.encoded() == signed.encoded())
        #expect(psbt == signed)
    }

    private struct Final: Decodable {
        let txid: String
    }

    @Test("describes the transaction that Core accepted", arguments: ["v0", "v2"])
    func transaction(version: String) throws {
        let psbt = try sample("unsigned-\(version)").psbt
        let final = try JSONDecoder().decode(
            Final.self, from: Data(try VectorStore.bytes("samples/regtest-2of3/final-\(version).json")))
        #expect("\(psbt.version)" == "version \(version.dropFirst())")
        let transaction = try psbt.unsignedTransaction()
        #expect(transaction.txid.description == final.txid)
        for index in psbt.inputs.indices {
            #expect(psbt.previousOutput(of: index) == transaction.inputs[index].previousOutput)
        }
        #expect(psbt.previousOutput(of: psbt.inputs.count) == nil)
        #expect(psbt.previousOutput(of: -1) == nil)
    }

    @Test("is the same after the way to the other version and back")
    func conversion() throws {
        let psbt = try sample("unsigned-v0").psbt
        let other = try psbt.converted(to: .v2)
        #expect(other.version == .v2)
        #expect(try other.unsignedTransaction() == psbt.unsignedTransaction())
        #expect(try PSBT(decoding: other.encoded()).converted(to: .v0).encoded() == psbt.encoded())
    }
}
