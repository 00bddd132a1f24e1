import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport
import Testing

/// What stops a vault, an order or a case, in the file or in the machine's memory, each with what lets it go on.
extension CheckPair {
    static let stops: [CheckPair] = [
        CheckPair(
            "vault.frozen", "P-32: a freeze in the file", about: .vault,
            accepting: { try stopped { [.freeze(try $0.freeze("carol"))] + (try lifts($0, ["alice", "bob"])) } },
            refusing: { try stopped { [.freeze(try $0.freeze("carol"))] + (try lifts($0, ["alice"])) } }),
        CheckPair(
            "vault.frozen", "P-32: a freeze that the machine has seen and the file does not carry", about: .vault,
            accepting: { try stopped() },
            refusing: { try stopped(memory: { [.freeze(try $0.freeze("grace"))] }) }),
        CheckPair(
            "order.vetoed", "P-32: a veto by anybody of the vault", about: .caseDocument,
            accepting: { try stopped() },
            refusing: { try stopped(memory: { [try $0.veto("dave", order())] }) }),
        CheckPair(
            "order.locked", "P-30: a third case for an order", about: .caseDocument,
            accepting: { try stopped(cases: [1, 2]) { [try $0.countersign("grace", order(), after: ids([1, 2]))] } },
            refusing: { try stopped(cases: [1, 2]) }),
        CheckPair(
            "order.locked", "P-30: one case more than the auditor has looked at", about: .caseDocument,
            accepting: { try stopped(cases: [1]) },
            refusing: {
                try stopped(cases: [1, 2, 3]) { [try $0.countersign("grace", order(), after: ids([1, 2]))] }
            }),
        CheckPair(
            "case.excused", "a case without an absent custodian", .warn, about: .caseDocument,
            accepting: { try stopped() }, refusing: { try stopped { try excuses($0, ["alice", "bob", "erin"]) } }),
        CheckPair(
            "case.excused", "an excuse that is not complete", .note, about: .caseDocument,
            accepting: { try stopped() }, refusing: { try stopped { try excuses($0, ["alice", "bob"]) } }),
        CheckPair(
            "case.overridden", "P-42: a rule that a larger quorum overrides", .warn, about: .caseDocument,
            accepting: { try stopped() },
            refusing: { try stopped { try overrides($0, ["alice", "bob", "carol", "erin"]) } }),
        CheckPair(
            "case.overridden", "P-42: an override that is not complete", .note, about: .caseDocument,
            accepting: { try stopped() },
            refusing: { try stopped { try overrides($0, ["alice", "bob", "erin"]) } }),
        CheckPair(
            "file.stops", "a lift by somebody who may not lift", about: .caseDocument,
            accepting: { try stopped { try lifts($0, ["alice"]) } },
            refusing: { try stopped { try lifts($0, ["grace"]) } }),
    ]

    /// The ordered case with documents in its file and in the machine's memory.
    private static func stopped(
        cases: [UInt8] = [], _ documents: (FixtureStop) throws -> [StopDocument] = { _ in [] },
        memory: (FixtureStop) throws -> [StopDocument] = { _ in [] }
    ) throws -> ReviewContext {
        var fixture = try FixtureCase.ordered()
        fixture.version = ReviewFixture.version
        let stop = try FixtureStop(fixture.vault)
        let failed = try Set(ids(cases))
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, stops: try memory(stop),
            casesOfOrders: [fixture.orders[0].digest: failed.union([fixture.header.caseID])],
            today: try ReviewFixture.today())
        let attached = try documents(stop)
        return try ReviewFixture.context(fixture, machine: machine, attach: { $0.stops = attached })
    }

    private static func lifts(_ stop: FixtureStop, _ people: [String]) throws -> [StopDocument] {
        let freeze = try stop.freeze("carol")
        return try people.map { try stop.lift($0, freeze) }
    }

    private static func excuses(_ stop: FixtureStop, _ people: [String]) throws -> [StopDocument] {
        let (digest, id) = try standing()
        return try people.map { try stop.excuse($0, of: "carol", in: digest, id) }
    }

    private static func overrides(_ stop: FixtureStop, _ people: [String]) throws -> [StopDocument] {
        let (digest, id) = try standing()
        return try people.map { try stop.override($0, [.destinationCap], in: digest, id) }
    }

    private static func standing() throws -> (Bytes32, CaseID) {
        let fixture = try FixtureCase.ordered()
        return (try fixture.examination().facts.orThrow().digest, fixture.header.caseID)
    }

    private static func order() throws -> Document<Order> { try FixtureCase.ordered().orders[0] }

    private static func ids(_ numbers: [UInt8]) throws -> [CaseID] {
        try numbers.map { try FixtureCase.caseID($0 + 100) }
    }
}
