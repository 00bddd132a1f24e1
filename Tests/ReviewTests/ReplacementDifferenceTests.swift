import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport
import Testing

@Suite("What a replacement changes")
struct ReplacementDifferenceTests {
    private static let day = Result { try ReviewFixture.today() }

    /// The review of the standard case in the place of case 2, as a machine sees it that answered that one as `change` says.
    private static func review(
        _ change: ((CaseFacts) throws -> AnsweredCase)?, reason: String? = "the fee was too low"
    ) throws -> Review {
        var fixture = try ReviewFixture.standardCase()
        fixture.header = try CaseHeader(
            drill: false, caseID: fixture.header.caseID, replaces: FixtureCase.caseID(2),
            reason: reason.map { try ReplacementReason($0) })
        let facts = try #require(fixture.examination().facts)
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            answered: try change.map { [try $0(facts)] } ?? [],
            today: try day.get())
        return ReviewFixture.review(try ReviewFixture.context(fixture, machine: machine))
    }

    private static func answered(
        _ facts: CaseFacts, spends: [OutPoint]? = nil, pays: [TxOut]? = nil, fee: UInt64? = nil,
        signatures: AnsweredCase.Signatures = .held
    ) throws -> AnsweredCase {
        AnsweredCase(
            caseID: try FixtureCase.caseID(2), digest: facts.digest, spends: spends ?? facts.inputs.map(\.outpoint),
            pays: pays ?? facts.payments,
            keeps: facts.ownOutputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script) },
            fee: try fee.map { try Amount(sat: $0) } ?? facts.fee, signatures: signatures)
    }

    private static func page(_ review: Review) throws -> String {
        try #require(review.pages().first { $0.title == "What this case changes" }).lines.joined(separator: "\n")
    }

    @Test("is said on a page behind the findings, and only for a replacement")
    func place() throws {
        let pages = try Self.review { try Self.answered($0) }.pages()
        #expect(pages[1].title == "Findings of this machine" && pages[2].title == "What this case changes")
        let plain = ReviewFixture.review(try ReviewFixture.changed())
        #expect(!plain.pages().contains { $0.title == "What this case changes" })
    }

    @Test("names the reason, and that everything is the same")
    func same() throws {
        let page = try Self.page(Self.review { try Self.answered($0, signatures: .armed) })
        #expect(page.contains("Why, as the file says: the fee was too low"))
        #expect(page.contains("Payments: all ") && page.contains("Coins: all ") && page.contains("Fee: the same"))
        #expect(page.contains("Your signatures for the earlier case have left this machine"))
    }

    @Test("names every output and coin that is gone or new, and both fees")
    func differences() throws {
        let gone = TxOut(amount: try Amount(sat: 12_345), scriptPubKey: try FixtureCase.stranger(99))
        let coin = OutPoint(txid: Txid(Bytes32(bigEndianWords: (1, 2, 3, 4))), vout: 7)
        let review = try Self.review { facts in
            try Self.answered(
                facts, spends: Array(facts.inputs.dropFirst().map(\.outpoint)) + [coin],
                pays: Array(facts.payments.dropFirst()) + [gone, gone], fee: 777)
        }
        let page = try Self.page(review)
        let facts = try #require(review.facts)
        let address = try #require(Address(scriptPubKey: gone.scriptPubKey, network: .regtest)).text
        #expect(page.split(separator: "\n").count { $0.contains("- \(gone.amount.text) to") } == 2)
        #expect(page.replacing("\n", with: "").replacing(" ", with: "").contains(address))
        #expect(page.contains("+ \(facts.payments[0].amount.text) to"))
        #expect(page.contains("2 gone, 1 new") && page.contains("1 gone, 1 new"))
        #expect(page.contains("- \(coin)") && page.contains("+ \(facts.inputs[0].outpoint)"))
        #expect(page.contains("before \(try Amount(sat: 777).text)"))
    }

    @Test("says where this machine cannot compare")
    func unknown() throws {
        let page = try Self.page(Self.review(nil))
        #expect(page.contains("never answered the case"))
        let bare = try Self.page(
            Self.review { facts in
                AnsweredCase(
                    caseID: try FixtureCase.caseID(2), digest: facts.digest, spends: facts.inputs.map(\.outpoint))
            })
        #expect(bare.contains("this machine does not know"))
    }

    @Test("is refused without a reason")
    func reason() throws {
        let review = try Self.review({ try Self.answered($0) }, reason: nil)
        #expect(!review.isSignable)
        #expect(review.findings.contains { $0.check == "case.replaces" && $0.severity == .refuse })
        #expect(try Self.page(review).contains("! The file does not say why."))
    }
}
