import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport
import Testing

@Suite("The three sources on a destination's page")
struct DestinationComparisonTests {
    /// What the address book of the vault says, and the row of the table about it; `nil` for no row.
    struct Book: Sendable, CustomTestStringConvertible {
        let name: String
        var rule = AllowlistRule.off
        /// The stranger whom the book names; the case pays stranger 1.
        var stranger: UInt8?
        var cap = "-"
        let row: String?
        var japanese: String?

        var testDescription: String { name }
    }

    static let books = [
        Book(name: "no book and no rule", row: nil),
        Book(
            name: "no book, and a rule", rule: .tiered, row: "address book  NOT IN IT  NOT IN IT",
            japanese: "宛先帳  記載なし      記載なし"),
        Book(name: "another address", stranger: 2, row: "address book  NOT IN IT  NOT IN IT"),
        Book(
            name: "the address without a cap", stranger: 1, row: "address book  matches   no cap",
            japanese: "宛先帳  一致          上限なし"),
        Book(
            name: "exactly the cap", stranger: 1, cap: "250000000 sat (2.50000000 BTC)",
            row: "address book  matches   at most 2.50000000 BTC"),
        Book(
            name: "a satoshi above the cap", stranger: 1, cap: "249999999 sat (2.49999999 BTC)",
            row: "address book  matches   DIFFERS: above 2.49999999 BTC",
            japanese: "宛先帳  一致          相違：2.49999999 BTC を超過"),
    ]

    private static func lines(_ book: Book, _ language: ScreenLanguage) throws -> [String] {
        let entry = try book.stranger.map { number in
            let address = try Address(scriptPubKey: FixtureCase.stranger(number), network: .regtest).orThrow()
            return try Destination(documentText: "known customer \(address.text) 2026-01-01 - \(book.cap) - Known")
        }
        let vault = try FixtureVault {
            $0.release = [.held]
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver, .auditor]
            $0.allowlist = book.rule
            $0.destinations = entry.map { [$0] } ?? []
        }
        var fixture = try FixtureCase(vault)
        let order = try FixtureOrder(of: fixture)
        fixture.orders = [try order.order()]
        fixture.approvals = try order.approvals()
        try fixture.cite()
        let review = ReviewFixture.review(try ReviewFixture.context(fixture))
        return review.pages(in: language)[2].lines
    }

    @Test("say the same, or differ by name", arguments: books)
    func table(_ book: Book) throws {
        let lines = try Self.lines(book, .english)
        let words = lines.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(words.contains("transaction as above 2.50000000 BTC"), "\(lines)")
        #expect(words.contains("order matches matches"), "\(lines)")
        #expect(lines.first { $0.hasPrefix("  address book") } == book.row.map { "  " + $0 }, "\(lines)")
        if let japanese = book.japanese {
            let found = try Self.lines(book, .japanese)
            #expect(found.contains("  " + japanese), "\(found)")
        }
    }
}
