import BitcoinPrimitives
import Testing

@Suite struct NetworkTests {
    @Test(
        "has the constants of the networks",
        arguments: [
            (
                Network.mainnet, "bc", 0x00 as UInt8, 0x05 as UInt8, 0 as UInt32, 0x0488_B21E as UInt32,
                0x0488_ADE4 as UInt32
            ),
            (.testnet3, "tb", 0x6F, 0xC4, 1, 0x0435_87CF, 0x0435_8394),
            (.testnet4, "tb", 0x6F, 0xC4, 1, 0x0435_87CF, 0x0435_8394),
            (.signet, "tb", 0x6F, 0xC4, 1, 0x0435_87CF, 0x0435_8394),
            (.regtest, "bcrt", 0x6F, 0xC4, 1, 0x0435_87CF, 0x0435_8394),
        ])
    func constants(
        network: Network, hrp: String, p2pkh: UInt8, p2sh: UInt8, coinType: UInt32, xpub: UInt32, xprv: UInt32
    ) {
        #expect(network.bech32HRP == hrp)
        #expect(network.p2pkhPrefix == p2pkh)
        #expect(network.p2shPrefix == p2sh)
        #expect(network.coinType == coinType)
        #expect(network.xpubVersion == xpub)
        #expect(network.xprvVersion == xprv)
        #expect(network.isTest == (network != .mainnet))
    }

    @Test func `reads its own names and no other`() throws {
        for network in Network.allCases { #expect(try Network(parsing: network.description) == network) }
        for name in ["", "main", "Mainnet", "bitcoin", "testnet", "regtest "] {
            #expect(throws: NetworkError.unknown(name: name)) { try Network(parsing: name) }
        }
    }
}
