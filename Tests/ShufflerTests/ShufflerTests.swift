import BitcoinPSBT
import Custody
import Foundation
import Testing

@Suite("A hostile coordinator between honest signers")
struct ShufflerTests {
    /// What `make test` runs when nobody asks for more.
    static let usualCount = 200

    /// What must have happened in so many schedules, so that they mean something.
    private static let mustHappen = [
        "reached M signatures, 2-of-3 all", "reached M signatures, 2-of-3 quorum", "reached M signatures, 3-of-5 all",
        "reached M signatures, 3-of-5 quorum", "reached M signatures, version 0", "reached M signatures, version 2",
        "reached M signatures, guarded", "reached M signatures, not guarded", "reached M signatures, mixed",
        "reached M signatures, with corrupt custodians", "reached M signatures, careful", "scene careful",
        "wrote share", "wrote confirmation", "wrote refusal", "wrote psbt", "two answers in one visit",
        // The case and the journal.
        "code finding case.differs", "code case.pays-again", "typed both", "code finding case.refused",
        "code finding case.replaced", "code finding case.replaces", "code finding file.attachments",
        "code finding input.signature", "code finding journal.case-digest", "code finding journal.outpoint",
        "code finding vault.version", "code signer.unknown-vault", "code signer.already-refused",
        "code signer.quarantine",
        // The second look and the release.
        "code signer.bad-answer", "code signer.unknown-own-answer", "code signer.quorum-missing",
        "code release.no-quorum", "code release.no-share", "code release.not-confirmed",
        "code release.not-confirmed-here", "code release.not-signed-here", "code release.open",
        "code release.unconfirmed",
        // Files that are no cases, and people who walk away.
        "code psbt.magic", "code psbt.truncated", "code proposal.unknown-subtype", "code terminal.closed",
    ]

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    /// Runs schedules on all cores; the result does not depend on which core runs which. `RENSHO_SOAK_SECONDS` ends it.
    private static func run(_ schedules: [Schedule]) async throws -> [(Schedule, Schedule.Result)] {
        let (start, limit) = (Date(), number("RENSHO_SOAK_SECONDS").map { Double($0) } ?? .infinity)
        return try await withThrowingTaskGroup(of: [(Int, Schedule.Result)].self) { group in
            let lanes = ProcessInfo.processInfo.activeProcessorCount
            for lane in 0..<lanes {
                group.addTask {
                    var results: [(Int, Schedule.Result)] = []
                    for place in stride(from: lane, to: schedules.count, by: lanes) {
                        guard Date().timeIntervalSince(start) < limit else { break }
                        results.append((place, try schedules[place].run()))
                    }
                    return results
                }
            }
            var results: [(Int, Schedule.Result)] = []
            for try await part in group { results += part }
            return results.sorted { $0.0 < $1.0 }.map { (schedules[$0.0], $0.1) }
        }
    }

    @Test("P-16, P-31: no seeded schedule breaks a promise, and everything that matters happens")
    func seeded() async throws {
        if let seed = Self.number("RENSHO_SHUFFLER_SEED") {
            let result = try Schedule(seed: seed).run()
            print(result.report(seed: seed))
            #expect(result.violations.isEmpty)
            return
        }
        let asked = Self.number("RENSHO_SHUFFLER_SCHEDULES")
        let count = max(1, asked ?? UInt64(Self.usualCount))
        var coverage = Coverage()
        let results = try await Self.run((1...count).map { Schedule(seed: $0) })
        for (schedule, result) in results {
            coverage.add(result.coverage)
            if !result.violations.isEmpty { Issue.record(Comment(rawValue: result.report(seed: schedule.seed))) }
        }
        if asked != nil { print("schedules: \(results.count) of \(count)\n" + coverage.text) }
        guard results.count >= Self.usualCount else { return }
        for name in Self.mustHappen { #expect(coverage.count(name) > 0, "never: \(name)") }
    }

    @Test("the same seed gives the same schedule")
    func repeats() throws {
        for seed in [UInt64(3), 14] {
            let first = try Schedule(seed: seed).run()
            #expect(try Schedule(seed: seed).run().trace == first.trace)
            #expect(first.trace.count > 1)
        }
    }

    /// Every vault that an honest coordinator must be able to serve.
    static let terms: [Treasury.Terms] = [(2, 3), (3, 5)].flatMap { threshold, count in
        [ConfirmationRule.all, .quorum].flatMap { rule in
            [false, true].map { isMixed in
                var terms = Treasury.Terms()
                terms.threshold = threshold
                terms.count = count
                terms.confirmations = rule
                terms.release = (0..<count).map { $0 == 1 && isMixed ? .open : .held }
                return terms
            }
        }
    }

    @Test(
        "P-31: files that are only reordered and repeated always lead to M signatures", arguments: terms,
        [PSBTVersion.v0, .v2])
    func arrives(_ terms: Treasury.Terms, _ version: PSBTVersion) throws {
        var schedule = Schedule(seed: 1, scene: Scene(terms, version: version, steps: 40 * terms.count))
        schedule.isHonest = true
        let result = try schedule.run()
        #expect(result.spendable == 1 && result.violations.isEmpty, "\(result.report(seed: schedule.seed))")
    }
}
