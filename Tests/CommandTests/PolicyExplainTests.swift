import Foundation
import TestSupport
import Testing

/// `vault policy explain` of the built program, over the ready policies.
@Suite("a policy explained at the command line")
struct PolicyExplainTests {
    private func explain(_ arguments: String...) throws -> ProgramRun {
        let folder = TemporaryFolder()
        return try ProgramRun(
            BuiltPrograms.coordinator, ["vault", "policy", "explain"] + arguments, in: folder.path)
    }

    private static func policy(_ name: String) -> String {
        BuiltPrograms.repository + "/Docs/policies/\(name).policy"
    }

    @Test("says in sentences what 60 BTC to a new destination need, and to each that is known")
    func sentences() throws {
        let run = try explain(Self.policy("exchange-cold-3of5"), "--amount", "60", "--on", "2026-03-01")
        #expect(run.status == 0 && run.error.isEmpty)
        #expect(
            run.output.hasPrefix(
                "A payment of 60.00000000 BTC (6000000000 sat) from cold to an address that the address book does not name:\n"
            ))
        #expect(run.output.contains("\n  ! Every custodian is warned that the address is not in the book (tiered).\n"))
        #expect(
            run.output.contains(
                "\n  - It is to an address that the book does not name: tier 2 of 3. The order needs 2 approvals, one of them "
                    + "by compliance or risk, each given 1 day before signing.\n"))
        let theft = try explain(
            Self.policy("exchange-cold-3of5"), "--amount", "4502.9", "--balance", "4852.9", "--on", "2026-03-01")
        #expect(theft.output.contains("tier 3 of 3. The order needs 3 approvals"))
        #expect(
            theft.output.contains(
                "\n  X The limit \"vault case 100000000000 sat (1000.00000000 BTC)\" lets no case pay so much.\n"))
        #expect(
            run.output.contains("\n  X One payment may bring the entry hot-1 at most 50.00000000 BTC (5000000000 sat)"))
        #expect(run.output.contains("\n  The custodians' machines REFUSE it.\n"))
    }

    @Test("gives one JSON document, and knows an address of the book")
    func json() throws {
        let address = "bcrt1qyfzxw3yxmzp4q8z7u2st0kcjv758jtyjw2t4st04aqa6gtdzrc8strlfr3"
        let run = try explain(
            Self.policy("long-term-2of3"), "--amount", "60", "--to", address, "--on", "2026-02-01", "--json")
        #expect(run.status == 0)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(document["schema"] as? String == "rensho/vault-policy-explain/v1")
        #expect(document["amount_sat"] as? Int == 6_000_000_000)
        let payments = try #require(document["payments"] as? [[String: Any]])
        #expect(payments.count == 1)
        #expect(payments[0]["is_refused"] as? Bool == false)
        #expect((payments[0]["entry"] as? [String: Any])?["class"] as? String == "own-vault")
        let early = try explain(
            Self.policy("long-term-2of3"), "--entry", "short-term", "--on", "2026-01-31", "--json")
        #expect(early.output.contains("\"is_refused\": true"))
    }

    @Test("refuses what it cannot explain, each by its own code")
    func refusals() throws {
        let company = Self.policy("small-company-2of3")
        let runs: [(ProgramRun, Int32, String)] = [
            (try explain(company, "--entry", "nobody"), 1, "vault-policy-explain.unknown-entry"),
            (try explain(company, "--amount", "60 BTC"), 64, "usage"),
            (try explain(company, "--to", "1B6rJ6ZKfZmkqMyBGe5KR27oWkEbQdNM7Q"), 64, "usage"),
            (try explain(company, "--on", "tomorrow"), 64, "usage"),
        ]
        for (run, status, code) in runs {
            #expect(run.status == status && run.output.isEmpty, "\(run.error)")
            #expect(run.error.contains(code), "\(run.error)")
        }
        #expect(try explain().status == 64)
        #expect(try explain(company, "--vault", "treasury").status == 64)
        let folder = TemporaryFolder()
        let malformed = folder.file("bad.policy")
        try (String(contentsOfFile: company, encoding: .utf8) + "destination: x\n")
            .write(toFile: malformed, atomically: true, encoding: .utf8)
        let bad = try explain(malformed)
        #expect(bad.status == 65 && bad.error.contains("policy.value"), "\(bad.error)")
    }
}
