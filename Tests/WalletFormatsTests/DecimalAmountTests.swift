import BitcoinPrimitives
import Testing
import WalletFormats

@Suite struct DecimalAmountTests {
    @Test(
        "reads decimal numbers exactly",
        arguments: [
            ("0", 0), ("0.0", 0), ("2.36", 236_000_000), ("2.36000000", 236_000_000), ("0.00000001", 1), ("1e-8", 1),
            ("1.855e-05", 1_855), ("1E+2", 10_000_000_000), ("2.3600000000", 236_000_000),
            ("21000000", 2_100_000_000_000_000), ("0.1", 10_000_000), ("20999999.99999999", 2_099_999_999_999_999),
            ("1." + String(repeating: "0", count: 62), 100_000_000),
        ] as [(String, UInt64)])
    func reads(_ text: String, _ sat: UInt64) {
        #expect(DecimalAmount.amount(ofNumber: text)?.sat == sat)
    }

    @Test(
        "refuses negative, too fine and too large numbers",
        arguments: [
            "-1", "0.000000001", "1e-9", "21000000.00000001", "1e30", "1e31", "1e99999999999999999999", "", "abc",
            "1e-9223372036854775808", "1e9223372036854775807",
            "99999999999999999999999999", "1.2.3", "1." + String(repeating: "0", count: 63),
        ])
    func refuses(_ text: String) {
        #expect(DecimalAmount.amount(ofNumber: text) == nil)
    }
}
