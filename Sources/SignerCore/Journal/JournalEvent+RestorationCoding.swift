import BitcoinPrimitives
import ByteCoding
import Custody

extension JournalEvent.CaseContents {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("replaces", list: replaces.map { [$0] } ?? []) { $0.documentText }
        fields.write("spends", list: spends) { $0.description }
        fields.write("pays", list: pays) { $0.journalText }
        if !orders.isEmpty { fields.write("orders", list: orders) { $0.journalText } }
        if let fee { fields.write("fee", list: [fee]) { "\($0.sat)" } }
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            replaces: try JournalEvent.Look.replaces(&fields),
            spends: try fields.readList("spends") { OutPoint(journalText: $0) },
            pays: try fields.readList("pays") { TxOut(journalText: $0) },
            orders: try fields.readLaterList("orders") { OrderUse(journalText: $0) }, fee: try Self.fee(&fields))
    }

    private static func fee(_ fields: inout JournalFields) throws(JournalFieldError) -> Amount? {
        let fees = try fields.readLaterList("fee") { text in
            UInt64(text).flatMap { String($0) == text ? try? Amount(sat: $0) : nil }
        }
        guard fees.count <= 1 else { throw JournalFieldError(name: "fee") }
        return fees.first
    }
}

extension JournalEvent.AnswersSeen {
    func write(into fields: inout JournalFields) {
        contents.write(into: &fields)
        fields.write("vault-hash", vaultHash)
        fields.write("answers", list: answers) { "\($0.person)/\($0.answer.journalText)" }
        fields.write("heads", list: heads) { $0.journalText }
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            contents: try JournalEvent.CaseContents(fields: &fields), vaultHash: try fields.read("vault-hash"),
            answers: try fields.readList("answers") { JournalEvent.SeenAnswer(journalText: $0) },
            heads: try fields.readList("heads") { PeerHead(journalText: $0) })
    }
}

extension JournalEvent.RestorationSeen {
    func write(into fields: inout JournalFields) {
        fields.write("adopted", text: adopted.journalText)
        fields.write("document", document)
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(adopted: try fields.readHead("adopted"), document: try fields.read("document"))
    }
}

extension JournalEvent.RecordGiven {
    func write(into fields: inout JournalFields) {
        fields.write("vault", vault)
        fields.write("of", of)
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(vault: try fields.read("vault"), of: try fields.read("of"))
    }
}

extension JournalEvent.Overtaken {
    func write(into fields: inout JournalFields) {
        fields.write("seen", text: seen.journalText)
        fields.write("said-by", saidBy)
        fields.write("document", document)
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            seen: try fields.readHead("seen"), saidBy: try fields.read("said-by"),
            document: try fields.read("document"))
    }
}

extension JournalEvent.AdoptedCase {
    func write(into fields: inout JournalFields) {
        contents.write(into: &fields)
        fields.write("answers", list: answers) { $0.journalText }
        fields.write("said-by", list: saidBy) { $0.description }
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            contents: try JournalEvent.CaseContents(fields: &fields),
            answers: try fields.readList("answers") { RecordedAnswer(journalText: $0) },
            saidBy: try fields.readList("said-by") { try? Identifier(String($0)) })
    }
}

extension JournalEvent.Adopted {
    func write(into fields: inout JournalFields) {
        fields.write("vaults", list: vaults) { $0.description }
        fields.write("records", list: records) { $0.journalText }
        fields.write("documents", list: documents) { $0.hex }
        fields.write("head", text: head.journalText)
        fields.write("above", above)
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            vaults: try fields.readList("vaults") { try? Identifier(String($0)) },
            records: try fields.readList("records") { PeerHead(journalText: $0) },
            documents: try fields.readList("documents") { try? Bytes32(documentText: String($0)) },
            head: try fields.readHead("head"), above: try fields.read("above"))
    }
}

extension JournalEvent.Regained {
    func write(into fields: inout JournalFields) {
        contents.write(into: &fields)
        fields.write("answer", text: answer.journalText)
        fields.write("vault-hash", vaultHash)
        fields.write("file", file)
        fields.write("build", build)
        fields.write("challenge", list: challenge) { $0.journalText }
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        let contents = try JournalEvent.CaseContents(fields: &fields)
        guard let answer = RecordedAnswer(journalText: Substring(try fields.readText("answer"))) else {
            throw JournalFieldError(name: "answer")
        }
        self.init(
            contents: contents, answer: answer, vaultHash: try fields.read("vault-hash"),
            file: try fields.read("file"), build: try fields.read("build"),
            challenge: try fields.readList("challenge") { AskedPositions(journalText: $0) })
    }
}

extension JournalFields {
    fileprivate mutating func readHead(_ name: String) throws(JournalFieldError) -> PeerHead {
        guard let head = PeerHead(journalText: Substring(try readText(name))) else {
            throw JournalFieldError(name: name)
        }
        return head
    }
}

extension RecordedAnswer {
    /// `kind/digest/day`, without a day `kind/digest/-`.
    fileprivate var journalText: String { "\(kind.rawValue)/\(document.hex)/\(date?.documentText ?? "-")" }

    fileprivate init?(journalText text: Substring) {
        let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, let kind = Kind(rawValue: words[0]), let document = try? Bytes32(documentText: words[1])
        else { return nil }
        if words[2] == "-" {
            self.init(kind: kind, document: document, date: nil)
        } else {
            guard let date = try? CalendarDate(documentText: words[2]) else { return nil }
            self.init(kind: kind, document: document, date: date)
        }
    }
}

extension JournalEvent.SeenAnswer {
    fileprivate init?(journalText text: Substring) {
        guard let slash = text.firstIndex(of: "/"), let person = try? Identifier(String(text[..<slash])),
            let answer = RecordedAnswer(journalText: text[text.index(after: slash)...])
        else { return nil }
        self.init(person: person, answer: answer)
    }
}
