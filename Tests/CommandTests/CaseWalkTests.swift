import Foundation
import TestSupport
import Testing

/// Whole cases with the built programs, through terminals, in every order that the rule allows.
@Suite("the held walk, visit by visit")
struct CaseWalkTests {
    /// A vault whose every order of visits is walked.
    struct Orders: Sendable, CustomTestStringConvertible {
        let shape: WalkShape
        let psbtVersion: String
        /// How many orders there are.
        let count: Int

        var testDescription: String { "\(shape), PSBT v\(psbtVersion)" }
    }

    static let three = ["alice", "bob", "carol"]
    static let five = ["alice", "bob", "carol", "dave", "erin"]

    static let vaults = [
        Orders(shape: WalkShape(2, of: three), psbtVersion: "2", count: 21),
        Orders(shape: WalkShape(2, of: ["carol", "alice", "bob"], isByQuorum: true), psbtVersion: "0", count: 9),
        Orders(shape: WalkShape(2, of: three, open: ["alice"]), psbtVersion: "0", count: 10),
        Orders(shape: WalkShape(2, of: three, open: ["bob"]), psbtVersion: "2", count: 11),
    ]

    @Test("2-of-3: every order of visits ends with a valid transaction", arguments: vaults)
    func everyOrder(_ orders: Orders) throws {
        let all = WalkOrders.all(of: orders.shape)
        #expect(all.count == orders.count)
        let walk = try CaseWalk(WalkVault(orders.shape), psbtVersion: orders.psbtVersion)
        try Self.follow(all[...], from: walk)
    }

    /// Walks all orders; those that begin alike walk the common part together and part with homes of their own.
    static func follow(_ orders: ArraySlice<[WalkVisit]>, from walk: CaseWalk) throws {
        let done = walk.visits.count
        if orders.contains(where: { $0.count == done }) {
            #expect(orders.count == 1)
            _ = try walk.finish()
            return
        }
        var rest = orders
        while let visit = rest.first?[done] {
            let alike = rest.prefix { $0[done] == visit }
            rest = rest.dropFirst(alike.count)
            let branch = rest.isEmpty ? walk : try CaseWalk(branchingOff: walk)
            try branch.round([visit])
            try follow(alike, from: branch)
        }
    }

    /// One walk, as the operator plans it: rounds of visits that are made with the same file.
    struct Plan: Sendable, CustomTestStringConvertible {
        let title: String
        let shape: WalkShape
        var psbtVersion = "0"
        var collecting = CaseWalk.Collecting.once
        var answersTwice = false
        let rounds: [[String]]

        var testDescription: String { title }
    }

    static let plans = [
        Plan(
            title: "2-of-3 in three rounds, all files answered and collected twice", shape: WalkShape(2, of: three),
            psbtVersion: "2", collecting: .backwardsAndTwice, answersTwice: true,
            rounds: [
                ["alice sign", "bob sign"], ["carol confirm", "bob confirm", "alice confirm"],
                ["bob release", "alice release"],
            ]),
        Plan(
            title: "2-of-3 in five visits, as Docs/walk.md lists them", shape: WalkShape(2, of: three),
            rounds: [
                ["alice sign"], ["bob sign+confirm"], ["carol confirm"], ["alice confirm+release"], ["bob release"],
            ]),
        Plan(
            title: "2-of-3 with a late third signer who ends it in one visit", shape: WalkShape(2, of: three),
            collecting: .backwardsAndTwice, answersTwice: true,
            rounds: [
                ["alice sign"], ["bob sign+confirm"], ["alice confirm"], ["carol sign+confirm+release"],
                ["bob release"],
            ]),
        Plan(
            title: "2-of-3 where the one outside the quorum signs after everybody confirmed",
            shape: WalkShape(2, of: three),
            rounds: [
                ["alice sign", "bob sign"], ["alice confirm", "carol confirm"], ["bob confirm"], ["carol sign"],
                ["carol release", "alice release", "bob release"],
            ]),
        Plan(
            title: "2-of-3 by quorum, where the one outside confirms and signs after all",
            shape: WalkShape(2, of: three, isByQuorum: true), psbtVersion: "2",
            rounds: [
                ["bob sign"], ["carol sign"], ["alice confirm"], ["bob confirm"], ["alice sign+confirm+release"],
                ["bob release"],
            ]),
        Plan(
            title: "2-of-3 with two open cosigners", shape: WalkShape(2, of: three, open: ["alice", "carol"]),
            rounds: [
                ["carol sign"], ["alice sign+confirm"], ["bob confirm", "carol confirm"],
            ]),
        Plan(
            title: "3-of-5 in nine visits, as Docs/walk.md lists them", shape: WalkShape(3, of: five),
            rounds: [
                ["alice sign", "bob sign"], ["carol sign+confirm"], ["dave confirm", "erin confirm", "alice confirm"],
                ["bob confirm+release"], ["alice release", "carol release"],
            ]),
        Plan(
            title: "3-of-5 in three rounds, PSBT v2, collected backwards and twice", shape: WalkShape(3, of: five),
            psbtVersion: "2", collecting: .backwardsAndTwice,
            rounds: [
                ["erin sign", "carol sign", "alice sign"],
                ["dave confirm", "alice confirm", "bob confirm", "carol confirm", "erin confirm"],
                ["carol release", "alice release", "erin release"],
            ]),
        Plan(
            title: "3-of-5 where all five sign and three others than the first release", shape: WalkShape(3, of: five),
            psbtVersion: "2",
            rounds: [
                ["alice sign", "bob sign", "carol sign"], ["dave sign", "bob confirm"], ["alice confirm"],
                ["erin sign+confirm", "carol confirm"], ["dave confirm+release"], ["erin release", "carol release"],
            ]),
        Plan(
            title: "3-of-5 with two open cosigners", shape: WalkShape(3, of: five, open: ["bob", "dave"]),
            rounds: [
                ["bob sign"], ["alice sign"], ["dave sign+confirm"], ["erin confirm", "bob confirm", "carol confirm"],
                ["alice confirm+release"],
            ]),
        Plan(
            title: "3-of-5 with one open cosigner and a surplus share, PSBT v2",
            shape: WalkShape(3, of: five, open: ["erin"]), psbtVersion: "2",
            rounds: [
                ["dave sign", "erin sign", "carol sign"], ["alice confirm", "bob sign"],
                ["erin confirm", "bob confirm", "dave confirm"], ["carol confirm+release"], ["bob release"],
            ]),
        Plan(
            title: "3-of-5 by quorum, in seven visits", shape: WalkShape(3, of: five, isByQuorum: true),
            psbtVersion: "2",
            rounds: [
                ["alice sign", "bob sign"], ["carol sign+confirm"], ["alice confirm"], ["bob confirm+release"],
                ["alice release", "carol release"],
            ]),
    ]

    @Test("a walk as the operator plans it", arguments: plans)
    func planned(_ plan: Plan) throws {
        let walk = try CaseWalk(WalkVault(plan.shape), psbtVersion: plan.psbtVersion)
        for round in plan.rounds {
            let visits = round.map { WalkVisit($0) }
            #expect(visits.allSatisfy { walk.progress.visits.contains($0) }, "\(visits)")
            try walk.round(visits, collecting: plan.collecting, answeringTwice: plan.answersTwice)
        }
        _ = try walk.finish()
    }
}
