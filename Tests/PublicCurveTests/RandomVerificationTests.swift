import BitcoinCrypto
import ByteCoding
import Foundation
import PublicCurve
import TestSupport
import Testing

@Suite("Verification against OpenSSL")
struct RandomVerificationTests {
    /// How many cases there are: as many as `RENSHO_CURVE_CASES` says, or few enough for every day.
    static let caseCount: Int = {
        let wanted = ProcessInfo.processInfo.environment["RENSHO_CURVE_CASES"].flatMap { Int($0) }
        #if DEBUG
            return wanted ?? 500
        #else
            return wanted ?? 5_000
        #endif
    }()

    /// How many cases one seed gives.
    private static let casesPerSeed = 100

    @Test("agrees on seeded signatures, valid and damaged in every part")
    func agreement() throws {
        let seeds = Array(0..<(Self.caseCount + Self.casesPerSeed - 1) / Self.casesPerSeed)
        let tallies = Parallel.map(seeds) { Self.run(seed: UInt64($0)) }
        #expect(tallies.flatMap(\.disagreements) == [])
        let valid = tallies.reduce(0) { $0 + $1.valid }
        let total = seeds.count * Self.casesPerSeed
        // A quarter is untouched and an eighth has high s; nothing else verifies.
        #expect((total / 4...total / 2).contains(valid), "\(valid) of \(total)")
        print("PublicCurve and OpenSSL agree on \(total) cases, \(valid) of them valid")
    }

    private struct Tally: Sendable {
        let valid: Int
        let disagreements: [SignatureClaim]
    }

    private static func run(seed: UInt64) -> Tally {
        var maker = SignatureMaker(seed: 1_000_000 + seed)
        let claims = (0..<casesPerSeed).map { _ in
            let claim = maker.claim()
            return maker.perhapsDamaged(claim)
        }
        let ours = SignatureBatch.verify(claims)
        let disagreements = zip(claims, ours).filter { $0.openSSLAnswer != $1 }.map(\.0)
        return Tally(valid: ours.count { $0 }, disagreements: disagreements)
    }
}
