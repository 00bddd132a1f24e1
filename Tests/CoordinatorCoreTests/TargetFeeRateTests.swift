import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Testing

@Suite struct TargetFeeRateTests {
    @Test(
        "reads satoshi per virtual byte with up to three decimals",
        arguments: [
            ("5", 5_000, "5 sat/vB"), ("1.25", 1_250, "1.25 sat/vB"), ("0.1", 100, "0.1 sat/vB"),
            ("0.001", 1, "0.001 sat/vB"), ("10000", 10_000_000, "10000 sat/vB"),
        ] as [(String, UInt64, String)])
    func reads(_ text: String, _ rate: UInt64, _ shown: String) throws {
        let parsed = try TargetFeeRate(parsing: text)
        #expect(parsed.milliSatPerVirtualByte == rate)
        #expect(parsed.description == shown)
    }

    @Test(
        "refuses anything else",
        arguments: [
            ("", "fee-rate.malformed"), ("-1", "fee-rate.malformed"), ("1e3", "fee-rate.malformed"),
            ("1.", "fee-rate.malformed"), (".5", "fee-rate.malformed"), ("1.2345", "fee-rate.malformed"),
            ("1,5", "fee-rate.malformed"), ("1.2.3", "fee-rate.malformed"), ("0", "fee-rate.zero"),
            ("0.000", "fee-rate.zero"), ("10000.001", "fee-rate.too-high"),
            ("99999999999999999999", "fee-rate.malformed"),
        ])
    func refuses(_ text: String, _ code: String) throws {
        let error = try #require(throws: TargetFeeRateError.self) { try TargetFeeRate(parsing: text) }
        #expect(error.code == code)
    }

    @Test("rounds the fee up to whole satoshi")
    func rounds() throws {
        #expect(try TargetFeeRate(parsing: "1.5").fee(virtualBytes: 3).sat == 5)
        #expect(try TargetFeeRate(parsing: "2").fee(virtualBytes: 371).sat == 742)
        #expect(try TargetFeeRate(parsing: "0.001").fee(virtualBytes: 1).sat == 1)
        #expect(throws: AmountError.self) { try TargetFeeRate(parsing: "10000").fee(virtualBytes: .max) }
    }
}
