import BitcoinPrimitives
import TestSupport
import Testing

@Suite struct AmountTests {
    @Test(
        "reads decimal bitcoin and writes eight places",
        arguments: [
            ("0", 0 as UInt64, "0.00000000"),
            ("0.00000001", 1, "0.00000001"),
            ("0.1", 10_000_000, "0.10000000"),
            ("2.36", 236_000_000, "2.36000000"),
            ("1234567.5", 123_456_750_000_000, "1234567.50000000"),
            ("21000000", 2_100_000_000_000_000, "21000000.00000000"),
            ("21000000.00000000", 2_100_000_000_000_000, "21000000.00000000"),
        ])
    func readsDecimal(text: String, sat: UInt64, canonical: String) throws {
        let amount = try Amount(btc: text)
        #expect(amount.sat == sat)
        #expect(amount.btcText == canonical)
        #expect(amount.text == "\(canonical) BTC (\(sat) sat)")
    }

    @Test(
        "refuses text that is no plain decimal number",
        arguments: [
            "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1.5.0", " 1", "1 ", "01", "00", "1_000", "0x10", "１", "٣",
            "1.５",
            "1.-5", "NaN", "∞",
        ])
    func refusesSyntax(text: String) {
        #expect(throws: AmountError.syntax(text: text)) { try Amount(btc: text) }
    }

    @Test func `refuses more than eight decimal places`() {
        #expect(throws: AmountError.tooPrecise(text: "0.123456789")) { try Amount(btc: "0.123456789") }
        #expect(throws: AmountError.tooPrecise(text: "1.000000000")) { try Amount(btc: "1.000000000") }
    }

    @Test(
        "refuses more bitcoin than can exist",
        arguments: [
            "21000000.00000001", "184467440737.09551616", "184467440738", "99999999999999999999999",
        ])
    func refusesTooMuch(text: String) {
        #expect(throws: AmountError.textAboveMaximum(text: text)) { try Amount(btc: text) }
    }

    @Test func `takes satoshi up to the maximum`() throws {
        #expect(try Amount(sat: 2_100_000_000_000_000) == .maximum)
        #expect(throws: AmountError.aboveMaximum(sat: 2_100_000_000_000_001)) {
            try Amount(sat: 2_100_000_000_000_001)
        }
        #expect(throws: AmountError.aboveMaximum(sat: .max)) { try Amount(sat: .max) }
    }

    @Test func `adds and subtracts without leaving the range`() throws {
        let one = try Amount(sat: 1)
        #expect(try Amount.sum([one, one, one]).sat == 3)
        #expect(try Amount.sum([]) == .zero)
        #expect(try Amount.maximum.subtracting(one).adding(one) == .maximum)
        #expect(throws: AmountError.aboveMaximum(sat: 2_100_000_000_000_001)) { try Amount.maximum.adding(one) }
        #expect(throws: AmountError.aboveMaximum(sat: 4_200_000_000_000_000)) {
            try Amount.sum([.maximum, .maximum])
        }
        #expect(throws: AmountError.belowZero(sat: 0, subtracting: 1)) { try Amount.zero.subtracting(one) }
    }

    @Test func `text and value round-trip for random amounts`() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let amount = try Amount(sat: .random(in: 0...Amount.maximum.sat, using: &random))
            #expect(try Amount(btc: amount.btcText) == amount)
        }
    }
}
