import BitcoinPrimitives
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite("What a payment needs under a policy")
struct PolicyExplanationTests {
    static let entry =
        "destination: hot own-hot-wallet bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t 2026-03-01 2026-09-30 "
        + "6000000000 sat (60.00000000 BTC) - Hot\n"

    private func rules(_ more: String, _ change: (String) -> String = { $0 }) throws -> PolicyExplanation.Rules {
        PolicyExplanation.Rules(of: try VaultPolicyTests.plan(change(VaultPolicyTests.least) + more))
    }

    private func day(_ text: String) throws -> CalendarDate { try CalendarDate(documentText: text) }

    private func explain(
        _ rules: PolicyExplanation.Rules, btc: String? = "60", isKnown: Bool = false, on text: String = "2026-05-01"
    ) throws -> PolicyExplanation {
        PolicyExplanation(
            rules, paying: try btc.map { try Amount(btc: $0) },
            to: isKnown ? .known(try #require(rules.destinations.first)) : .new, on: try day(text))
    }

    private func text(_ explanation: PolicyExplanation, _ topic: PolicyExplanation.Topic) -> [String] {
        explanation.statements.filter { $0.topic == topic }.map(\.text)
    }

    @Test("names signers, confirmations, orders, approvals and the lower of the bounds of the fee")
    func sentences() throws {
        let found = try explain(rules(""))
        #expect(text(found, .quorum).first?.hasPrefix("2 of all custodians sign") == true)
        #expect(text(found, .confirmations).first?.hasPrefix("Every custodian looks a second time") == true)
        #expect(
            text(found, .orders) == ["No order is needed; every review warns that nothing says it was ordered."])
        #expect(text(found, .approvals) == ["No rule of this policy asks for an approval."])
        // 5 per cent of 60 BTC is more than 0.01 BTC, of 0.1 BTC less.
        #expect(text(found, .fee).first?.contains("(0.01000000 BTC (1000000 sat) where") == true)
        let small = try explain(rules(""), btc: "0.1")
        #expect(text(small, .fee).first?.contains("(0.00500000 BTC (500000 sat) where") == true)
        // Per cent that no vault has do not trap.
        let absurd = try rules("") { $0.replacing("max-fee-percent: 5", with: "max-fee-percent: 4294967295") }
        #expect(text(try explain(absurd, btc: "21000000"), .fee).first?.contains("(0.01000000 BTC") == true)
        let vault = PolicyExplanation.Rules(of: try FixtureVault.standard.get().document.body)
        #expect(text(try explain(vault), .quorum).first?.hasPrefix("2 of 3 custodians sign") == true)
        #expect(text(try explain(vault), .confirmations).first?.contains("all 3,") == true)
        #expect(text(try explain(vault), .release).first?.contains("the second look is not enforced") == true)
    }

    @Test("says what becomes of an address that is not in the book")
    func unlisted() throws {
        #expect(try !explain(rules(Self.entry)).isRefused)
        let tiered = try explain(rules(Self.entry + "allowlist: tiered\n"))
        #expect(!tiered.isRefused)
        #expect(tiered.statements.contains { $0.topic == .destination && $0.verdict == .warning })
        #expect(try explain(rules(Self.entry + "allowlist: required\n")).isRefused)
        // Where every warning refuses, tiered is as good as required.
        let strict = try rules(Self.entry + "allowlist: tiered\nstrict: yes\n") {
            $0.replacing("orders: optional", with: "orders: required")
        }
        #expect(try explain(strict).isRefused)
        #expect(try !explain(strict, isKnown: true).isRefused)
    }

    @Test(
        "holds an entry to its days and its cap",
        arguments: [
            ("2026-02-28", "60", true), ("2026-03-01", "60", false), ("2026-09-30", "60", false),
            ("2026-10-01", "60", true), ("2026-05-01", "60.00000001", true),
        ])
    func listed(day: String, btc: String, isRefused: Bool) throws {
        for rule in ["", "allowlist: required\n"] {
            let found = try explain(rules(Self.entry + rule), btc: btc, isKnown: true, on: day)
            #expect(found.isRefused == isRefused)
            #expect(text(found, .destination).contains { $0.contains("Nothing proves") })
        }
    }

    @Test("knows a recipient by the address, in whichever case it is written")
    func recipient() throws {
        let rules = try rules(Self.entry)
        let known = try AddressText(documentText: "BCRT1QQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPVXAT9T")
        #expect(rules.recipient(known) == .known(rules.destinations[0]))
        #expect(
            rules.recipient(try AddressText(documentText: "bcrt1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszazmwwa")) == .new)
        #expect(rules.entry(try Identifier("hot")) == rules.destinations[0])
        #expect(rules.entry(try Identifier("cold")) == nil)
    }

    private static let tiers =
        "approvals: 1\ntier: 1 1000000000 sat (10.00000000 BTC) - exchange 2 compliance,risk -\n"
        + "tier: 2 - 50 first-time,unlisted 2 risk 3\nanomaly: larger-than-ever 3 raise\nunit: erin risk\n"

    @Test("says which tier a payment is in, what that needs, and what may lead to a higher one")
    func tiers() throws {
        let rules = try rules(Self.entry + Self.tiers) {
            $0.replacing("orders: optional", with: "orders: required")
        }
        let new = text(try explain(rules), .approvals)
        #expect(new[0] == "Every order needs 1 approval, whatever it pays.")
        #expect(
            new[1]
                == "It is to an address that the book does not name: tier 2 of 2. The order needs 2 approvals, one of them "
                + "by risk, each given 3 days before signing.")
        #expect(new.count == 2)
        let known = text(try explain(rules, isKnown: true), .approvals)
        #expect(
            known[1].hasPrefix("It is of more than 10.00000000 BTC (1000000000 sat): tier 1 of 2. The order needs 2"))
        #expect(known[1].contains("by compliance or risk"))
        #expect(
            known[2].hasPrefix("Where it is of more than 50 % of what the vault has, or to an address that the machine")
        )
        let small = text(try explain(rules, btc: "10", isKnown: true), .approvals)
        #expect(small.count == 2 && small[1].hasPrefix("Where it is"))
        let any = text(try explain(rules, btc: nil), .approvals)
        #expect(any.count == 3 && any[1].hasPrefix("A payment of more than 10.00000000 BTC"))
        #expect(
            text(try explain(rules), .anomaly)
                == ["A payment of more than 3 times the largest before: the next tier is needed."])
        let share = PolicyExplanation(
            rules, paying: try Amount(btc: "60"), to: .known(rules.destinations[0]), on: try day("2026-05-01"),
            balance: try Amount(btc: "100"))
        #expect(text(share, .approvals)[1].hasPrefix("It is of more than 50 % of what the vault has: tier 2 of 2."))
    }

    @Test("a policy file has tiers, rules about anomalies and units, and its template reads back")
    func policyFile() throws {
        let plan = try VaultPolicyTests.plan(
            VaultPolicyTests.least.replacing("orders: optional", with: "orders: required") + Self.tiers)
        #expect(plan.rules.tiers.map(\.number) == [1, 2] && plan.rules.anomalies.map(\.kind) == [.largerThanEver])
        #expect(plan.units == [try Identifier("erin"): try Identifier("risk")])
        let again = try VaultPolicyTests.plan(VaultPolicy.text(of: plan))
        #expect(again.rules == plan.rules && again.units == plan.units)
        for line in [
            "unit: erin law\nunit: erin risk\n", "anomaly: unusual-fee 2 raise\nanomaly: unusual-fee 2 raise\n",
        ] {
            let error = #expect(throws: VaultPolicyError.self) {
                try VaultPolicyTests.plan(VaultPolicyTests.least + line)
            }
            #expect(error?.code == "policy.repeated-entry")
        }
    }
}
