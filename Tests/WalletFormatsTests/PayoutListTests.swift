import BitcoinPrimitives
import Testing
import WalletFormats

@Suite struct PayoutListTests {
    static let heading = "address,amount_btc,reference\n"
    static let wpkh = "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg"
    static let taproot = "bcrt1p58wmh7z7uzwy9s60yc30q8rsfw5gjmas2djsrrjnlx3x9xwmt8lqhlvezz"

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
}
