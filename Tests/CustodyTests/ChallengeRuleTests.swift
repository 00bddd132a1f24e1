import Custody
import Testing

@Suite("The challenge rule of a vault")
struct ChallengeRuleTests {
    private let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    private func vault(_ challenge: ChallengeRule) throws -> Document<Vault> {
        var parts = try custody.vaultParts()
        parts.rules = VaultTests.rules(challenge: challenge)
        return try Document(body: parts.vault())
    }

    @Test("has a line in the document only where not everything is typed, and reads back")
    func line() throws {
        let all = try vault(.all)
        #expect(!String(decoding: all.encoded, as: UTF8.self).contains("challenge"))
        let sampled = try vault(ChallengeRule(sampling: 20))
        #expect(String(decoding: sampled.encoded, as: UTF8.self).contains("\norders: optional\nchallenge: sample 20\n"))
        #expect(try Document<Vault>(parsing: sampled.encoded).body.rules.challenge.sample == 20)
        #expect(all.digest != sampled.digest)
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "challenge: all\n", "challenge: sample 4\n", "challenge: sample 020\n", "challenge: sample +20\n",
            "challenge: sample\n", "challenge: sample 20 \n", "challenge: sample 20\nchallenge: sample 20\n",
            "challenge: -\n",
        ])
    func refuses(_ line: String) throws {
        let text = String(decoding: try vault(ChallengeRule(sampling: 20)).encoded, as: UTF8.self)
        let changed = text.replacing("challenge: sample 20\n", with: line)
        #expect(throws: DocumentError.self) { try Document<Vault>(parsing: Array(changed.utf8)) }
    }

    @Test("never draws fewer than five")
    func least() throws {
        #expect(throws: DocumentError.self) { try ChallengeRule(sampling: 4) }
        #expect(try ChallengeRule(sampling: 5).documentText == "sample 5")
    }
}
