import ByteCoding
import Custody
import Testing

@Suite("What is said when two opinions differ")
struct SecondOpinionErrorTests {
    @Test("every disagreement has its code, names input, person and side, and says what to do")
    func texts() throws {
        let alice = try Identifier("alice")
        let zero = try Bytes32([UInt8](repeating: 0, count: 32))
        let errors: [(SecondOpinionError, String, [String])] = [
            (
                .sighashesDiffer(input: 3, first: zero, second: nil), "second-opinion.sighashes-differ",
                ["input 3", zero.hex, "not there"]
            ),
            (
                .refused(by: .openSSL, input: 4, person: alice), "second-opinion.refused-by-openssl",
                ["input 4", "OpenSSL alone", "alice"]
            ),
            (
                .refused(by: .publicCurve, input: 5, person: alice), "second-opinion.refused-by-public-curve",
                ["input 5", "PublicCurve alone", "alice"]
            ),
            (.refusedByBoth(input: 6, person: alice), "second-opinion.refused-by-both", ["input 6", "alice"]),
            (
                .unanswered(by: .publicCurve, asked: 2, answered: 1), "second-opinion.unanswered-by-public-curve",
                ["PublicCurve", "1", "2"]
            ),
            (.unanswered(by: .openSSL, asked: 2, answered: 1), "second-opinion.unanswered-by-openssl", ["OpenSSL"]),
            (.inputCount(expected: 2, found: 1), "second-opinion.input-count", ["1 inputs", "2"]),
            (.noCoin(input: 7), "second-opinion.no-coin", ["input 7"]),
        ]
        for (error, code, words) in errors {
            #expect(error.code == code)
            for word in words { #expect(error.description.contains(word), "\(error)") }
            #expect(error.description.last != ".")
        }
        #expect(errors.prefix(6).allSatisfy { $0.0.remedy?.hasPrefix("Nothing left this machine.") == true })
        #expect(errors.suffix(2).allSatisfy { $0.0.remedy == nil })
    }
}
