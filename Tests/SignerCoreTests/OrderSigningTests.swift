import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore
import TestSupport
import Testing

@Suite("Signing and approving an order on one's own machine")
struct OrderSigningTests {
    private let room: OrderRoom

    init() throws { room = try OrderRoom() }

    @Test("P-30: an order is signed once, again with the same bytes, and its number only rises")
    func numbers() throws {
        let order = try room.order(17)
        let first = try room.sign(order)
        #expect(!first.isRepeated)
        let signed = try Document<Order>(parsing: room.read(first))
        #expect(throws: Never.self) {
            try VerifiedOrder(signed, under: RegisteredVaultView(room.vault), on: nil)
        }
        for document in [order, signed] {
            let again = try room.sign(document)
            #expect(again.isRepeated && again.hash == first.hash)
        }
        for number in [UInt64(16), 17] {
            let other = try room.order(number, until: "2026-12-30")
            #expect(OrderRoom.code { _ = try room.sign(other) } == "order.number-not-rising")
        }
        #expect(OrderRoom.code { _ = try room.sign(room.order(18)) } == nil)
    }

    @Test("an order is signed by nobody but its requester, in his role and with his key")
    func requester() throws {
        #expect(OrderRoom.code { _ = try room.sign(room.order(by: OrderRoom.erin)) } == "order.other-requester")
        for person in [OrderRoom.erin, OrderRoom.zoe, .alice] {
            #expect(OrderRoom.code { _ = try room.sign(room.order(by: person), by: person) } == "order.no-role")
        }
        let other = Custodian(id: "dave", name: "Dave", words: OrderRoom.zoe.words)
        try FileAccess.makeDirectory(room.world.file("other"))
        _ = try other.restore(in: room.world.file("other/home"))
        var home = try SignerHome(opening: room.world.file("other/home"))
        #expect(
            OrderRoom.code {
                _ = try OrderSigning.run(
                    room.input(room.order()), in: &home, terminal: room.terminal(typing: "order"))
            } == "order.other-identity-key")
    }

    @Test("an order that carries a signature carries its requester's")
    func strangeSignature() throws {
        var foreign = try room.order()
        foreign.add(try FixtureCosigner(number: 0, network: .regtest).signature(over: foreign.digest))
        #expect(OrderRoom.code { _ = try room.sign(foreign) } == "signature.other-signer")
        let signed = try room.signedOrder(1)
        var moved = try room.order(2)
        for line in signed.signatures { moved.add(line) }
        #expect(OrderRoom.code { _ = try room.sign(moved) } == "signature.invalid")
    }

    @Test("an order that has ended is not signed or approved, one that begins later is")
    func validity() throws {
        let ended = try room.order(1, until: "2026-11-20")
        #expect(OrderRoom.code { _ = try room.sign(ended) } == "order.not-in-force")
        let later = try Document<Order>(parsing: room.read(room.sign(room.order(2, from: "2026-12-01"))))
        #expect(OrderRoom.code { _ = try room.approve(later) } == nil)
        let short = try Document<Order>(parsing: room.read(room.sign(room.order(3, until: "2026-11-21"))))
        #expect(OrderRoom.code { _ = try room.approve(short, at: "2026-11-22T00:00:00Z") } == "order.not-in-force")
        #expect(
            OrderRoom.code { _ = try room.approve(short, at: "2026-11-21T23:00:00Z") } == nil)
    }

    @Test("P-48: a clock that is behind the journal signs, approves and heeds nothing")
    func clock() throws {
        let early = "2026-11-19T10:00:00Z"
        #expect(OrderRoom.code { _ = try room.sign(room.order(), at: early) } == "signer.clock-behind")
        #expect(OrderRoom.code { _ = try room.approve(room.signedOrder(), at: early) } == "signer.clock-behind")
        #expect(
            OrderRoom.code { _ = try room.heed([room.freeze(by: 2).encoded], by: OrderRoom.dave, at: early) }
                == "signer.clock-behind")
    }

    @Test("without the word, or with another digest, nothing is signed and nothing remembered")
    func accepted() throws {
        let order = try room.order()
        let wrong = ApprovalMode.expectedDigest(room.vault.digest)
        #expect(OrderRoom.code { _ = try room.sign(order, typing: "yes") } == "order.not-accepted")
        #expect(OrderRoom.code { _ = try room.sign(order, mode: wrong) } == "signer.digest-differs")
        #expect(try !room.world.open(OrderRoom.dave).journal.entries.contains { "\($0)".contains("rdered") })
        let first = try room.sign(order, mode: .expectedDigest(order.digest))
        #expect(!first.isRepeated)
        let signed = try Document<Order>(parsing: room.read(first))
        #expect(OrderRoom.code { _ = try room.approve(signed, typing: "order") } == "order.not-accepted")
        #expect(OrderRoom.code { _ = try room.approve(signed, mode: wrong) } == "signer.digest-differs")
        #expect(try !room.approve(signed, mode: .expectedDigest(order.digest)).isRepeated)
    }

    @Test("P-11: an order is approved by an approver on his own machine, never by its requester")
    func approver() throws {
        let signed = try room.signedOrder()
        #expect(OrderRoom.code { _ = try room.approve(room.order()) } == "signature.missing")
        #expect(OrderRoom.code { _ = try room.approve(signed, by: OrderRoom.dave) } == "approval.self")
        for person in [OrderRoom.zoe, .alice] {
            #expect(OrderRoom.code { _ = try room.approve(signed, by: person) } == "order.no-role")
        }
        let first = try room.approve(signed)
        let again = try room.approve(signed, at: "2026-11-22T10:00:00Z")
        #expect(!first.isRepeated && again.isRepeated && again.hash == first.hash)
        let approval = try Document<OrderApproval>(parsing: room.read(first))
        let vault = RegisteredVaultView(room.vault)
        let order = try VerifiedOrder(signed, under: vault, on: nil)
        #expect(throws: Never.self) { try VerifiedApproval(approval, of: order, under: vault, on: nil) }
    }

    @Test("an approver's machine that the vault does not list approves nothing")
    func otherMachine() throws {
        let room = try OrderRoom(devices: ["erin": "laptop-2-of-erin"])
        let signed = try room.signedOrder()
        #expect(OrderRoom.code { _ = try room.approve(signed) } == "approval.other-device")
    }

    @Test("P-32: an order that was vetoed, or of a frozen vault, is neither signed nor approved")
    func stopped() throws {
        let signed = try room.signedOrder()
        let veto = try room.signed(
            OrderVeto(
                statement: room.statement(by: 1, "nobody called me"), order: signed.digest,
                orderName: signed.body.name), by: 1)
        for person in [OrderRoom.dave, OrderRoom.erin] { _ = try room.heed([veto.encoded], by: person) }
        #expect(OrderRoom.code { _ = try room.sign(signed) } == "order.vetoed")
        #expect(OrderRoom.code { _ = try room.approve(signed) } == "order.vetoed")
        let other = try room.signedOrder(2)
        for person in [OrderRoom.dave, OrderRoom.erin] {
            #expect(try room.heed([room.freeze(by: 2).encoded], by: person).isFrozen)
        }
        #expect(OrderRoom.code { _ = try room.sign(other) } == "vault.frozen")
        #expect(OrderRoom.code { _ = try room.approve(other) } == "vault.frozen")
    }
}
