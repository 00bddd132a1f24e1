import Custody
import Descriptors
import Testing

@Suite("The shuffler finds what is too weak")
struct WeaknessTests {
    /// The most schedules that the adversary gets to find a weakness.
    private static let tries: UInt64 = 40

    private static func scenes() -> [Scene] {
        var small = Treasury.Terms()
        small.scriptType = .p2wsh
        var large = small
        large.threshold = 3
        large.count = 5
        large.release = Array(repeating: .held, count: 5)
        return [
            Scene(small, corrupt: [1], steps: 20), Scene(small, steps: 20), Scene(large, corrupt: [0, 3], steps: 30),
        ]
    }

    /// Runs schedules until the wanted promise is broken; returns everything that was broken on the way.
    private static func find(
        _ wanted: Violation.Kind, with weakness: Weakness?, in scene: Scene
    ) throws -> (seed: UInt64, kinds: Set<Violation.Kind>)? {
        var kinds: Set<Violation.Kind> = []
        for seed in 1...tries {
            var schedule = Schedule(seed: seed, scene: scene)
            schedule.weakness = weakness
            kinds.formUnion(try schedule.run().violations.map(\.kind))
            if kinds.contains(wanted) { return (seed, kinds) }
        }
        return nil
    }

    @Test("the shuffler finds a release after a quorum without the outsiders")
    func outsiders() throws {
        for scene in Self.scenes() {
            let found = try #require(try Self.find(.paidUnseen, with: .forgetsOutsiders, in: scene), "\(scene.text)")
            #expect(found.kinds == [.paidUnseen, .releasedEarly])
        }
    }

    @Test("the shuffler finds a release with as many confirmations as the threshold")
    func threshold() throws {
        for scene in Self.scenes() {
            let found = try #require(try Self.find(.paidUnseen, with: .countsThresholdOnly, in: scene), "\(scene.text)")
            #expect(found.kinds == [.paidUnseen, .releasedEarly])
        }
    }

    @Test("the shuffler finds signatures that leave with the confirmation")
    func confirmation() throws {
        for scene in Self.scenes() {
            let found = try #require(try Self.find(.paidUnseen, with: .signsInConfirmation, in: scene), "\(scene.text)")
            #expect(found.kinds == [.paidUnseen, .releasedEarly])
        }
    }

    @Test(
        "the shuffler finds a machine without memory",
        arguments: [Violation.Kind.twoAnswers, .otherBytes, .coinTwice, .refusedAnswered])
    func memory(_ kind: Violation.Kind) throws {
        #expect(try Self.find(kind, with: .forgetsEverything, in: Self.scenes()[0]) != nil)
    }

    @Test("the shuffler finds a display that lacks an output")
    func display() throws {
        let found = try #require(try Self.find(.shownOtherwise, with: .showsLess, in: Self.scenes()[1]))
        #expect(found.kinds.contains(.shownOtherwise))
    }
}
