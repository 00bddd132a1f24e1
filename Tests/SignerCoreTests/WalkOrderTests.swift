import BitcoinPSBT
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import Custody
import Foundation
import SignerCore
import TestSupport
import Testing

/// Whole cases with the signer's and the coordinator's libraries, in every order of visits that the rule allows.
@Suite("every order of visits")
struct WalkOrderTests {
    /// A vault, how many orders of visits there are, and the fewest and most visits among them.
    struct Orders: Sendable, CustomTestStringConvertible {
        let shape: WalkShape
        var version = PSBTVersion.v0
        var surplus = 0
        let count: Int
        let fewest: Int
        let most: Int

        var testDescription: String { "\(shape), surplus \(surplus)" }
    }

    /// Whether walks that come to the same place by different ways go on separately: `make soak` says so.
    ///
    /// Without it each visit that is possible at a place is made there once; 2-of-3 goes every way in any case.
    static let goesEveryWay = ProcessInfo.processInfo.environment["RENSHO_WALK_ORDERS"] == "all"

    static let three = WalkWorld.three
    static let five = WalkWorld.five

    static let vaults = [
        Orders(shape: WalkShape(2, of: three), count: 21, fewest: 5, most: 7),
        Orders(shape: WalkShape(2, of: three, isByQuorum: true), version: .v2, count: 9, fewest: 4, most: 6),
        Orders(shape: WalkShape(2, of: three), version: .v2, surplus: 1, count: 388, fewest: 5, most: 8),
        Orders(shape: WalkShape(2, of: three, isByQuorum: true), surplus: 1, count: 484, fewest: 4, most: 8),
        Orders(shape: WalkShape(2, of: three, open: ["alice", "bob"]), count: 8, fewest: 4, most: 5),
        Orders(shape: WalkShape(3, of: five), count: 516, fewest: 9, most: 11),
        Orders(shape: WalkShape(3, of: five, isByQuorum: true), version: .v2, count: 64, fewest: 7, most: 9),
        Orders(shape: WalkShape(3, of: five, open: ["carol"]), count: 174, fewest: 8, most: 10),
        Orders(shape: WalkShape(3, of: five, open: ["alice", "bob"]), version: .v2, count: 84, fewest: 8, most: 9),
    ]

    @Test("ends with the same transaction, and after each visit the operator is told what is next", arguments: vaults)
    func everyOrder(_ orders: Orders) throws {
        let all = WalkOrders.all(of: orders.shape, surplus: orders.surplus)
        #expect(all.count == orders.count)
        #expect(all.map(\.count).min() == orders.fewest && all.map(\.count).max() == orders.most)
        let world = try WalkWorld(orders.shape, version: orders.version)
        var ends = Ends()
        let isEveryWay = Self.goesEveryWay || (orders.shape.people.count == 3 && orders.surplus == 0)
        try Self.follow(all[...], in: world, from: world.start(), isEveryWay: isEveryWay, &ends)
        if isEveryWay { #expect(ends.walks == all.count) }
        #expect(ends.steps == Self.steps(of: all, orders.shape))
        // Signatures are deterministic, so the transaction depends on who signed and on nothing else.
        #expect(ends.transactions.allSatisfy { $0.value.count == 1 })
    }

    /// The transactions with which walks ended, by who signed, and where forbidden visits were tried.
    struct Ends {
        var walks = 0
        var steps: Set<Step> = []
        var probed: Set<WalkProgress> = []
        var transactions: [[Identifier]: Set<[UInt8]>] = [:]
    }

    /// A visit at a place.
    struct Step: Hashable {
        let progress: WalkProgress
        let visit: WalkVisit
    }

    /// All visits of these orders, each at the place where it is made.
    private static func steps(of orders: [[WalkVisit]], _ shape: WalkShape) -> Set<Step> {
        var steps: Set<Step> = []
        for order in orders {
            var progress = WalkProgress(shape)
            for visit in order {
                steps.insert(Step(progress: progress, visit: visit))
                progress = progress.after(visit)
            }
        }
        return steps
    }

    private static func follow(
        _ orders: ArraySlice<[WalkVisit]>, in world: WalkWorld, from place: WalkWorld.Place, isEveryWay: Bool,
        _ ends: inout Ends
    ) throws {
        let done = place.visits.count
        if ends.probed.insert(place.progress).inserted { probe(world, place) }
        if orders.contains(where: { $0.count == done }) {
            #expect(orders.count == 1)
            let confirmed = try #require(place.state.confirmationTally()?.confirmed)
            let final = try FinalTransaction(confirmed, of: place.state)
            #expect(final.transaction.txid == place.state.facts.finalTxid)
            ends.walks += 1
            ends.transactions[final.signers, default: []].insert(final.transaction.encoded())
            return
        }
        var rest = orders
        while let visit = rest.first?[done] {
            let alike = rest.prefix { $0[done] == visit }
            rest = rest.dropFirst(alike.count)
            let isNew = ends.steps.insert(Step(progress: place.progress, visit: visit)).inserted
            guard isNew || isEveryWay else { continue }
            let memory = try world.memory(of: visit.person)
            do {
                let next = try world.make(visit, at: place)
                compare(next)
                try follow(alike, in: world, from: next, isEveryWay: isEveryWay, &ends)
            } catch {
                Issue.record("\(place.visits), \(visit): \(error)")
                return
            }
            try world.restore(memory, to: visit.person)
        }
    }

    /// What the operator is told, beside what the rule's words say.
    private static func compare(_ place: WalkWorld.Place) {
        let (status, progress) = (CaseStatus(place.state), place.progress)
        #expect(status.approvals == progress.signed.count, "\(place.visits)")
        #expect(status.confirmationsMissing == progress.confirmationsMissing, "\(place.visits)")
        #expect(status.isArmed == progress.isArmed, "\(place.visits)")
        #expect(status.isAssemblable == progress.isDone, "\(place.visits)")
        for row in status.rows {
            let person = row.person.description
            #expect(status.missing(of: row).map(\.rawValue) == progress.owed(by: person), "\(person): \(place.visits)")
            #expect(status.visit(to: row)?.rawValue == progress.request(to: person), "\(person): \(place.visits)")
        }
        #expect(place.state.quarantine.isEmpty, "\(place.visits)")
    }

    /// Tries every second look and release that the rule forbids now.
    private static func probe(_ world: WalkWorld, _ place: WalkWorld.Place) {
        let progress = place.progress
        for person in world.shape.people {
            if !progress.hasQuorum {
                expectRefusal(WalkVisit(person, [.confirm]), "signer.quorum-missing", world, place)
            }
            if let code = forbidden(releaseBy: person, progress) {
                expectRefusal(WalkVisit(person, [.release]), code, world, place)
            }
        }
    }

    private static func forbidden(releaseBy person: String, _ progress: WalkProgress) -> String? {
        if !progress.confirmed.contains(person) { return "release.not-confirmed-here" }
        if !progress.signed.contains(person) { return "release.not-signed-here" }
        if progress.shape.open.contains(person) { return "release.open" }
        return progress.confirmationsMissing == 0 ? nil : "release.unconfirmed"
    }

    private static func expectRefusal(
        _ visit: WalkVisit, _ code: String, _ world: WalkWorld, _ place: WalkWorld.Place
    ) {
        do {
            // What a machine sees it remembers, refused or not; in the walk it has not seen this.
            let memory = try world.memory(of: visit.person)
            let error = #expect(throws: SignerError.self, "\(place.visits), \(visit)") {
                try world.answers(visit, to: world.latestFile(place))
            }
            #expect(error?.code == code, "\(place.visits), \(visit)")
            try world.restore(memory, to: visit.person)
        } catch {
            Issue.record("\(place.visits), \(visit): \(error)")
        }
    }
}

/// Docs/walk.md plans visits by a formula.
@Suite("the fewest visits")
struct VisitCountTests {
    @Test(
        "are those of Docs/walk.md, whoever signs and however many",
        arguments: [(2, 2), (2, 3), (3, 3), (2, 4), (3, 4), (3, 5)])
    func fewest(threshold: Int, of count: Int) throws {
        let people = Array(["a", "b", "c", "d", "e"].prefix(count))
        let all = count + 2 * threshold - 2
        #expect(WalkOrders.fewestVisits(of: WalkShape(threshold, of: people)) == all)
        if 2 * threshold > count {
            let shape = WalkShape(threshold, of: people, isByQuorum: true)
            #expect(WalkOrders.fewestVisits(of: shape) == 3 * threshold - 2)
        }
        // An open cosigner saves a release; when nobody is left to release, none can be made in passing.
        for open in 1...count {
            let shape = WalkShape(threshold, of: people, open: Set(people.suffix(open)))
            let expected = open < threshold ? all - open : count + threshold - 1
            #expect(WalkOrders.fewestVisits(of: shape) == expected, "\(shape)")
        }
    }
}
