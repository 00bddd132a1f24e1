import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SignerCore
import TestSupport
import Testing

/// P-30, P-32, P-42: what a person's own machine signs to stop something or to let it go on, and what it does not.
@Suite("Signing what stops something, and what lets it go on")
struct StoppingTests {
    private let room: OrderRoom

    init() throws { room = try OrderRoom() }

    private func document(_ written: WrittenFile) throws -> StopDocument {
        try StopDocument(parsing: room.read(written))
    }

    private func caseID(_ number: UInt8) throws -> CaseID { try CaseID([UInt8](repeating: number, count: 16)) }

    @Test("each is signed by those whose part in the vault allows it, and by nobody else")
    func entitled() throws {
        let order = try room.signedOrder()
        let path = try room.proposal()
        for person in [OrderRoom.dave, OrderRoom.erin] {
            #expect(OrderRoom.code { _ = try room.freezeVault(by: person) } == "stop.not-entitled")
        }
        for person in [OrderRoom.dave, OrderRoom.erin, OrderRoom.zoe] {
            #expect(OrderRoom.code { _ = try room.lift(nil, by: person) } == "stop.not-entitled")
        }
        for person in [Custodian.alice, OrderRoom.dave, OrderRoom.erin] {
            #expect(
                OrderRoom.code { _ = try room.countersign(order, after: [caseID(1)], by: person) }
                    == "stop.not-entitled")
        }
        for person in [OrderRoom.dave, OrderRoom.zoe] {
            #expect(OrderRoom.code { _ = try room.excuse("carol", in: path, by: person) } == "stop.not-entitled")
            #expect(
                OrderRoom.code { _ = try room.override([.destinationCap], in: path, by: person) }
                    == "stop.not-entitled")
        }
    }

    @Test("none is signed on the machine of somebody whom the vault does not list, or lists with another key")
    func otherPerson() throws {
        for (place, id) in ["mallory", "zoe"].enumerated() {
            let stranger = Custodian(id: id, name: "Somebody", words: OrderRoom.dave.words)
            let folder = room.world.file("stranger-\(place)")
            _ = try stranger.restore(in: folder)
            var home = try SignerHome(opening: folder)
            #expect(
                OrderRoom.code {
                    _ = try VaultStopping.freeze(
                        room.stopInput(for: stranger), in: &home, terminal: room.terminal(typing: "freeze"))
                } == "stop.other-person")
        }
    }

    @Test("P-32: a freeze counts, stands until it is lifted, and is given again byte for byte while it stands")
    func freeze() throws {
        #expect(OrderRoom.code { _ = try room.freezeVault(by: .carol, typing: "lift") } == "stop.not-accepted")
        #expect(
            OrderRoom.code { _ = try room.freezeVault(by: .carol, mode: .expectedDigest(room.world.build)) }
                == "signer.digest-differs")
        let first = try room.freezeVault(by: .carol, mode: .expectedDigest(room.vault.digest))
        let again = try room.freezeVault(by: .carol)
        #expect(!first.isRepeated && again.isRepeated && again.hash == first.hash)
        let freeze = try document(first)
        #expect(freeze.problem(under: RegisteredVaultView(room.vault), on: nil) == nil)
        var lifts: [[UInt8]] = []
        for custodian in [Custodian.alice, .bob] {
            #expect(OrderRoom.code { _ = try room.lift(nil, by: custodian) } == "stop.not-frozen")
            #expect(try room.heed([freeze.encoded], by: custodian).isFrozen)
            #expect(OrderRoom.code { _ = try room.lift(room.world.build, by: custodian) } == "stop.not-frozen")
            #expect(OrderRoom.code { _ = try room.lift(nil, by: custodian, typing: "freeze") } == "stop.not-accepted")
            lifts.append(try room.read(room.lift(freeze.digest, by: custodian)))
        }
        #expect(try !room.heed(lifts, by: .carol).isFrozen)
        #expect(OrderRoom.code { _ = try room.lift(freeze.digest, by: .carol) } == "stop.not-frozen")
        #expect(try !room.freezeVault(by: .carol).isRepeated)
    }

    @Test("of two freezes one is lifted by its digest only")
    func twoFreezes() throws {
        let freezes = try [room.freeze(by: 1), room.freeze(by: 2)]
        _ = try room.heed(freezes.map(\.encoded), by: .alice)
        #expect(OrderRoom.code { _ = try room.lift(nil, by: .alice) } == "stop.not-frozen")
        let first = try room.lift(freezes[1].digest, by: .alice)
        let again = try room.lift(freezes[1].digest, by: .alice)
        #expect(again.isRepeated && again.hash == first.hash)
        #expect(try !room.lift(freezes[0].digest, by: .alice).isRepeated)
    }

    @Test("P-30: an order is vetoed by anybody, and then countersigned by nobody")
    func veto() throws {
        let order = try room.signedOrder()
        for person in [OrderRoom.dave, OrderRoom.zoe, .alice] {
            let first = try room.veto(order, by: person)
            let again = try room.veto(order, by: person)
            #expect(!first.isRepeated && again.isRepeated && again.hash == first.hash)
            #expect(try document(first).problem(under: RegisteredVaultView(room.vault), on: nil) == nil)
        }
        #expect(OrderRoom.code { _ = try room.countersign(order, after: [caseID(1)]) } == "order.vetoed")
        #expect(try !room.veto(room.signedOrder(2), by: OrderRoom.zoe).isRepeated)
    }

    @Test("the auditor countersigns an order that counts, once for the cases that failed")
    func countersign() throws {
        let order = try room.signedOrder()
        #expect(OrderRoom.code { _ = try room.countersign(room.order(), after: [caseID(1)]) } == "signature.missing")
        #expect(OrderRoom.code { _ = try room.countersign(order, after: []) } == "stop.no-case")
        let first = try room.countersign(order, after: [caseID(2), caseID(1)])
        let again = try room.countersign(order, after: [caseID(1), caseID(2), caseID(1)])
        #expect(!first.isRepeated && again.isRepeated && again.hash == first.hash)
        #expect(try !room.countersign(order, after: [caseID(1)]).isRepeated)
        #expect(try !room.countersign(room.signedOrder(2), after: [caseID(1)]).isRepeated)
        _ = try room.heed([room.freeze(by: 1).encoded], by: OrderRoom.zoe)
        #expect(OrderRoom.code { _ = try room.countersign(order, after: [caseID(3)]) } == "vault.frozen")
    }

    @Test("P-32: another custodian is excused, in a case that nothing else refuses")
    func excuse() throws {
        let open = try OrderRoom(orders: .optional)
        let path = try open.proposal()
        for absent in ["alice", "erin", "nobody"] {
            #expect(OrderRoom.code { _ = try open.excuse(absent, in: path, by: .alice) } == "stop.no-absentee")
        }
        let first = try open.excuse("carol", in: path, by: .alice)
        let again = try open.excuse("carol", in: path, by: .alice)
        #expect(!first.isRepeated && again.isRepeated && again.hash == first.hash)
        #expect(try !open.excuse("bob", in: path, by: .alice).isRepeated)
        #expect(try !open.excuse("carol", in: path, by: OrderRoom.erin).isRepeated)
        // Here the case lacks the order that the vault requires.
        let refused = try room.proposal()
        #expect(OrderRoom.code { _ = try room.excuse("carol", in: refused, by: .alice) } == "stop.case-refused")
    }

    @Test("P-42: a rule is overridden only where it refuses the case, and nothing else does")
    func override() throws {
        let open = try OrderRoom(orders: .optional)
        let path = try open.proposal()
        for rules in [[], [OverridableRule.destinationWait]] {
            #expect(OrderRoom.code { _ = try open.override(rules, in: path, by: .alice) } == "stop.nothing-to-override")
        }
        let refused = try room.proposal()
        for rules in [[], [OverridableRule.destinationWait]] {
            #expect(OrderRoom.code { _ = try room.override(rules, in: refused, by: .alice) } == "stop.case-refused")
        }
    }

    @Test("P-48: none is signed while the clock is behind the journal")
    func clock() throws {
        let early = "2026-11-19T10:00:00Z"
        let order = try room.signedOrder()
        let path = try room.proposal()
        let behind = "signer.clock-behind"
        #expect(OrderRoom.code { _ = try room.freezeVault(by: .carol, at: early) } == behind)
        #expect(OrderRoom.code { _ = try room.lift(nil, by: .carol, at: early) } == behind)
        #expect(OrderRoom.code { _ = try room.veto(order, by: .carol, at: early) } == behind)
        #expect(OrderRoom.code { _ = try room.countersign(order, after: [caseID(1)], at: early) } == behind)
        #expect(OrderRoom.code { _ = try room.excuse("alice", in: path, by: .carol, at: early) } == behind)
    }
}

@Suite("Keeping what others signed to stop something")
struct HeedingTests {
    private let room: OrderRoom

    init() throws { room = try OrderRoom() }

    @Test("a document is kept once, and says what stands")
    func kept() throws {
        let freeze = try room.freeze(by: 2)
        let first = try room.heed([freeze.encoded], by: OrderRoom.dave)
        let again = try room.heed([freeze.encoded], by: OrderRoom.dave)
        #expect(first.isFrozen && again.isFrozen && first.lines != again.lines)
        #expect(try room.world.open(OrderRoom.dave).journal.stops.map(\.digest) == [freeze.digest])
        #expect(try !room.heed([], by: OrderRoom.zoe).isFrozen)
    }

    @Test("what does not count is not kept, nor is anything beside it")
    func refused() throws {
        let good = try room.freeze(by: 2)
        var forged = Document(body: good.body)
        let line = try FixtureCosigner(number: 0, network: .regtest).signature(over: forged.digest)
        forged.add(
            DocumentSignature(
                person: try Custodian.carol.person, identityKey: line.identityKey, signature: line.signature))
        let order = try room.order().encoded
        for (bytes, code) in [
            (forged.encoded, "signature.other-key"), (Document(body: good.body).encoded, "signature.missing"),
            (order, "stop.not-kept"),
        ] {
            for person in [OrderRoom.dave, .alice] {
                #expect(OrderRoom.code { _ = try room.heed([good.encoded, bytes], by: person) } == code)
                #expect(try room.world.open(person).journal.stops.isEmpty)
            }
        }
    }

    @Test("a refusal is kept once when somebody of a known vault has signed it, and not otherwise")
    func refusal() throws {
        let input = try room.proposal()
        var home = try room.world.open(.bob)
        let written = try Refusing.run(
            room.world.answering(input, tools: .forTests), reason: RefusalReason("nobody called me"), in: &home,
            terminal: room.terminal(typing: "refuse"))
        let refusal = try Document<Refusal>(parsing: room.read(written))
        for person in [Custodian.alice, OrderRoom.dave] {
            _ = try room.heed([refusal.encoded], by: person)
            let count = try room.world.open(person).journal.entries.count
            _ = try room.heed([refusal.encoded], by: person)
            let journal = try room.world.open(person).journal
            #expect(journal.entries.count == count)
            #expect(journal.refusalsSeen[refusal.body.statement.caseDigest]?.contains(try Custodian.bob.person) == true)
        }
        let unsigned = Document(body: refusal.body).encoded
        #expect(OrderRoom.code { _ = try room.heed([unsigned], by: .carol) } == "stop.refusal-unproven")
        let stranger = try OrderRoom(orders: .optional)
        #expect(OrderRoom.code { _ = try stranger.heed([refusal.encoded], by: .carol) } == "stop.refusal-unproven")
        #expect(
            OrderRoom.code { _ = try stranger.heed([refusal.encoded], by: OrderRoom.dave) } == "stop.refusal-unproven")
    }
}
