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

    @Test("is never below the size of the signed transaction, and close to it")
    func signed() throws {
        let (transaction, _) = try ScriptCheckTests.finished(.p2shP2wsh)
        let forecast = SpendSize(scriptType: .p2shP2wsh, threshold: 2, keyCount: 3).virtualSize(
            inputs: 2, outputScriptLengths: transaction.outputs.map(\.scriptPubKey.bytes.count))
        #expect((transaction.virtualSize...transaction.virtualSize + 2).contains(forecast))
    }
}
