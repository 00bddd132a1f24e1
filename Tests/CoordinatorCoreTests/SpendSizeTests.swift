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

    private static let quorums: [(MultisigDescriptor.ScriptType, Int, Int)] = [
        (.p2wsh, 2, 3), (.p2shP2wsh, 2, 3), (.p2wsh, 3, 5), (.p2shP2wsh, 3, 5), (.p2wsh, 7, 11), (.p2shP2wsh, 7, 11),
        (.p2wsh, 15, 20),
    ]

    /// How far the forecast, and the forecast of what it is at most, are above the size of what our signer signs.
    private static func sizes(
        _ type: MultisigDescriptor.ScriptType, _ threshold: Int, _ keyCount: Int, _ release: ReleaseRule
    ) throws -> (inputs: Int, usual: Int, most: Int) {
        let vault = try FixtureVault {
            $0.scriptType = type
            $0.threshold = threshold
            $0.keyCount = keyCount
            $0.release = [release]
        }
        var fixture = try FixtureCase(vault)
        for index in 3..<10 { try fixture.addCoin(0, UInt32(index), sat: 1_000_000 * UInt64(index)) }
        var psbt = try fixture.psbt()
        for signer in 0..<threshold { try fixture.sign(&psbt, by: signer) }
        let transaction = try FinalTransaction.assemble(psbt)
        try #require(transaction.inputs.count == fixture.coins.count && fixture.coins.count >= 8)
        let size = SpendSize(vault.document.body)
        let scripts = transaction.outputs.map(\.scriptPubKey.bytes.count)
        return (
            transaction.inputs.count,
            size.usualVirtualSize(inputs: fixture.coins.count, outputScriptLengths: scripts) - transaction.virtualSize,
            size.virtualSize(inputs: fixture.coins.count, outputScriptLengths: scripts) - transaction.virtualSize
        )
    }

    @Test("is what our signer signs within a virtual byte an input, and never below it at most", arguments: quorums)
    func signed(_ type: MultisigDescriptor.ScriptType, _ threshold: Int, _ keyCount: Int) throws {
        let held = try Self.sizes(type, threshold, keyCount, .held)
        let inputs = held.inputs
        #expect((-inputs...inputs).contains(held.usual), "\(held)")
        // Ours grinds every first number low: nearer than a byte for each input, even.
        #expect((-2...inputs / 2).contains(held.usual), "\(held)")
        #expect(held.most >= 0 && held.most >= inputs * threshold / 4, "\(held)")
        // Of open cosigners' programs nothing is known, so that half a byte of each signature is left open.
        let open = try Self.sizes(type, threshold, keyCount, .open)
        #expect(abs(open.usual) <= inputs * ((threshold + 1) / 2) / 4 + 1 && open.most >= 0, "\(open)")
    }

    @Test("counts a saved byte for every held signature, half of one for an open one, and none where nothing is known")
    func signers() throws {
        func saving(_ release: [ReleaseRule]) throws -> Int {
            let vault = try FixtureVault {
                ($0.threshold, $0.keyCount) = (3, 5)
                $0.release = release
            }
            return SpendSize(vault.document.body).usualSaving(inputs: 2)
        }
        #expect(try saving([.held]) == 6)
        #expect(try saving([.open]) == 2)
        #expect(try saving([.open, .held, .held, .held, .held]) == 4)
        #expect(SpendSize(try FixtureVault().descriptor).usualSaving(inputs: 2) == 0)
    }

    @Test("pays the rate for what is usual, and what nodes relay for the largest signatures")
    func fee() throws {
        let vault = try FixtureVault { $0.release = [.held] }
        let coins = try CoinSelectionTests.coins([5_000_000, 4_000_000], vault)
        func chosen(_ rate: String) throws -> CoinSelection {
            let plain = try CoinSelectionTests.request([8_000_000], rate: rate, vault)
            let request = CoinSelection.Request(
                payments: plain.payments, feeRate: plain.feeRate, descriptor: plain.descriptor,
                size: SpendSize(vault.document.body))
            return try CoinSelection.exactly(coins, for: request)
        }
        let usual = try chosen("20")
        #expect(usual.weight - usual.usualWeight == 4)
        #expect(usual.fee.sat == UInt64(usual.usualVirtualSize) * 20 && usual.usualVirtualSize == usual.virtualSize - 1)
        for rate in ["1", "0.5"] {
            let least = try chosen(rate)
            #expect(least.fee.sat == (UInt64(least.virtualSize) * (rate == "1" ? 2 : 1) + 1) / 2, "\(rate)")
        }
    }
}
