import Foundation
import TestSupport
import Testing

/// P-15 to P-18, P-33: seeded orders of visits with the built programs at terminals, files answered and collected in any
/// order and twice; the release rule's words decide at each step which visits there are.
@Suite("seeded schedules with the built programs")
struct RealScheduleTests {
    private static let shapes = [
        WalkShape(2, of: CaseWalkTests.three), WalkShape(2, of: CaseWalkTests.three, isByQuorum: true),
        WalkShape(2, of: CaseWalkTests.three, open: ["bob"]), WalkShape(3, of: CaseWalkTests.five),
        WalkShape(3, of: CaseWalkTests.five, open: ["erin"]), WalkShape(3, of: CaseWalkTests.five, isByQuorum: true),
    ]

    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    @Test("every schedule ends with a transaction that consensus accepts")
    func seeded() async throws {
        let count = Self.setting("RENSHO_REAL_SCHEDULES") ?? 1
        let limit = Self.setting("RENSHO_SOAK_SECONDS").map { Double($0) } ?? .infinity
        let start = Date()
        let lanes = min(count, ProcessInfo.processInfo.activeProcessorCount)
        let done = try await withThrowingTaskGroup(of: (schedules: Int, visits: Int).self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var (schedules, visits) = (0, 0)
                    for seed in stride(from: lane + 1, through: count, by: lanes) {
                        guard Date().timeIntervalSince(start) < limit else { break }
                        visits += try Self.walk(UInt64(seed))
                        schedules += 1
                    }
                    return (schedules, visits)
                }
            }
            return try await group.reduce((0, 0)) { ($0.0 + $1.schedules, $0.1 + $1.visits) }
        }
        if Self.setting("RENSHO_REAL_SCHEDULES") != nil {
            let seconds = Int(Date().timeIntervalSince(start))
            print("real schedules: \(done.0) of \(count), \(done.1) visits, \(seconds) s")
        }
    }

    /// Walks one schedule; the number of its visits.
    private static func walk(_ seed: UInt64) throws -> Int {
        var dice = SeededGenerator(seed: seed)
        let shape = shapes[Int(seed) % shapes.count]
        let walk = try CaseWalk(WalkVault(shape), psbtVersion: Bool.random(using: &dice) ? "2" : "0")
        while !walk.progress.isDone {
            let visit = try #require(
                walk.progress.visits.randomElement(using: &dice), "seed \(seed): \(walk.description)")
            let isTwice = Int.random(in: 0..<3, using: &dice) == 0
            try walk.round(
                [visit], collecting: isTwice ? .backwardsAndTwice : .once,
                answeringTwice: Int.random(in: 0..<4, using: &dice) == 0)
        }
        _ = try walk.finish()
        return walk.visits.count
    }
}
