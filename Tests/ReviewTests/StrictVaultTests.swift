import Custody
import Review
import TestSupport
import Testing

@Suite("Warnings, and a vault that is strict")
struct StrictVaultTests {
    /// A case that moves everything inside, with one output on the receive branch: a warning.
    private static func review(isStrict: Bool, toReceive: Bool) throws -> Review {
        ReviewFixture.review(
            try ReviewFixture.vault(
                {
                    $0.release = [.held]
                    $0.orders = .required
                    $0.isStrict = isStrict
                    $0.otherRoles = [.requester, .approver]
                },
                {
                    $0.payments = []
                    try $0.addOwnOutput(toReceive ? 0 : 1, 5, sat: 299_999_000)
                    var order = try FixtureOrder(of: $0)
                    order.kind = .internal
                    $0.orders = [try order.order()]
                    try $0.cite(kind: .internal)
                }))
    }

    @Test("every warning refuses under a strict vault, and no other finding changes")
    func strict() throws {
        let usual = try Self.review(isStrict: false, toReceive: true)
        #expect(usual.findings.map(\.check) == ["output.to-ourselves", "order.people"])
        #expect(usual.findings.map(\.severity) == [.warn, .note])
        #expect(usual.isSignable)

        let strict = try Self.review(isStrict: true, toReceive: true)
        #expect(strict.findings.map(\.check) == ["output.to-ourselves", "vault.strict", "order.people"])
        #expect(strict.findings.map(\.severity) == [.refuse, .note, .note])
        #expect(!strict.isSignable)
        #expect(strict.warnings.isEmpty)

        let clean = try Self.review(isStrict: true, toReceive: false)
        #expect(clean.findings.map(\.check) == ["vault.strict", "order.people"])
        #expect(clean.isSignable)
    }

    @Test("gives every warning a word of its own, worst first")
    func words() throws {
        let review = ReviewFixture.review(
            try ReviewFixture.changed({
                try $0.addOwnOutput(0, 6, sat: 0)
                try $0.addOwnOutput(0, 7, sat: 0)
            }))
        #expect(
            review.warnings.map(\.word) == [
                "second-look", "orders-optional", "change-count", "dust 2", "to-ourselves 2", "dust 3",
                "to-ourselves 3",
            ])
        #expect(review.warnings == review.findings.filter { $0.severity == .warn })
    }

    @Test("no two checks have the same last word, so that a word says which warning is meant")
    func lastWords() {
        let words = CheckPair.all.filter { $0.severity == .warn }.map(\.check)
        let last = Set(words).map { $0.split(separator: ".").last.map(String.init) ?? "" }
        #expect(Set(last).count == last.count)
    }
}
