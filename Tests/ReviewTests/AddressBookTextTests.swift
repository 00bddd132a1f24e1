import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport
import Testing

@Suite("The address book on a destination's page")
struct AddressBookTextTests {
    private func review(_ rule: AllowlistRule, _ entries: [String]) throws -> Review {
        let destinations = try entries.map { try Destination(documentText: $0) }
        return ReviewFixture.review(
            try ReviewFixture.vault {
                $0.allowlist = rule
                $0.destinations = destinations
            })
    }

    private static let entry =
        "hot exchange bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-01-05 2026-12-31 "
        + "250000000 sat (2.50000000 BTC) "
        + "call c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7 販売所 Hot"

    private func page(_ review: Review, _ language: ScreenLanguage = .english) -> [String] {
        review.pages(in: language)[2].lines
    }

    @Test("P-14: names the entry, whose it is and its conditions, the recipient on a line of his own")
    func listed() throws {
        let review = try review(.required, [Self.entry])
        let lines = page(review)
        #expect(lines.contains("Address book: the entry hot, an exchange"))
        #expect(lines.contains("  販売所 Hot"))
        #expect(lines.contains("  may be paid from 2026-01-05 until 2026-12-31"))
        #expect(lines.contains("  at most 2.50000000 BTC (250000000 sat) in one payment"))
        #expect(lines.contains("    c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7"))
        #expect(lines.contains("Order line: none"))
        let japanese = page(review, .japanese)
        #expect(japanese.contains("宛先帳：項目 hot（取引所）") && japanese.contains("  販売所 Hot"))
        #expect(japanese.contains("    c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7"))
    }

    @Test("is part of the facts, which change with the book")
    func facts() throws {
        let listed = try review(.off, [Self.entry])
        let dearer = try review(.off, [Self.entry.replacing("2026-12-31", with: "-")])
        #expect(listed.factsText.contains("Address book: the entry hot, an exchange"))
        #expect(listed.factsHash != dearer.factsHash)
        #expect(try review(.off, [Self.entry]).factsHash == listed.factsHash)
    }

    @Test("P-14: says that an address is not in the book, and nothing where there is no book")
    func unlisted() throws {
        let other = Self.entry.replacing(
            "bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t", with: "bcrt1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszazmwwa")
        for rule in AllowlistRule.allCases {
            #expect(page(try review(rule, [other])).contains("Address book: THIS ADDRESS IS NOT IN IT"))
        }
        #expect(page(try review(.tiered, [])).contains("Address book: THIS ADDRESS IS NOT IN IT"))
        #expect(!page(try review(.off, [])).contains { $0.contains("Address book") })
    }

    @Test("escapes nothing that may stand in a name, and nothing of it stands beside other words")
    func names() throws {
        let hebrew = try review(.off, [Self.entry.replacing("販売所 Hot", with: "בנק")])
        #expect(page(hebrew).contains("  בנק"))
    }
}
