import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody

/// The vectors of orders and of their approvals.
extension MadeWorld {
    /// What dave orders: two payments, one of them with a recipient and a reference.
    static func order(
        _ party: MadeParty, _ vault: Document<Vault>
    ) throws -> Document<Order> {
        func address(_ byte: UInt8) throws -> Address {
            let script = Script.p2wpkh(hash: [UInt8](repeating: byte, count: 20))
            guard let address = Address(scriptPubKey: script, network: vault.body.network) else {
                throw MadeError.noFacts
            }
            return address
        }
        return try party.signed(
            try Order(
                network: vault.body.network, vault: vault.body.name, founding: vault.digest, requester: party.id,
                number: 17,
                lines: [
                    Order.Line(amount: Amount(sat: 250_000_000), address: try address(7)),
                    Order.Line(
                        amount: Amount(sat: 1_000_000), address: try address(8),
                        recipient: RecipientName("取引先　A"), reference: PaymentReference("invoice 2026/17")),
                ],
                maximumFee: Amount(sat: 50_000), notBefore: ValidityBound(documentText: "2026-11-20"),
                notAfter: ValidityBound(documentText: "2026-12-31")))
    }

    /// The approval of an order by somebody, until the end of November.
    static func approval(_ party: MadeParty, of order: Document<Order>) throws -> Document<OrderApproval> {
        try party.signed(
            try OrderApproval(
                of: order, approver: party.id, device: try party.device,
                date: CalendarDate(year: 2026, month: 11, day: 21),
                notAfter: ValidityBound(documentText: "2026-11-30")))
    }

    /// `order.json`.
    func orderFile() throws -> MadeFile {
        let text = MadeText(order.encoded)
        let faults = MadeFaults("order", text, beside: key(dave))
        let place = text.place("line") ?? 0
        let line = text.value("line")
        var cases = [accepted("dave's, of two lines", order, dave)]
        cases += faults.ofText
        cases += try faults.ofSignature(by: dave, other: bob)
        cases += [
            faults.refused("number 0", text.with("number", "0"), "order.number-zero"),
            faults.refused("no fee allowed", text.with("max-fee", "0 sat (0.00000000 BTC)"), "order.no-fee"),
            faults.refused(
                "two spellings of an amount that differ", text.with("max-fee", "50000 sat (0.00050001 BTC)"),
                "document.amount-forms"),
            faults.refused("ends before it starts", text.with("not-after", "2026-11-19"), "order.ends-before-start"),
            faults.refused("no end", text.with("not-after", "-"), "document.malformed-value"),
            faults.refused(
                "a payment without a line", text.withoutAll("line").withoutAll("recipient").withoutAll("reference"),
                "order.no-line"),
            faults.refused("an internal order with lines", text.with("kind", "internal"), "order.lines-inside"),
            faults.refused("an unknown kind", text.with("kind", "burn"), "document.malformed-value"),
            faults.refused(
                "a line that pays nothing", text.with("line", "0 0 sat (0.00000000 BTC) " + Self.lastWord(line)),
                "order.zero-amount"),
            faults.refused("lines out of order", text.swapping(place, place + 1), "order.line-number"),
            faults.refused("a line twice", text.adding(text.fields[place], after: "line"), "order.line-number"),
            faults.refused("an address in capitals", text.with("line", Self.capitals(line)), "document.not-canonical"),
            faults.refused(
                "an address of another network",
                text.with("line", "0 250000000 sat (2.50000000 BTC) bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
                "document.malformed-value"),
            faults.refused(
                "a recipient of a line that is not there", text.with("recipient", "2 取引先　A"),
                "order.text-without-line"),
            faults.refused(
                "a recipient of 101 characters", text.with("recipient", "1 " + String(repeating: "x", count: 101)),
                "document.text-too-long"),
            faults.refused(
                "the amount changed behind the signature",
                text.with(
                    "line", line.replacing("250000000 sat (2.50000000 BTC)", with: "350000000 sat (3.50000000 BTC)")),
                "signature.invalid"),
        ]
        return MadeFile(name: "order", about: "orders", notes: Self.notes, cases: cases)
    }

    /// `approval.json`.
    func approvalFile() throws -> MadeFile {
        let text = MadeText(approval.encoded)
        let faults = MadeFaults("approval", text, beside: key(bob))
        var cases = [accepted("bob's, with an end", approval, bob)]
        cases += faults.ofText
        cases += try faults.ofSignature(by: bob, other: carol)
        cases += [
            faults.refused("of an order 0", text.with("number", "0"), "order.number-zero"),
            faults.refused("ended before its day", text.with("not-after", "2026-11-20"), "order.ends-before-start"),
            faults.refused(
                "a digest in capitals", text.with("order", order.digest.hex.uppercased()), "document.not-canonical"),
            faults.refused("a day that is not", text.with("date", "2026-02-30"), "document.malformed-value"),
            faults.refused(
                "the order changed behind the signature", text.with("order", vault.digest.hex), "signature.invalid"),
        ]
        return MadeFile(name: "approval", about: "approvals", notes: Self.notes, cases: cases)
    }

    private static func lastWord(_ line: String) -> String { line.split(separator: " ").last.map(String.init) ?? "" }

    private static func capitals(_ line: String) -> String {
        let address = lastWord(line)
        return line.replacing(address, with: address.uppercased())
    }
}
