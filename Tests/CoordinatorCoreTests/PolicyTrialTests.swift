import BitcoinPrimitives
import CoordinatorCore
import Custody
import TestSupport
import Testing

/// An order tried against a vault's tiers, before anything is proposed.
@Suite("An order that is tried")
struct PolicyTrialTests {
    private static func vault(_ change: (inout FixtureVault.Options) -> Void = { _ in }) throws -> FixtureVault {
        let units = [try Identifier("compliance"), try Identifier("risk")]
        let tiers = [
            VaultTier(number: 1, above: try Amount(btc: "2"), approvals: 1, units: units, coolingDays: 1),
            VaultTier(
                number: 2, sharePercent: 50, destinations: [.firstTime], approvals: 2, units: units, coolingDays: 2),
        ]
        return try FixtureVault {
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver, .auditor]
            $0.units = ["sales", "operations", "risk"]
            $0.tiers = tiers
            change(&$0)
        }
    }

    private static func trial(
        _ approvers: [Int], balance: String? = nil, on day: String = "2026-06-20",
        _ change: (inout FixtureVault.Options) -> Void = { _ in }
    ) throws -> PolicyTrial {
        let vault = try vault(change)
        var order = try FixtureOrder(of: FixtureCase(vault))
        order.approvers = approvers.map { vault.others[$0] }
        let verified = try VerifiedOrder(order.order(), under: vault.view, on: nil)
        let approvals = try order.approvals().map {
            try VerifiedApproval($0, of: verified, under: vault.view, on: nil)
        }
        return PolicyTrial(
            verified, approvals, under: vault.document.body, balance: try balance.map { try Amount(btc: $0) },
            on: try CalendarDate(documentText: day))
    }

    @Test("says per tier what holds, what only a custodian's machine can tell, and what is missing")
    func tiers() throws {
        let trial = try Self.trial([1])
        #expect(trial.tiers.map(\.verdict) == [.holds, .open])
        #expect(trial.certain.need.tier == 1 && !trial.certain.isComplete)
        #expect(trial.certain.missing == ["an approval by compliance or risk"])
        #expect(trial.tiers[1].standing.missing == ["1 more of 2 approvals", "an approval by compliance or risk"])
        #expect(trial.highest?.judgement.tier.number == 2)
        #expect(trial.tiers[1].reasons.count == 2)
        #expect(try Self.trial([2]).certain.isComplete)
        #expect(try Self.trial([1, 2]).tiers.allSatisfy { $0.standing.isComplete })
    }

    @Test("measures the share only where somebody says what the vault has")
    func balance() throws {
        #expect(try Self.trial([2], balance: "4").tiers[1].verdict == .holds)
        #expect(try Self.trial([2], balance: "5").tiers[1].verdict == .open)
        #expect(try Self.trial([2], balance: "4").certain.need.approvals == 2)
    }

    @Test("P-45: waits out the cooling time of the tier from the day of the approval on")
    func cooling() throws {
        // Approved on 14 June.
        #expect(try Self.trial([2], on: "2026-06-14").certain.missing == ["the cooling time, which ends on 2026-06-15"])
        #expect(try Self.trial([2], on: "2026-06-15").certain.isComplete)
    }

    @Test("a rule that raises leaves every tier open, and one that only warns does not")
    func raising() throws {
        let raised = try Self.trial([2], balance: "100") {
            $0.tiers = [$0.tiers[0], VaultTier(number: 2, approvals: 2, units: $0.tiers[0].units, coolingDays: 2)]
            $0.anomalies = [AnomalyRule(.firstDestination, .raise)]
        }
        #expect(raised.tiers[1].verdict == .fails && raised.highest?.judgement.tier.number == 2)
        let warned = try Self.trial([2], balance: "100") {
            $0.tiers = [$0.tiers[0]]
            $0.anomalies = [AnomalyRule(.firstDestination, .acknowledge)]
        }
        #expect(warned.highest == nil)
    }

    @Test("P-44: refuses what no approval helps: an order that has ended, and what the address book forbids")
    func refused() throws {
        #expect(try !Self.trial([2]).isRefused)
        #expect(try Self.trial([2], on: "2026-07-01").isRefused)
        let stranger = try #require(Address(scriptPubKey: FixtureCase.stranger(2), network: .regtest))
        let other = try Destination(documentText: "other customer \(stranger.text) 2026-01-01 - - - Other")
        let unlisted = try Self.trial([2]) {
            $0.allowlist = .required
            $0.destinations = [other]
        }
        #expect(unlisted.isRefused && unlisted.book.map(\.verdict) == [.refused])
    }
}
