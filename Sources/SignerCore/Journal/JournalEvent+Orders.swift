package import BitcoinPrimitives
package import ByteCoding
package import Custody

extension JournalEvent {
    /// An order that this person signed, or approved.
    package struct Ordered: Hashable, Sendable {
        /// What was done with it.
        package enum Act: String, Hashable, Sendable, CaseIterable {
            case signed = "order-signed"
            case approved = "order-approved"
        }

        /// What was done with it.
        package let act: Act
        /// The vault, whose order it is, its number, and exactly which order.
        package let use: OrderUse
        /// The digest of the vault's version 1.
        package let founding: Bytes32
        /// The SHA-256 of the file that was read.
        package let file: Bytes32
        /// The hash of the program file that signed.
        package let build: Bytes32
        /// What the order pays, in the order of its lines.
        package let pays: [TxOut]
        /// How long an approval counts; `nil` for as long as the order.
        package let until: ValidityBound?

        package init(
            act: Act, of order: Document<Order>, file: Bytes32, build: Bytes32, until: ValidityBound? = nil
        ) {
            self.init(
                act: act, use: OrderUse(order), founding: order.body.founding, file: file, build: build,
                pays: order.body.lines.map(\.output), until: until)
        }

        init(
            act: Act, use: OrderUse, founding: Bytes32, file: Bytes32, build: Bytes32, pays: [TxOut],
            until: ValidityBound?
        ) {
            self.act = act
            self.use = use
            self.founding = founding
            self.file = file
            self.build = build
            self.pays = pays
            self.until = until
        }
    }
}

extension JournalEvent.Ordered {
    func write(into fields: inout JournalFields) {
        fields.write("order", text: use.journalText)
        fields.write("founding", founding)
        fields.write("file", file)
        fields.write("build", build)
        fields.write("pays", list: pays) { $0.journalText }
        // A space would end the word.
        fields.write("until", list: until.map { [$0] } ?? []) { $0.documentText.replacing(" ", with: "/") }
    }

    init(act: Act, fields: inout JournalFields) throws(JournalFieldError) {
        guard let use = OrderUse(journalText: Substring(try fields.readText("order"))) else {
            throw JournalFieldError(name: "order")
        }
        let founding: Bytes32 = try fields.read("founding")
        let file: Bytes32 = try fields.read("file")
        let build: Bytes32 = try fields.read("build")
        let pays = try fields.readList("pays") { TxOut(journalText: $0) }
        let until = try fields.readList("until") { text in
            try? ValidityBound(documentText: String(text).replacing("/", with: " "))
        }
        guard until.count <= 1 else { throw JournalFieldError(name: "until") }
        self.init(
            act: act, use: use, founding: founding, file: file, build: build, pays: pays, until: until.first)
    }
}

extension OrderUse {
    /// `vault/requester/number/digest`.
    var journalText: String { "\(vault)/\(name.requester)/\(name.number)/\(order.hex)" }

    init?(journalText text: Substring) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let vault = try? Identifier(parts[0]), let requester = try? Identifier(parts[1]),
            let number = UInt64(parts[2]), number > 0, String(number) == parts[2],
            let order = try? Bytes32(documentText: parts[3]), order.hex == parts[3]
        else { return nil }
        self.init(vault: vault, name: OrderName(requester: requester, number: number), order: order)
    }
}

extension SignerJournal {
    /// The entry in which an order was signed or approved here.
    func entry(of act: JournalEvent.Ordered.Act, _ order: Bytes32) -> (JournalEntry, JournalEvent.Ordered)? {
        for entry in entries {
            if case .ordered(let event) = entry.event, event.act == act, event.use.order == order {
                return (entry, event)
            }
        }
        return nil
    }

    /// The highest number that this person has signed an order of a vault with here; `nil` before the first.
    func lastOrderNumber(of requester: Identifier, founding: Bytes32) -> UInt64? {
        entries.compactMap { entry -> UInt64? in
            guard case .ordered(let event) = entry.event, event.act == .signed, event.founding == founding,
                event.use.name.requester == requester
            else { return nil }
            return event.use.name.number
        }.max()
    }
}
