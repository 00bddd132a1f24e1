import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import Review
import TestSupport
import Testing

/// The theft of May 2024 as data (`Vectors/samples/theft-2024`), before a custodian's machine with a vault's tiers.
@Suite("The theft of 2024")
struct TheftTests {
    /// The file.
    private struct Theft: Decodable, Sendable {
        struct Known: Decodable, Sendable {
            let usualAddress: String
            let thiefAddress: String
            let stolenSat: UInt64
            let leftSat: UInt64
            let feeSat: UInt64
            let largestBeforeSat: UInt64
            let day: String
            let timeUtc: String
        }
        struct Payment: Decodable, Sendable {
            let day: String
            let sat: UInt64
            let feeSat: UInt64
        }
        struct Assumed: Decodable, Sendable {
            let payments: [Payment]
        }
        let known: Known
        let assumed: Assumed
    }

    private static let theft = Result {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Theft.self, from: Data(contentsOf: VectorStore.url("samples/theft-2024/theft.json")))
    }

    /// The rules of the property P-46, each of which a custodian acknowledges, or which raise.
    private static func rules(_ action: AnomalyAction) throws -> [AnomalyRule] {
        [
            AnomalyRule(.firstDestination, action), AnomalyRule(.largerThanEver(times: 3), action),
            AnomalyRule(.offHours(try WorkingHours(documentText: "09:00-18:00 +09:00 weekdays")), action),
            AnomalyRule(.shareOfBalance(percent: 50), action), AnomalyRule(.unusualFee(times: 10), action),
        ]
    }

    /// A case on a machine that has helped to pay everything before, at the hour of the theft.
    /// - Parameter honest: the usual payment, in place of the stolen one.
    private static func context(
        _ rules: [AnomalyRule], tiers: [VaultTier] = [], honest: UInt64? = nil, isCoordinator: Bool = false
    ) throws -> ReviewContext {
        let theft = try theft.get()
        let vault = try FixtureVault {
            $0.network = .mainnet
            $0.release = [.held]
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver, .approver]
            $0.units = ["sales", "operations", "operations", "risk"]
            $0.tiers = tiers
            $0.anomalies = rules
            // The caps alone would refuse the fee; here they are wide, so that the other rules have to speak.
            $0.maximumFeeSat = 20_000_000
            $0.maximumFeeRate = 100_000
        }
        let usual = try Address(parsing: theft.known.usualAddress, network: .mainnet).scriptPubKey
        let thief = try Address(parsing: theft.known.thiefAddress, network: .mainnet).scriptPubKey
        let (stolen, left, fee) = (theft.known.stolenSat, theft.known.leftSat, theft.known.feeSat)
        var fixture = try FixtureCase(vault)
        fixture.version = ReviewFixture.version
        fixture.coins[0].sat = 100_000_000
        fixture.coins[1].sat = stolen + left + fee - 100_000_000
        let paid = honest ?? stolen
        let paidFee = honest == nil ? fee : 25_000
        fixture.payments[0] = .init(script: honest == nil ? thief : usual, derived: nil, sat: paid)
        fixture.payments[1].sat = stolen + left + fee - paid - paidFee
        var order = try FixtureOrder(of: fixture)
        order.maximumFeeSat = fee
        fixture.orders = [try order.order()]
        fixture.approvals = try order.approvals()
        try fixture.cite()
        let day = try CalendarDate(documentText: theft.known.day)
        let clock = theft.known.timeUtc.split(separator: ":").compactMap { Int($0) }
        let answered = try theft.assumed.payments.enumerated().map { place, payment in
            AnsweredCase(
                caseID: try FixtureCase.caseID(UInt8(100 + place)),
                digest: try Bytes32([UInt8](repeating: UInt8(100 + place), count: 32)), spends: [],
                pays: [TxOut(amount: try Amount(sat: payment.sat), scriptPubKey: usual)],
                fee: try Amount(sat: payment.feeSat), isConfirmed: true,
                day: try CalendarDate(documentText: payment.day))
        }
        let machine =
            isCoordinator
            ? MachineView(purpose: .inspect, today: day)
            : MachineView(
                person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: answered, today: day,
                earliestDay: day, minuteOfDay: clock[0] * 60 + clock[1])
        return try ReviewFixture.context(fixture, machine: machine)
    }

    private static func tripped(_ context: ReviewContext, _ severity: Severity) -> Set<String> {
        Set(
            ReviewFixture.review(context).findings
                .filter { $0.check.hasPrefix("anomaly.") && $0.severity == severity }.map(\.check))
    }

    @Test("P-46: trips four of five rules, each a warning with a word of its own; the usual payment trips none")
    func anomalies() throws {
        let known = try Self.theft.get().known
        #expect(try Self.theft.get().assumed.payments.map(\.sat).max() == known.largestBeforeSat)
        let theft = try Self.context(Self.rules(.acknowledge))
        #expect(
            Self.tripped(theft, .warn) == [
                "anomaly.first-destination", "anomaly.larger-than-ever", "anomaly.share-of-balance",
                "anomaly.unusual-fee",
            ])
        let words = Set(ReviewFixture.review(theft).warnings.map(\.word))
        #expect(words.isSuperset(of: ["first-destination", "larger-than-ever", "share-of-balance", "unusual-fee"]))
        let honest = try Self.context(Self.rules(.acknowledge), honest: known.largestBeforeSat)
        #expect(Self.tripped(honest, .warn) == [])
        #expect(ReviewFixture.review(honest).isSignable)
    }

    @Test("P-43, P-46: four rules raise it to the highest tier, where its one approval is not enough")
    func tiers() throws {
        let tiers = [
            VaultTier(number: 1, above: .zero, approvals: 1), VaultTier(number: 2, approvals: 2),
            VaultTier(number: 3, approvals: 3, units: [try Identifier("risk")], coolingDays: 1),
        ]
        let theft = try Self.context(Self.rules(.raise), tiers: tiers)
        #expect(theft.policy?.tier?.number == 3)
        // Two steps lead up; what finds no higher tier is acknowledged.
        #expect(theft.policy?.raisedBy.count == 2)
        #expect(Self.tripped(theft, .note).count == 2 && Self.tripped(theft, .warn).count == 2)
        let review = ReviewFixture.review(theft)
        #expect(!review.isSignable)
        #expect(
            Set(review.findings.filter { $0.severity == .refuse }.map(\.check)) == [
                "order.approvals", "order.approving-unit",
            ])
        let honest = try Self.context(
            Self.rules(.raise), tiers: tiers, honest: Self.theft.get().known.largestBeforeSat)
        #expect(honest.policy?.tier?.number == 1)
        #expect(ReviewFixture.review(honest).isSignable)
    }

    @Test("a coordinator, which has no records, refuses what it can tell and names the tier that it cannot")
    func coordinator() throws {
        let tiers = [
            VaultTier(number: 1, above: .zero, approvals: 1), VaultTier(number: 2, approvals: 2),
            VaultTier(number: 3, approvals: 3),
        ]
        let context = try Self.context(Self.rules(.raise), tiers: tiers, isCoordinator: true)
        // The share is in the file; whether the destination is new, the amount or the fee usual, is not.
        #expect(context.policy?.tier?.number == 2 && context.policy?.raisedBy == [.shareOfBalance])
        let findings = ReviewFixture.review(context).findings
        #expect(findings.contains { $0.check == "order.approvals" && $0.severity == .refuse })
        #expect(findings.contains { $0.sentence == .policy(.tierMayBe(highest: 3)) })
        let alice = try Self.context(Self.rules(.raise), tiers: tiers)
        #expect(!ReviewFixture.review(alice).findings.contains { $0.sentence == .policy(.tierMayBe(highest: 3)) })
    }

    @Test("says in both languages what is unlike the other payments")
    func sentences() throws {
        let review = ReviewFixture.review(try Self.context(Self.rules(.acknowledge)))
        let share = try #require(review.findings.first { $0.check == "anomaly.share-of-balance" })
        #expect(share.text.contains("92.79 %, more than 50 %, of the coins of this case"))
        let larger = try #require(review.findings.first { $0.check == "anomaly.larger-than-ever" })
        #expect(larger.text.contains("4502.90000000 BTC"))
        #expect(larger.text.contains("more than 3 times the 100.00000000 BTC"))
        #expect(ScreenLanguage.japanese.text(larger.sentence).contains("の3倍を超えています。"))
    }
}
