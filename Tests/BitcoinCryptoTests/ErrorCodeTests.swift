import BitcoinCrypto
import ByteCoding
import Testing

@Suite("Errors of keys, signatures and derivations")
struct ErrorCodeTests {
    static let all: [any CodedError] = [
        PublicKeyError.wrongLength(0), PublicKeyError.wrongPrefix(0, length: 33), PublicKeyError.notOnCurve("02"),
        PublicKeyError.tweakOutOfRange, PublicKeyError.infinity,
        SignatureError.wrongCompactLength(0), SignatureError.wrongDERLength(0), SignatureError.notASequence(0),
        SignatureError.wrongSequenceLength(stated: 0, actual: 1), SignatureError.notAnInteger(.r, tag: 0),
        SignatureError.emptyInteger(.s), SignatureError.wrongIntegerLength(.r, stated: 0, available: 1),
        SignatureError.negativeInteger(.r), SignatureError.paddedInteger(.s), SignatureError.outOfRange(.r),
        ScryptError.invalidParameters(n: 0, r: 0, p: 0, count: 0),
        ScryptError.memoryOverLimit(n: 0, r: 0, p: 0, limit: 0),
    ]

    @Test("have one code each, in kebab case behind a prefix")
    func codes() {
        let codes = Self.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.wholeMatch(of: /[a-z]+\.[a-z]+(-[a-z]+)*/) != nil, "\(code)") }
    }

    @Test("speak without capital and full stop")
    func descriptions() {
        for error in Self.all {
            let text = error.description
            #expect(text.first?.isUppercase == false && !text.hasSuffix("."), "\(text)")
        }
    }
}
