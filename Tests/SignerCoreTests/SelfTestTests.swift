import ByteCoding
import CommandSupport
import Glibc
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("The self-test")
struct SelfTestTests {
    @Test("passes every check with the embedded answers")
    func passes() throws {
        let outcomes = SelfTest.run()
        #expect(outcomes.map(\.check) == SelfTestCheck.allCases)
        for outcome in outcomes { #expect(outcome.result == .passed, "\(outcome.check.rawValue)") }
        try SelfTest.require()
        try SelfTest.require(outcomes)
    }

    @Test(
        "fails by its name, and by no other, when one bit of an embedded answer is another",
        arguments: SelfTestCheck.allCases)
    func failsByName(check: SelfTestCheck) throws {
        let answer = SelfTestAnswers.embedded[check]
        #expect(answer.count >= 4, "an answer that cannot be read would be no answer")
        // The first and the last byte of the answer, and one in the middle.
        for place in Set([0, answer.count / 2, answer.count - 1]) {
            var changed = answer
            changed[place] ^= 0x10
            let outcomes = SelfTest.run(SelfTestAnswers.embedded.replacing(check, with: changed))
            #expect(Self.failed(outcomes) == [check], "byte \(place)")
            // Nothing before it fails, and nothing after it is tried.
            #expect(outcomes.drop { $0.check != check }.dropFirst().allSatisfy { $0.result == .notRun })
            #expect(outcomes.prefix { $0.check != check }.allSatisfy { $0.result == .passed })
            let error = #expect(throws: SignerError.self) { try SelfTest.require(outcomes) }
            #expect(error?.code == "self-test.failed")
            #expect(error?.exitStatus == .internalError)
            #expect(error?.description.contains("self-test of \(check.rawValue) failed") == true)
        }
    }

    @Test("an answer that is missing, cut or longer fails too", arguments: SelfTestCheck.allCases)
    func failsWithoutAnswer(check: SelfTestCheck) {
        let answer = SelfTestAnswers.embedded[check]
        for changed in [[], Array(answer.dropLast()), answer + [0]] {
            let outcomes = SelfTest.run(SelfTestAnswers.embedded.replacing(check, with: changed))
            #expect(Self.failed(outcomes) == [check], "\(changed.count) bytes")
        }
    }

    @Test("every name is its own, of small letters, and never changes")
    func names() {
        #expect(
            SelfTestCheck.allCases.map(\.rawValue) == [
                "sha-256", "sha-512", "ripemd-160", "hmac-sha-256", "hmac-sha-512", "scrypt", "random-source",
                "strict-der", "public-key", "point-addition", "ecdsa-verify", "ecdsa-verify-swift", "private-key",
                "rfc-6979", "ecdsa-sign",
                "ecdsa-sign-low-r", "bip-39", "bip-32", "bip-143", "identity-key", "keystore",
            ])
    }

    @Test("gives back all secret memory that it used, on every thread")
    func balance() async {
        await #expect(processExitsWith: .exitCode(0)) {
            SecretMemory.guardExit(program: "test", status: 70)
            for _ in 0..<3 { _ = SelfTest.run() }
            exit(0)
        }
    }

    private static func failed(_ outcomes: [SelfTest.Outcome]) -> [SelfTestCheck] {
        outcomes.compactMap { outcome in
            guard case .failed = outcome.result else { return nil }
            return outcome.check
        }
    }
}
