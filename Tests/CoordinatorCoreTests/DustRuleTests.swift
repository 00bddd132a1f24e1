import BitcoinPrimitives
import CoordinatorCore
import Descriptors
import Testing

@Suite struct DustRuleTests {
    @Test(
        "knows Bitcoin Core's limits",
        arguments: [
            (Script([0x00, 0x14] + [UInt8](repeating: 1, count: 20)), 294),
            (Script([0x00, 0x20] + [UInt8](repeating: 1, count: 32)), 330),
            (Script([0x51, 0x20] + [UInt8](repeating: 1, count: 32)), 330),
            (Script([0x76, 0xa9, 0x14] + [UInt8](repeating: 1, count: 20) + [0x88, 0xac]), 546),
            (Script([0xa9, 0x14] + [UInt8](repeating: 1, count: 20) + [0x87]), 540), (Script([0x6a]), 0),
        ] as [(Script, UInt64)])
    func limits(_ script: Script, _ limit: UInt64) {
        #expect(DustRule.limit(script) == limit)
    }

    @Test("agrees with the limit for change")
    func change() {
        let program = Script([0x00, 0x20] + [UInt8](repeating: 1, count: 32))
        #expect(CoinSelection.dustLimit(.p2wsh) == DustRule.limit(program))
        #expect(CoinSelection.dustLimit(.p2shP2wsh) == DustRule.limit(Script.p2sh(of: program)))
    }
}
