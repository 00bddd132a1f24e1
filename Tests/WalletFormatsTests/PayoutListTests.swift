import BitcoinPrimitives
import Testing
import WalletFormats

@Suite struct PayoutListTests {
    static let heading = "address,amount_btc,reference\n"
    static let wpkh = "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg"
    static let taproot = "bcrt1p58wmh7z7uzwy9s60yc30q8rsfw5gjmas2djsrrjnlx3x9xwmt8lqhlvezz"

    static let satoshi = "address,amount_sat,reference\n"
    /// A program of witness version 2, for which there is no rule.
    static let future =
        Address(
            scriptPubKey: Script([0x52, 0x20] + [UInt8](repeating: 7, count: 32)), network: .regtest)?.text ?? ""

    static func parse(_ text: String) throws -> PayoutList {
        try PayoutList(parsing: Array(text.utf8), network: .regtest)
    }

    @Test("keeps row order, row numbers and references")
    func reads() throws {
        let list = try Self.parse(
            "\(Self.heading)\(Self.wpkh),2.50000000,payout 1\n\(Self.taproot),0.75,\"two, \"\"quoted\"\"\"\n")
        #expect(list.payouts.map(\.row) == [1, 2])
        #expect(list.payouts.map(\.amount.sat) == [250_000_000, 75_000_000])
        #expect(list.payouts.map(\.reference) == ["payout 1", "two, \"quoted\""])
        #expect(list.payouts.map(\.address.text) == [Self.wpkh, Self.taproot])
        #expect(list.duplicates.isEmpty)
    }

    @Test("tolerates a byte order mark, CRLF and empty lines at the end")
    func spreadsheet() throws {
        let list = try Self.parse(
            "\u{feff}address,amount_btc,reference\r\n\"\(Self.wpkh)\",\"1\",\r\n\r\n\n")
        #expect(list.payouts.map(\.amount.sat) == [100_000_000])
        #expect(list.payouts.map(\.reference) == [""])
    }

    @Test("counts no empty line at the end as a row, however many there are")
    func emptyEnd() throws {
        let rows = String(repeating: "\(Self.wpkh),1,a\n", count: PayoutList.maximumRows)
        let end = String(repeating: "\r\n\n", count: PayoutList.maximumRows)
        #expect(try Self.parse(Self.heading + rows + end).payouts.count == PayoutList.maximumRows)
    }

    @Test("reads no further than the limit of rows")
    func stopsAtLimit() {
        let rows = String(repeating: "\n", count: PayoutList.maximumRows + 1) + "\"open"
        #expect(
            throws: PayoutListError.tooManyRows(count: PayoutList.maximumRows + 1, limit: PayoutList.maximumRows)
        ) { try Self.parse(Self.heading + rows) }
    }

    @Test("flags rows with one address and keeps them apart")
    func duplicates() throws {
        let list = try Self.parse(
            "\(Self.heading)\(Self.wpkh),1,a\n\(Self.taproot),1,b\n\(Self.wpkh),1,c\n\(Self.wpkh.uppercased()),1,d\n")
        #expect(list.payouts.count == 4)
        #expect(list.duplicates == [[1, 3, 4]])
    }

    static let refusals: [(String, PayoutListError)] = [
        ("", .missingHeading(found: "")),
        ("\(wpkh),1,a\n", .missingHeading(found: "\(wpkh),1,a")),
        ("address,amount,reference\n", .missingHeading(found: "address,amount,reference")),
        (heading, .noPayouts),
        ("\(heading)\(wpkh),1\n", .wrongFieldCount(row: 1, line: 2, count: 2)),
        ("\(heading)\(wpkh),1,a\n\n\(wpkh),1,b\n", .wrongFieldCount(row: 2, line: 3, count: 1)),
        ("\(heading)\(wpkh),\"1,000.0\",a\n", .thousandsSeparator(row: 1, line: 2, text: "1,000.0")),
        ("\(heading)\(wpkh),1'000,a\n", .thousandsSeparator(row: 1, line: 2, text: "1'000")),
        ("\(heading)\(wpkh), 1,a\n", .thousandsSeparator(row: 1, line: 2, text: " 1")),
        ("\(heading)\(wpkh),0.00000000,a\n", .zeroAmount(row: 1, line: 2)),
        ("\(heading)\(wpkh),1,a\"b\n", .strayQuote(line: 2)),
        ("\(heading)\(wpkh),1,\"a\"b\n", .strayQuote(line: 2)),
        ("\(heading)\(wpkh),1,\"a\nb", .openQuote(line: 2)),
        ("\(heading)\(wpkh),1,a\rb\n", .strayCarriageReturn(line: 2)),
        ("\(heading)\(wpkh),1,a\u{202e}b\n", .unprintableReference(row: 1, line: 2)),
        ("\(satoshi)\(wpkh),1.5,a\n", .amount(row: 1, line: 2, text: "1.5", .tooPrecise(text: "1.5"))),
        ("\(satoshi)\(wpkh),1e3,a\n", .amount(row: 1, line: 2, text: "1e3", .syntax(text: "1e3"))),
        ("\(satoshi)\(wpkh),1 000,a\n", .thousandsSeparator(row: 1, line: 2, text: "1 000")),
        ("\(satoshi)\(wpkh),0,a\n", .zeroAmount(row: 1, line: 2)),
        ("\(heading)OP_RETURN 68656c6c6f,1,a\n", .dataOutput(row: 1, line: 2)),
        ("\(heading)6a0568656c6c6f,1,a\n", .dataOutput(row: 1, line: 2)),
        ("\(heading)\(future),1,a\n", .unknownWitnessProgram(row: 1, line: 2, version: 2, length: 32)),
        (
            "\(heading)\(wpkh),20000000,a\n\(wpkh),2000000,b\n",
            .total(.aboveMaximum(sat: 2_200_000_000_000_000))
        ),
        (
            "\(heading)\(wpkh),1,\(String(repeating: "x", count: 201))\n",
            .referenceTooLong(row: 1, line: 2, limit: PayoutList.maximumReferenceLength)
        ),
    ]

    @Test("refuses with row and line", arguments: refusals.indices)
    func refuses(_ index: Int) {
        let (text, error) = Self.refusals[index]
        #expect(throws: error) { try Self.parse(text) }
    }

    @Test(
        "refuses amounts and addresses that do not read, naming row and line",
        arguments: [
            ("\(wpkh),-1,a", "payouts.amount"), ("\(wpkh),1e3,a", "payouts.amount"),
            ("\(wpkh),0.000000001,a", "payouts.amount"), ("\(wpkh),21000001,a", "payouts.amount"),
            ("\(wpkh),,a", "payouts.amount"),
            ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq,1,a", "payouts.address"), ("nonsense,1,a", "payouts.address"),
        ])
    func refusesValues(_ row: String, _ code: String) throws {
        let error = try #require(throws: PayoutListError.self) {
            try Self.parse("\(Self.heading)\(Self.taproot),1,ok\n\(row)\n")
        }
        #expect(error.code == code)
        #expect(error.description.contains("row 2 (line 3)"))
    }

    @Test("refuses text that is not UTF-8 and files beyond the limits")
    func limits() {
        #expect(throws: PayoutListError.notUTF8(line: 1)) {
            try PayoutList(parsing: [0xff], network: .regtest)
        }
        let big = Array(repeating: UInt8(ascii: "a"), count: PayoutList.maximumFileSize + 1)
        #expect(throws: PayoutListError.tooLarge(bytes: big.count, limit: PayoutList.maximumFileSize)) {
            try PayoutList(parsing: big, network: .regtest)
        }
        let rows = String(repeating: "\(Self.wpkh),1,a\n", count: PayoutList.maximumRows + 1)
        #expect(
            throws: PayoutListError.tooManyRows(count: PayoutList.maximumRows + 1, limit: PayoutList.maximumRows)
        ) { try Self.parse(Self.heading + rows) }
    }

    @Test("reads satoshi, and adds up all payments")
    func satoshiUnit() throws {
        let list = try Self.parse("\(Self.satoshi)\(Self.wpkh),250000000,a\n\(Self.taproot),1,b\n")
        #expect(list.payouts.map(\.amount.sat) == [250_000_000, 1])
        #expect(list.total.sat == 250_000_001)
    }

    @Test("reads a JSON array, each amount with its unit, as the CSV of the same payments")
    func json() throws {
        let text = """
            [
              {"address": "\(Self.wpkh)", "amount_btc": "2.50000000", "reference": "one"},
              {"address": "\(Self.taproot)", "amount_sat": 75000000},
              {"reference": "three", "amount_sat": "1", "address": "\(Self.wpkh)"}
            ]
            """
        let list = try Self.parse(text)
        #expect(list.payouts.map(\.row) == [1, 2, 3])
        #expect(list.payouts.map(\.amount.sat) == [250_000_000, 75_000_000, 1])
        #expect(list.payouts.map(\.reference) == ["one", "", "three"])
        #expect(list.duplicates == [[1, 3]])
        let csv = try Self.parse(
            "\(Self.heading)\(Self.wpkh),2.5,one\n\(Self.taproot),0.75,\n\(Self.wpkh),0.00000001,three\n")
        #expect(csv.payouts == list.payouts)
        #expect(try Self.parse("\u{feff} \n" + text).payouts == list.payouts)
    }

    static func object(_ members: String) -> String { "[\n{\"address\":\"\(wpkh)\",\(members)}]" }

    static let jsonRefusals: [(String, PayoutListError)] = [
        ("{}", .wrongShape(line: 1)), ("[]", .noPayouts), ("[\n1]", .wrongShape(line: 2)),
        ("[{\"amount_sat\":1}]", .missingField(row: 1, line: 1, name: "address")),
        (object("\"amount_btc\":0.1"), .amountNotText(row: 1, line: 2, text: "0.1")),
        (object("\"amount_btc\":\"1\",\"amount_sat\":1"), .twoAmounts(row: 1, line: 2)),
        (object("\"reference\":\"a\""), .missingField(row: 1, line: 2, name: "amount_btc")),
        (object("\"amount_sat\":1,\"amonut\":1"), .unknownField(row: 1, line: 2, name: "amonut")),
        (object("\"amount_sat\":1,\"reference\":1"), .missingField(row: 1, line: 2, name: "reference")),
        (object("\"amount_sat\":1.5"), .amount(row: 1, line: 2, text: "1.5", .tooPrecise(text: "1.5"))),
        (object("\"amount_sat\":0"), .zeroAmount(row: 1, line: 2)),
        (object("\"amount_btc\":\"1,000\""), .thousandsSeparator(row: 1, line: 2, text: "1,000")),
    ]

    @Test("refuses JSON with row and line", arguments: jsonRefusals.indices)
    func refusesJSON(_ index: Int) {
        let (text, error) = Self.jsonRefusals[index]
        #expect(throws: error) { try Self.parse(text) }
    }

    @Test("refuses JSON that is no JSON, and too many payments")
    func refusesOtherJSON() throws {
        let broken = try #require(throws: PayoutListError.self) { try Self.parse("[{\"address\":") }
        #expect(broken.code == "json.truncated")
        let rows = Array(repeating: "1", count: PayoutList.maximumRows + 1).joined(separator: ",")
        #expect(
            throws: PayoutListError.tooManyRows(count: PayoutList.maximumRows + 1, limit: PayoutList.maximumRows)
        ) { try Self.parse("[\(rows)]") }
    }
}
