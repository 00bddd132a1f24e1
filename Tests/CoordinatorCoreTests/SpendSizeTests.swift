import BitcoinPrimitives
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct SpendSizeTests {
    @Test(
        "forecasts what Custody measures on the built transaction",
        arguments: [
            (MultisigDescriptor.ScriptType.p2wsh, 2, 3), (.p2shP2wsh, 2, 3), (.p2wsh, 3, 5), (.p2shP2wsh, 7, 11),
            (.p2wsh, 15, 16), (.p2wsh, 17, 20),
        ])
    func agrees(_ type: MultisigDescriptor.ScriptType, _ threshold: Int, _ keyCount: Int) throws {
        let vault = try FixtureVault {
            $0.scriptType = type
            $0.threshold = threshold
            $0.keyCount = keyCount
        }
        let fixture = try FixtureCase(vault)
        let facts = try #require(try fixture.examination().facts)
        let lengths = fixture.payments.map(\.script.bytes.count)
        let forecast = SpendSize(vault.descriptor).virtualSize(
            inputs: fixture.coins.count, outputScriptLengths: lengths)
        #expect(forecast == facts.virtualSize)
    }

    @Test(
        "is never below the size of the transaction that our signer signs, and at most one virtual byte an input above it",
        arguments: [
            (MultisigDescriptor.ScriptType.p2wsh, 2, 3), (.p2shP2wsh, 2, 3), (.p2wsh, 3, 5), (.p2shP2wsh, 3, 5),
        ])
    func signed(_ type: MultisigDescriptor.ScriptType, _ threshold: Int, _ keyCount: Int) throws {
        let vault = try FixtureVault {
            $0.scriptType = type
            $0.threshold = threshold
            $0.keyCount = keyCount
        }
        var fixture = try FixtureCase(vault)
        for index in 3..<10 { try fixture.addCoin(0, UInt32(index), sat: 1_000_000 * UInt64(index)) }
        var psbt = try fixture.psbt()
        for signer in 0..<threshold { try fixture.sign(&psbt, by: signer) }
        let transaction = try FinalTransaction.assemble(psbt)
        let forecast = SpendSize(vault.descriptor).virtualSize(
            inputs: fixture.coins.count, outputScriptLengths: transaction.outputs.map(\.scriptPubKey.bytes.count))
        let size = transaction.virtualSize
        #expect((size...(size + fixture.coins.count)).contains(forecast), "\(forecast) for \(size)")
    }

    @Test("a signature can be one byte shorter for each key, so more keys may leave more than a virtual byte an input")
    func manyKeys() throws {
        let (transaction, _) = try ScriptCheckTests.finished(.p2wsh, threshold: 15, keyCount: 20)
        let forecast = SpendSize(scriptType: .p2wsh, threshold: 15, keyCount: 20).virtualSize(
            inputs: 2, outputScriptLengths: transaction.outputs.map(\.scriptPubKey.bytes.count))
        // Our signer makes r short: 15 weight units an input, and now and then a shorter s.
        #expect((transaction.virtualSize...transaction.virtualSize + 2 * 5).contains(forecast))
    }
}
