import ByteCoding
import Testing

@Suite("Errors of reading text and bytes")
struct ErrorCodeTests {
    static let all: [any CodedError] = [
        ByteCodingError.truncated(needed: 1, available: 0, offset: 0),
        ByteCodingError.nonMinimalCompactSize(offset: 0),
        ByteCodingError.lengthOverLimit(value: 1, limit: 0, offset: 0),
        ByteCodingError.trailingBytes(count: 1, offset: 0),
        ByteCodingError.wrongLength(expected: 1, actual: 0),
        HexError.oddLength(1), HexError.invalidCharacter(0, position: 0),
        Base64Error.wrongLength(1), Base64Error.invalidCharacter(0, position: 0), Base64Error.unusedBits(position: 0),
        Base58Error.invalidCharacter(0, position: 0), Base58Error.tooLong(length: 1, limit: 0),
        Bech32Error.tooLong(length: 91), Bech32Error.invalidCharacter(0, position: 0),
        Bech32Error.mixedCase(positions: [1]), Bech32Error.missingSeparator, Bech32Error.emptyPrefix,
        Bech32Error.shortChecksum(length: 0), Bech32Error.wrongChecksum(likelyPositions: [1, 2]),
        Bech32Error.invalidFiveBitValue(32, position: 0), Bech32Error.invalidPadding,
    ]

    @Test("have one code each, in kebab case behind a prefix")
    func codes() {
        let codes = Self.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.wholeMatch(of: /[a-z0-9]+\.[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(code)") }
    }

    @Test("speak without capital and full stop")
    func descriptions() {
        for error in Self.all {
            let text = error.description
            #expect(text.first?.isUppercase == false && !text.hasSuffix("."), "\(text)")
        }
    }
}
