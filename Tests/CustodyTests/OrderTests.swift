import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport
import Testing

@Suite("Orders and approvals")
struct OrderTests {
    private let fixture: FixtureCase
    private let order: FixtureOrder

    init() throws {
        fixture = try FixtureCase(FixtureOrder.vault.get())
        order = try FixtureOrder(of: fixture)
    }

    @Test("an order reads as it was written")
    func written() throws {
        let document = try order.order()
        let text = String(decoding: document.bodyBytes, as: UTF8.self)
        let address = try #require(Address(scriptPubKey: FixtureCase.stranger(1), network: .regtest)).text
        #expect(
            text == """
                rensho/order/v1
                network: regtest
                vault: treasury
                founding: \(order.founding.hex)
                requester: dave
                number: 17
                kind: payment
                line: 0 250000000 sat (2.50000000 BTC) \(address)
                recipient: 0 Example Ltd
                reference: 0 invoice 1
                max-fee: 5000 sat (0.00005000 BTC)
                not-before: -
                not-after: 2026-06-30

                """)
        let read = try Document<Order>(parsing: document.encoded)
        #expect(read == document && read.body.total.sat == 250_000_000)
        let approval = try order.approvals()[0]
        #expect(try Document<OrderApproval>(parsing: approval.encoded) == approval)
        #expect(try DigestWords.orderWords(document.digest) != DigestWords.caseWords(document.digest))
    }

    /// One change of a written order, and the code by which it is refused.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let old: String
        let new: String
        let code: String

        var testDescription: String { name }
    }

    private static let line = "line: 0 250000000 sat (2.50000000 BTC) "

    static let faults: [Fault] = [
        Fault(name: "number 0", old: "number: 17", new: "number: 0", code: "order.number-zero"),
        Fault(
            name: "a number with a zero before it", old: "number: 17", new: "number: 017",
            code: "document.not-canonical"),
        Fault(name: "a line that is not number 0", old: "line: 0", new: "line: 1", code: "order.line-number"),
        Fault(
            name: "amounts that differ", old: "250000000 sat", new: "250000001 sat", code: "document.amount-forms"),
        Fault(
            name: "nothing paid", old: "250000000 sat (2.50000000 BTC)", new: "0 sat (0.00000000 BTC)",
            code: "order.zero-amount"),
        Fault(name: "an address of another network", old: " bcrt1", new: " tb1", code: "document.malformed-value"),
        Fault(
            name: "an internal order with a line", old: "kind: payment", new: "kind: internal",
            code: "order.lines-inside"),
        Fault(
            name: "a name for a line that is not there", old: "recipient: 0", new: "recipient: 1",
            code: "order.text-without-line"),
        Fault(
            name: "two names for one line", old: "recipient: 0 Example Ltd",
            new: "recipient: 0 Example Ltd\nrecipient: 0 Other", code: "document.list-order"),
        Fault(
            name: "no fee at all", old: "max-fee: 5000 sat (0.00005000 BTC)", new: "max-fee: 0 sat (0.00000000 BTC)",
            code: "order.no-fee"),
        Fault(
            name: "an end before the start", old: "not-before: -", new: "not-before: 2026-07-01",
            code: "order.ends-before-start"),
        Fault(name: "no end", old: "not-after: 2026-06-30", new: "not-after: -", code: "document.malformed-value"),
    ]

    @Test("an order that contradicts itself is refused", arguments: faults)
    func refused(fault: Fault) throws {
        let text = String(decoding: try order.order().encoded, as: UTF8.self)
        #expect(text.contains(fault.old))
        let edited = text.replacing(fault.old, with: fault.new, maxReplacements: 1)
        let error = #expect(throws: DocumentError.self) { try Document<Order>(parsing: Array(edited.utf8)) }
        #expect(error?.code == fault.code)
    }

    @Test("a payment has a line, and never too many")
    func lineCount() throws {
        var order = order
        let line = order.lines[0]
        order.lines = []
        #expect(throws: DocumentError.order(.noLine)) { try order.body() }
        order.lines = Array(
            repeating: Order.Line(amount: try Amount(sat: 1), address: line.address),
            count: DocumentLimits.orderLines)
        #expect(try order.body().total.sat == UInt64(DocumentLimits.orderLines))
        order.lines.append(line)
        #expect(throws: DocumentError.order(.tooManyLines(DocumentLimits.orderLines + 1))) { try order.body() }
        order.lines = Array(repeating: Order.Line(amount: .maximum, address: line.address), count: 2)
        let error = #expect(throws: DocumentError.self) { try order.body() }
        #expect(error?.code == "order.sum")
    }

    /// One change of an order or approval, and the code by which the vault's rules refuse it.
    struct Refused: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let order: @Sendable (inout FixtureOrder) throws -> Void

        var testDescription: String { name }
    }

    static let people: [Refused] = [
        Refused(name: "an unlisted requester", code: "order.unknown-person") {
            $0.requesterName = try Identifier("nobody")
        },
        Refused(name: "an approver orders", code: "order.no-role") { $0.requesterName = try $0.vault.others[1].person },
        Refused(name: "another key than the requester's", code: "signature.other-key") {
            $0.requester = $0.vault.others[1]
        },
        Refused(name: "another vault", code: "order.other-vault") { $0.vaultName = try Identifier("other") },
        Refused(name: "another vault of the same name", code: "order.other-founding") {
            $0.founding = try Bytes32([UInt8](repeating: 1, count: 32))
        },
        Refused(name: "the requester approves", code: "approval.self") { $0.approvers = [$0.vault.others[0]] },
        Refused(name: "a custodian approves", code: "order.no-role") { $0.approvers = [$0.vault.cosigners[0]] },
        Refused(name: "an auditor approves", code: "order.no-role") { $0.approvers = [$0.vault.others[3]] },
    ]

    @Test("P-27, P-41, P-43: only the people of the registered vault order and approve", arguments: people)
    func roles(_ refused: Refused) throws {
        func verify(_ order: FixtureOrder) throws {
            let verified = try VerifiedOrder(order.order(), under: order.vault.view, on: nil)
            for approval in try order.approvals() {
                _ = try VerifiedApproval(approval, of: verified, under: order.vault.view, on: nil)
            }
        }
        try verify(order)
        var changed = order
        try refused.order(&changed)
        let error = #expect(throws: OrderRefusal.self) { try verify(changed) }
        #expect(error?.code == refused.code)
    }

    @Test("an order is for its own network, and an approval for its own order and machine")
    func binding() throws {
        var other = order
        other.network = .testnet4
        other.lines = []
        other.kind = .internal
        #expect(throws: OrderRefusal.otherNetwork(.testnet4)) {
            try VerifiedOrder(other.order(), under: order.vault.view, on: nil)
        }
        let verified = try VerifiedOrder(order.order(), under: order.vault.view, on: nil)
        var edited = order
        edited.number += 1
        let strange = try edited.approvals()[0]
        #expect(throws: OrderRefusal.otherOrder(strange.body.order)) {
            try VerifiedApproval(strange, of: verified, under: order.vault.view, on: nil)
        }
        let elsewhere = try FixtureOrder.approval(
            of: verified.document, by: order.vault.others[1], device: Identifier("other"))
        #expect(throws: OrderRefusal.otherDevice(try Identifier("other"))) {
            try VerifiedApproval(elsewhere, of: verified, under: order.vault.view, on: nil)
        }
    }

    @Test("P-19: a part that has ended counts on its last day and not on the next")
    func lapsed() throws {
        let last = try CalendarDate(year: 2026, month: 6, day: 14)
        let vault = try FixtureVault {
            $0.otherRoles = [.requester, .approver]
            $0.expiry = last
        }
        let order = try FixtureOrder(of: FixtureCase(vault))
        let verified = try VerifiedOrder(order.order(), under: vault.view, on: last)
        _ = try VerifiedApproval(order.approvals()[0], of: verified, under: vault.view, on: last)
        let next = try CalendarDate(year: 2026, month: 6, day: 15)
        #expect(throws: OrderRefusal.roleLapsed(try Identifier("dave"), lastDay: last, today: next)) {
            try VerifiedOrder(order.order(), under: vault.view, on: next)
        }
        #expect(throws: OrderRefusal.roleLapsed(try Identifier("erin"), lastDay: last, today: next)) {
            try VerifiedApproval(order.approvals()[0], of: verified, under: vault.view, on: next)
        }
    }

    @Test("P-20: an order outlives a new version of its vault, and a role does not outlive its version")
    func laterVersion() throws {
        func later(_ roles: [Role]) throws -> RegisteredVaultView {
            let next = try FixtureVault {
                $0.version = 2
                $0.previous = order.vault.document.digest
                $0.otherRoles = roles
            }
            return RegisteredVaultView(next.document, history: [order.vault.document])
        }
        _ = try VerifiedOrder(order.order(), under: later([.requester, .approver]), on: nil)
        #expect(throws: OrderRefusal.noRole(try Identifier("dave"), .requester)) {
            try VerifiedOrder(order.order(), under: later([.auditor, .approver]), on: nil)
        }
        // A later version without the first one says nothing about which vault it is.
        let bare = RegisteredVaultView(try later([.requester]).document)
        #expect(throws: OrderRefusal.otherFounding(order.founding)) {
            try VerifiedOrder(order.order(), under: bare, on: nil)
        }
    }

    @Test("P-44: an order is in force between its bounds, as far as the day and the block are known")
    func force() throws {
        func day(_ day: Int) throws -> CalendarDate { try CalendarDate(year: 2026, month: 6, day: day) }
        let start = ValidityBound.date(try day(10))
        let end = ValidityBound.date(try day(20))
        #expect(try OrderForce(from: start, until: end, today: day(9), height: nil) == .notYet(start))
        #expect(try OrderForce(from: start, until: end, today: day(10), height: nil) == .inForce)
        #expect(try OrderForce(from: start, until: end, today: day(20), height: nil) == .inForce)
        #expect(try OrderForce(from: start, until: end, today: day(21), height: nil) == .ended(end))
        #expect(OrderForce(from: nil, until: end, today: nil, height: nil) == .unknown(end))
        // A height of long ago proves an end, and never that there is none.
        func old(_ height: UInt32) -> OrderForce {
            OrderForce(from: nil, until: .height(9), today: nil, clock: nil, height: height, isHeightCurrent: false)
        }
        #expect(old(10) == .ended(.height(9)) && old(9) == .unknown(.height(9)))
        // A wait ends by the clock, and a validity by the latest day that there is.
        #expect(try OrderForce(from: start, until: end, today: day(12), clock: day(9), height: nil) == .notYet(start))
        #expect(try OrderForce(from: start, until: end, today: day(21), clock: day(12), height: nil) == .ended(end))
        #expect(OrderForce(from: .height(5), until: .height(9), today: nil, height: 4) == .notYet(.height(5)))
        #expect(OrderForce(from: .height(5), until: .height(9), today: nil, height: 10) == .ended(.height(9)))
        #expect(try OrderForce(from: .height(5), until: end, today: day(12), height: nil) == .unknown(.height(5)))
    }

    @Test("a vault asks for no more approvals than its approvers can give, in one line or in none")
    func approvals() throws {
        #expect(throws: VaultError.tooFewApprovers(count: 0, needed: 1)) { try FixtureVault { $0.approvals = 1 } }
        let vault = try FixtureVault {
            $0.otherRoles = [.approver]
            $0.approvals = 1
        }
        let text = String(decoding: vault.document.encoded, as: UTF8.self)
        #expect(text.contains("\norders: optional\napprovals: 1\n"))
        for line in ["approvals: 0", "approvals: 1\napprovals: 1"] {
            let edited = text.replacing("approvals: 1", with: line)
            #expect(throws: DocumentError.vault(.approvalsLine)) { try Document<Vault>(parsing: Array(edited.utf8)) }
        }
    }
}

extension OrderTests {
    @Test("P-41: an approver is not the requester in another name, and does not sign the transaction")
    func apart() throws {
        let vault = try FixtureOrder.vault.get()
        func person(_ id: String, like other: FixtureCosigner, device: String, _ roles: Set<Role>) throws -> Person {
            Person(
                id: try Identifier(id), roles: roles, identityKey: other.identityKey,
                organisation: try Identifier("example"), site: try Identifier("here"), device: try Identifier(device),
                expiry: nil, name: try PersonName(id))
        }
        let requester = try person("dave", like: vault.others[0], device: "one", [.requester])
        func check(_ approver: Person) throws { try OrderSigner.checkApart(approver, from: requester, in: vault.view) }
        try check(person("erin", like: vault.others[1], device: "two", [.approver]))
        #expect(throws: OrderRefusal.selfApproval(try Identifier("erin"))) {
            try check(person("erin", like: vault.others[0], device: "two", [.approver]))
        }
        #expect(throws: OrderRefusal.selfApproval(try Identifier("erin"))) {
            try check(person("erin", like: vault.others[1], device: "one", [.approver]))
        }
        #expect(throws: OrderRefusal.selfApproval(try Identifier("dave"))) {
            try check(person("dave", like: vault.others[1], device: "two", [.approver]))
        }
        #expect(throws: OrderRefusal.custodianApproves(try Identifier("alice"))) {
            try check(person("alice", like: vault.cosigners[0], device: "two", [.approver, .custodian]))
        }
        #expect(throws: OrderRefusal.custodianApproves(try Identifier("erin"))) {
            try check(person("erin", like: vault.others[1], device: "two", [.approver, .custodian]))
        }
    }
}

extension OrderTests {
    private func problems(
        _ orders: [Document<Order>], _ approvals: [Document<OrderApproval>]
    ) throws -> [OrderProblem] {
        let vault = try FixtureOrder.vault.get().view
        let header = try CaseHeader(
            drill: false, caseID: FixtureCase.caseID(1), orders: orders.map(\.digest),
            approvals: approvals.map(\.digest))
        return CaseOrders(
            citedBy: header, in: ProposalAttachments(orders: orders, approvals: approvals), under: vault,
            need: vault.vault.approvalNeed(in: nil), on: nil, clock: nil
        ).problems
    }

    @Test(
        "P-35, P-44: one hand approves an order once, and one number is one order's, whatever a file manages to carry")
    func twice() throws {
        let order = try FixtureOrder(of: FixtureCase(FixtureOrder.vault.get()))
        let document = try order.order()
        let erin = order.vault.others[1]
        let once = try FixtureOrder.approval(of: document, by: erin)
        #expect(try problems([document], [once]) == [])
        let again = try FixtureOrder.approval(
            of: document, by: erin, until: .date(CalendarDate(year: 2026, month: 6, day: 29)))
        #expect(try problems([document], [once, again]) == [.approvalRepeated(by: erin.person, document.body.name)])
        let other = try FixtureOrder.approval(of: document, by: order.vault.others[2])
        #expect(try problems([document], [once, other]) == [])
        var edited = order
        edited.maximumFeeSat += 1
        let second = try edited.order()
        let found = try problems([document, second], [once, FixtureOrder.approval(of: second, by: erin)])
        #expect(found == [.numberRepeated(document.body.name)])
        // A file has room for one order of a number and one approval of it by a person.
        var psbt = try FixtureCase.ordered().psbt()
        #expect(throws: ProposalError.repeated(.order, person: document.body.requester)) {
            try ProposalFields.attach(ProposalAttachments(orders: [document, second]), to: &psbt)
        }
        #expect(throws: ProposalError.repeated(.approval, person: once.body.approver)) {
            try ProposalFields.attach(ProposalAttachments(approvals: [once, again]), to: &psbt)
        }
        let attached = ProposalAttachments(orders: [document], approvals: [once, other])
        try ProposalFields.attach(attached, to: &psbt)
        let read = try ProposalFields.read(from: psbt)
        #expect(Set(read.orders) == Set(attached.orders) && Set(read.approvals) == Set(attached.approvals))
    }
}
