import ByteCoding
import Testing
import WalletFormats

@Suite("fee estimates of other programs")
struct FeeEstimatesTests {
    static func parse(_ text: String) throws -> FeeEstimates { try FeeEstimates(parsing: Array(text.utf8)) }

    @Test("Bitcoin Core's estimatesmartfee, in bitcoin per 1,000 virtual bytes")
    func core() throws {
        #expect(try Self.parse("{\"feerate\":0.00012345,\"blocks\":6}").rates == [6: 12_345])
        #expect(try Self.parse("{\"feerate\":1e-05,\"blocks\":2}").rates == [2: 1_000])
        #expect(throws: FeeEstimateError.noEstimate(reason: "Insufficient data or no feerate found")) {
            try Self.parse("{\"errors\":[\"Insufficient data or no feerate found\"],\"blocks\":0}")
        }
    }

    @Test("mempool's recommended fees and Esplora's estimates; finer decimals are rounded up")
    func servers() throws {
        let mempool = try Self.parse(
            "{\"fastestFee\":21,\"halfHourFee\":18,\"hourFee\":15.5,\"economyFee\":6,\"minimumFee\":3}")
        #expect(mempool.rates == [1: 21_000, 3: 18_000, 6: 15_500, 144: 6_000, 1_008: 3_000])
        let esplora = try Self.parse("{\"1\":87.882,\"6\":68.2850001,\"144\":1.027}")
        #expect(esplora.rates == [1: 87_882, 6: 68_286, 144: 1_027])
    }

    @Test("gives the latest deadline that is not later than asked")
    func deadlines() throws {
        let estimates = try Self.parse("{\"2\":30,\"6\":20,\"144\":5}")
        #expect(
            try [2, 5, 6, 100, 1_000].map { try estimates.milliSatPerVirtualByte(withinBlocks: $0) } == [
                30_000, 30_000, 20_000, 20_000, 5_000,
            ])
        #expect(throws: FeeEstimateError.noneWithin(blocks: 1, fastest: 2)) {
            try estimates.milliSatPerVirtualByte(withinBlocks: 1)
        }
    }

    @Test(
        "refuses what it does not understand",
        arguments: [
            ("[]", "fees.unknown-form"), ("{}", "fees.unknown-form"), ("{\"x\":1}", "fees.unknown-form"),
            ("{\"1\":\"5\"}", "fees.malformed-rate"), ("{\"1\":-5}", "fees.malformed-rate"),
            ("{\"1\":1e3}", "fees.malformed-rate"), ("{\"feerate\":\"1\",\"blocks\":2}", "fees.malformed-rate"),
            ("{\"feerate\":0.1}", "fees.malformed-rate"), ("{", "json.truncated"),
            ("{\"1\":5,\"01\":6}", "fees.unknown-form"), ("{\"fastestFee\":5,\"other\":6}", "fees.unknown-form"),
        ])
    func refuses(_ text: String, _ code: String) throws {
        let error = try #require(throws: FeeEstimateError.self) { try Self.parse(text) }
        #expect(error.code == code, "\(text)")
    }
}
