import BitcoinCrypto
import ByteCoding
import SecretKeys

/// Shows that this build on this machine computes what the standards say, before a secret is in its reach.
///
/// A processor, a memory or a library that computes otherwise would make keys that nobody can restore, or signatures
/// that give the key away.
package enum SelfTest {
    /// What became of one check.
    package struct Outcome: Sendable, Equatable {
        /// What was checked.
        package let check: SelfTestCheck
        /// What came out.
        package let result: Result
    }

    /// What came out of a check.
    package enum Result: Sendable, Equatable {
        /// The answer was found.
        case passed
        /// It was not, for this reason.
        case failed(String)
        /// An earlier check has failed: what stands on it is not tried.
        case notRun
    }

    /// Runs the checks in their order up to the first that fails, and compares with the given answers.
    package static func run(_ answers: SelfTestAnswers = .embedded) -> [Outcome] {
        var hasFailed = false
        return SelfTestCheck.allCases.map { check in
            guard !hasFailed else { return Outcome(check: check, result: .notRun) }
            guard let failure = failure(of: check, answers) else { return Outcome(check: check, result: .passed) }
            hasFailed = true
            return Outcome(check: check, result: .failed(failure))
        }
    }

    /// Refuses to go on unless every check has passed in this process; the checks run once.
    package static func require() throws(SignerError) {
        try requireMemory()
        try require(embeddedOutcomes)
    }

    /// Refuses to go on when secrets cannot be kept in memory: that is no wrong answer, and has its own remedy.
    package static func requireMemory() throws(SignerError) {
        do throws(SecretError) {
            try SecretMemory.prepare()
        } catch {
            // A library that computes otherwise is for the checks to name.
            guard error != .selfTestFailed else { return }
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// Names the check of a run that failed.
    package static func require(_ outcomes: [Outcome]) throws(SignerError) {
        for outcome in outcomes {
            switch outcome.result {
            case .passed: continue
            case .failed(let reason): throw .selfTestFailed(check: outcome.check, reason: reason)
            case .notRun: throw .selfTestFailed(check: outcome.check, reason: "it was not run")
            }
        }
    }

    private static let embeddedOutcomes = run()

    private static func failure(of check: SelfTestCheck, _ answers: SelfTestAnswers) -> String? {
        do {
            return try check.agrees(with: answers[check]) ? nil : "the known answer was not found"
        } catch let error as any CodedError {
            return "\(error.description) [\(error.code)]"
        } catch {
            return "\(error)"
        }
    }
}

extension SelfTestCheck {
    /// Computes, and says whether the answer was found and everything that must be refused was refused.
    func agrees(with answer: [UInt8]) throws -> Bool {
        switch self {
        case .sha256: SelfTestHashes.sha256(answer)
        case .sha512: SelfTestHashes.sha512(answer)
        case .ripemd160: SelfTestHashes.ripemd160(answer)
        case .hmacSHA256: SelfTestHashes.hmacSHA256(answer)
        case .hmacSHA512: SelfTestHashes.hmacSHA512(answer)
        case .scrypt: try SelfTestHashes.scrypt(answer)
        case .randomSource: try SelfTestKeys.randomSource(answer)
        case .strictDER: try SelfTestCurve.strictDER(answer)
        case .publicKey: try SelfTestCurve.publicKey(answer)
        case .pointAddition: try SelfTestCurve.pointAddition(answer)
        case .ecdsaVerify: try SelfTestCurve.verify(answer, with: OpenSSLVerifier())
        case .ecdsaVerifyAgain: try SelfTestCurve.verify(answer, with: PublicCurveVerifier())
        case .privateKey: try SelfTestKeys.privateKey(answer)
        case .rfc6979Nonce: try SelfTestKeys.nonce(answer)
        case .ecdsaSign: try SelfTestKeys.sign(answer)
        case .ecdsaSignLowR: try SelfTestKeys.signLowR(answer)
        case .mnemonic: try SelfTestKeys.mnemonic(answer)
        case .derivation: try SelfTestKeys.derivation(answer)
        case .sighash: try SelfTestCurve.sighash(answer)
        case .identityKey: try SelfTestKeys.identityKey(answer)
        case .keystore: try SelfTestKeys.keystore(answer)
        }
    }
}
