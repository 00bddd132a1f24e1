import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport
import Testing

/// P-05: the outputs to others equal the lines of the orders, and every difference is named once by what it is.
@Suite("P-05: payments beside the lines of orders")
struct PaymentMatchTests {
    /// The numbers and amounts that a case pays, and those that one order or two have.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let paid: [(UInt8, UInt64)]
        let ordered: [[(UInt8, UInt64)]]
        let found: [String]

        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "equal", paid: [(1, 50), (2, 60)], ordered: [[(1, 50), (2, 60)]], found: []),
        Row(name: "equal in another order", paid: [(2, 60), (1, 50)], ordered: [[(1, 50), (2, 60)]], found: []),
        Row(name: "equal from two orders", paid: [(1, 50), (2, 60)], ordered: [[(2, 60)], [(1, 50)]], found: []),
        Row(name: "equal twice", paid: [(1, 50), (1, 50)], ordered: [[(1, 50), (1, 50)]], found: []),
        Row(name: "one too many of equals", paid: [(1, 50), (1, 50)], ordered: [[(1, 50)]], found: ["extra 1"]),
        Row(name: "one too few of equals", paid: [(1, 50)], ordered: [[(1, 50), (1, 50)]], found: ["missing 1"]),
        Row(name: "added", paid: [(1, 50), (3, 5)], ordered: [[(1, 50)]], found: ["extra 1"]),
        Row(name: "left out", paid: [(1, 50)], ordered: [[(1, 50), (2, 60)]], found: ["missing 1"]),
        Row(name: "merged", paid: [(1, 110)], ordered: [[(1, 50), (1, 60)]], found: ["merged 0 of 2"]),
        Row(name: "merged across orders", paid: [(1, 110)], ordered: [[(1, 50)], [(1, 60)]], found: ["merged 0 of 2"]),
        Row(name: "split", paid: [(1, 50), (1, 60)], ordered: [[(1, 110)]], found: ["split into 0 1"]),
        Row(name: "more", paid: [(1, 51)], ordered: [[(1, 50)]], found: ["amount 0"]),
        Row(name: "less", paid: [(1, 49)], ordered: [[(1, 50)]], found: ["amount 0"]),
        Row(name: "somebody else", paid: [(3, 50)], ordered: [[(1, 50)]], found: ["address 0"]),
        Row(
            name: "amounts exchanged", paid: [(1, 60), (2, 50)], ordered: [[(1, 50), (2, 60)]],
            found: ["amount 0", "amount 1"]),
        Row(name: "nothing alike", paid: [(3, 5)], ordered: [[(1, 50)]], found: ["missing 0", "extra 0"]),
        Row(
            name: "part of the parts", paid: [(1, 50), (1, 55)], ordered: [[(1, 110)]], found: ["amount 0", "extra 1"]),
    ]

    @Test("are equal, or differ by name", arguments: rows)
    func differences(row: Row) throws {
        let facts = try facts(row)
        #expect(facts.differences.map(Self.text).sorted() == row.found.sorted())
        if row.found.isEmpty {
            #expect(
                facts.externalOutputs.allSatisfy {
                    $0.ordered?.line.output == TxOut(amount: $0.amount, scriptPubKey: $0.script)
                })
            #expect(Set(facts.externalOutputs.compactMap(\.ordered?.place)).count == row.paid.count)
        }
    }

    @Test("fifteen thousand lines that nobody pays and nobody signed are each named, in a time that grows with them")
    func manyLines() throws {
        var fixture = try FixtureCase(FixtureOrder.vault.get())
        fixture.orders = try (0..<10).map { number in
            var order = try FixtureOrder(of: fixture)
            order.number = UInt64(number + 1)
            order.lines = try (0..<1_500).map { line in
                let place = number * 1_500 + line
                let hash = [UInt8(place >> 8 & 0xff), UInt8(place & 0xff)] + [UInt8](repeating: 5, count: 18)
                return Order.Line(
                    amount: try Amount(sat: UInt64(place) + 1),
                    address: try #require(Address(scriptPubKey: Script([0x00, 0x14] + hash), network: .regtest)))
            }
            return Document(body: try order.body())
        }
        try fixture.cite()
        let facts = try #require(fixture.examination().facts)
        #expect(facts.differences.count == 15_001)
    }

    @Test("equal lines are matched in ascending order, and stand in the case document")
    func ascending() throws {
        let facts = try facts(
            Row(name: "", paid: [(1, 50), (1, 50), (1, 50)], ordered: [[(1, 50), (1, 50)], [(1, 50)]], found: []))
        let places = facts.externalOutputs.compactMap(\.ordered?.place)
        #expect(places.map(\.order) == places.map(\.order).sorted())
        #expect(places.count == 3)
        let roles = facts.caseDocument.outputs.map(\.role)
        #expect(places.map { CaseOutput.Role.external($0) } == Array(roles.prefix(3)))
        let bytes = Document(body: facts.caseDocument).encoded
        #expect(try Document<CaseDocument>(parsing: bytes).body == facts.caseDocument)
    }

    @Test("an order that the case does not cite is compared with nothing")
    func uncited() throws {
        var fixture = try FixtureCase.ordered()
        fixture.header = try CaseHeader(drill: false, caseID: fixture.header.caseID)
        let facts = try #require(try fixture.examination().facts)
        #expect(facts.orders.isEmpty && facts.differences.isEmpty && facts.orderedFee == nil)
        #expect(facts.externalOutputs.allSatisfy { $0.ordered == nil })
    }

    @Test("the smallest fee of all orders is the one that counts")
    func fee() throws {
        var fixture = try FixtureCase.ordered()
        var other = try FixtureOrder(of: fixture)
        (other.number, other.maximumFeeSat) = (18, 4_000)
        fixture.orders.append(try other.order())
        try fixture.cite()
        #expect(try fixture.examination().facts?.orderedFee == Amount(sat: 4_000))
    }

    private func facts(_ row: Row) throws -> CaseFacts {
        // Thousands, so that nothing is dust and the change carries the rest.
        var fixture = try FixtureCase(FixtureOrder.vault.get())
        fixture.payments = try row.paid.map { number, amount in
            FixtureCase.Payment(script: try FixtureCase.stranger(number), derived: nil, sat: amount * 1_000)
        }
        let paid = fixture.payments.reduce(0) { $0 + $1.sat }
        try fixture.addOwnOutput(1, 5, sat: 300_000_000 - 1_000 - paid)
        var order = try FixtureOrder(of: fixture)
        fixture.orders = try row.ordered.enumerated().map { place, lines in
            order.number = UInt64(place + 1)
            order.lines = try lines.map { number, amount in
                Order.Line(
                    amount: try Amount(sat: amount * 1_000),
                    address: try #require(
                        Address(scriptPubKey: FixtureCase.stranger(number), network: .regtest)))
            }
            return try order.order()
        }
        try fixture.cite()
        return try #require(try fixture.examination().facts)
    }

    private static func text(_ difference: PaymentDifference) -> String {
        switch difference {
        case .extra(let output, _): "extra \(output)"
        case .missing(let line): "missing \(line.number)"
        case .merged(let output, let lines): "merged \(output) of \(lines.count)"
        case .split(_, let outputs): "split into " + outputs.map { String($0) }.joined(separator: " ")
        case .amount(let output, _, _): "amount \(output)"
        case .address(let output, _, _): "address \(output)"
        }
    }
}
