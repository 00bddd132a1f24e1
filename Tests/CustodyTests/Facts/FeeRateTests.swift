import BitcoinPrimitives
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("Fee rates, shares and sizes")
struct FeeRateTests {
    @Test("a rate is rounded down to thousandths and compared without rounding")
    func rate() throws {
        let rate = FeeRate(fee: try Amount(sat: 1_000), virtualSize: 333)
        #expect(rate.milliSatPerVirtualByte == 3_003)
        #expect(rate.exceeds(satPerVirtualByte: 3))
        #expect(!FeeRate(fee: try Amount(sat: 999), virtualSize: 333).exceeds(satPerVirtualByte: 3))
        #expect(!rate.exceeds(satPerVirtualByte: .max))
        #expect(FeeRate(fee: .maximum, virtualSize: 0).milliSatPerVirtualByte == 2_100_000_000_000_000_000)
    }

    @Test("a share is rounded up to hundredths and compared without rounding")
    func share() throws {
        let whole = try Amount(sat: 335_012_345)
        #expect(Proportion(try Amount(sat: 1_855), of: whole).basisPoints == 1)
        #expect(Proportion(try Amount(sat: 100), of: try Amount(sat: 10_000)).basisPoints == 100)
        #expect(Proportion(try Amount(sat: 101), of: try Amount(sat: 10_000)).exceeds(percent: 1))
        #expect(!Proportion(try Amount(sat: 100), of: try Amount(sat: 10_000)).exceeds(percent: 1))
        #expect(Proportion(try Amount(sat: 1), of: .zero).exceeds(percent: 100))
        #expect(Proportion(try Amount(sat: 1), of: .zero).basisPoints == nil)
        #expect(Proportion(.maximum, of: try Amount(sat: 1)).basisPoints == nil)
        #expect(Proportion(.maximum, of: .maximum).basisPoints == 10_000)
        #expect(!Proportion(.maximum, of: .maximum).exceeds(percent: 100))
    }

    @Test("a witness counts its items, M signatures of 72 bytes and the script")
    func witness() throws {
        let vault = try FixtureVault.standard.get()
        // 1 item count, 1 empty item, 2 × (1 + 72), 1 length, 105 bytes of script.
        #expect(VirtualSizeEstimate.witnessSize(of: try vault.script(0, 0)) == 254)
        let large = try FixtureVault {
            $0.threshold = 3
            $0.keyCount = 8
        }
        // The script of 8 keys has 275 bytes and a length of 3.
        #expect(VirtualSizeEstimate.witnessSize(of: try large.script(0, 0)) == 1 + 1 + 3 * 73 + 3 + 275)
    }
}
