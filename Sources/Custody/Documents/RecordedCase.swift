package import BitcoinPrimitives
package import ByteCoding

/// One case in which a machine has seen answers of somebody else.
package struct RecordedCase: Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// The digest `D` that the answers are about.
    package let digest: Bytes32
    /// The version of the vault that the case is under.
    package let vaultVersion: UInt32
    /// The case that this one takes the place of.
    package let replaces: CaseID?
    /// What was answered, sorted by kind and document.
    package let answers: [RecordedAnswer]
    /// The coins that the case spends, in the order of the inputs; empty when the contents were not seen.
    package let spends: [OutPoint]
    /// What the case pays to others, in the order of the outputs.
    package let pays: [TxOut]
    /// The orders that the case pays, sorted by name and digest.
    package let orders: [OrderUse]
    /// What the miners get; `nil` when the contents were not seen, or by a program that did not keep it.
    package let fee: Amount?

    /// Takes what was seen; answers may come in any order.
    package init(
        caseID: CaseID, digest: Bytes32, vaultVersion: UInt32, replaces: CaseID?, answers: [RecordedAnswer],
        spends: [OutPoint], pays: [TxOut], orders: [OrderUse] = [], fee: Amount? = nil
    ) {
        self.caseID = caseID
        self.digest = digest
        self.vaultVersion = vaultVersion
        self.replaces = replaces
        self.answers = answers.sorted { $0.place < $1.place }
        self.spends = spends
        self.pays = pays
        self.orders = orders.sorted { ($0.name, $0.order) < ($1.name, $1.order) }
        self.fee = fee
    }

    var answerLines: [AnswerLine] { answers.map { AnswerLine(digest: digest, answer: $0) } }
    var spendLines: [SpendLine] { spends.map { SpendLine(digest: digest, outpoint: $0) } }
    var payLines: [PayLine] { pays.map { PayLine(digest: digest, output: $0) } }
    var feeLines: [FeeLine] { fee.map { [FeeLine(digest: digest, fee: $0)] } ?? [] }
    var orderLines: [OrderUseLine] { orders.map { OrderUseLine(digest: digest, use: $0) } }
}

/// One answer of somebody, as another machine has seen it.
package struct RecordedAnswer: Hashable, Sendable {
    /// What was answered.
    package enum Kind: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
        case confirmation
        case heldShare = "held-share"
        case openShare = "open-share"
        case refusal, release

        package static var documentKind: String { "a kind of answer" }

        /// Whether the answer approves the case.
        package var isShare: Bool { self == .heldShare || self == .openShare }
    }

    /// What was answered.
    package let kind: Kind
    /// The digest of the document.
    package let document: Bytes32
    /// The day that its author's machine believed in.
    package let date: CalendarDate?

    /// Takes one answer.
    package init(kind: Kind, document: Bytes32, date: CalendarDate?) {
        self.kind = kind
        self.document = document
        self.date = date
    }

    /// What answers of one case are sorted by.
    var place: String { kind.rawValue + " " + document.hex }
}

// The lines of a record: everything about a case names its digest, so that each line can be read by itself.

struct CaseLine: DocumentValue {
    let caseID: CaseID
    let digest: Bytes32
    let vaultVersion: UInt32
    let replaces: CaseID?

    init(_ one: RecordedCase) {
        caseID = one.caseID
        digest = one.digest
        vaultVersion = one.vaultVersion
        replaces = one.replaces
    }

    static var documentKind: String { "a case of a record" }

    var documentText: String {
        [
            digest.documentText, caseID.documentText, vaultVersion.documentText,
            replaces?.documentText ?? DocumentField.absent,
        ].joined(separator: " ")
    }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        digest = try words.next()
        caseID = try words.next()
        vaultVersion = try words.next()
        replaces = try words.nextOptional()
        try words.finish()
    }
}

struct AnswerLine: DocumentValue {
    let digest: Bytes32
    let answer: RecordedAnswer

    init(digest: Bytes32, answer: RecordedAnswer) {
        self.digest = digest
        self.answer = answer
    }

    static var documentKind: String { "an answer of a record" }

    /// What lines of one case are sorted by.
    var place: String { answer.place }

    var documentText: String {
        [
            digest.documentText, answer.kind.documentText, answer.document.documentText,
            answer.date?.documentText ?? DocumentField.absent,
        ].joined(separator: " ")
    }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        digest = try words.next()
        answer = RecordedAnswer(
            kind: try words.next(), document: try words.next(), date: try words.nextOptional())
        try words.finish()
    }
}

struct SpendLine: DocumentValue {
    let digest: Bytes32
    let outpoint: OutPoint

    init(digest: Bytes32, outpoint: OutPoint) {
        self.digest = digest
        self.outpoint = outpoint
    }

    static var documentKind: String { "a coin of a record" }

    var documentText: String { digest.documentText + " " + outpoint.documentText }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        digest = try words.next()
        outpoint = try words.next()
        try words.finish()
    }
}

struct PayLine: DocumentValue {
    let digest: Bytes32
    let output: TxOut

    init(digest: Bytes32, output: TxOut) {
        self.digest = digest
        self.output = output
    }

    static var documentKind: String { "a payment of a record" }

    var documentText: String {
        [digest.documentText, output.amount.documentText, output.scriptPubKey.documentText].joined(separator: " ")
    }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        digest = try words.next()
        let amount: Amount = try words.next()
        output = TxOut(amount: amount, scriptPubKey: try words.next())
        try words.finish()
    }
}

struct FeeLine: DocumentValue {
    let digest: Bytes32
    let fee: Amount

    init(digest: Bytes32, fee: Amount) {
        self.digest = digest
        self.fee = fee
    }

    static var documentKind: String { "a fee of a record" }

    var documentText: String { digest.documentText + " " + fee.documentText }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        digest = try words.next()
        fee = try words.next()
        try words.finish()
    }
}

struct OrderUseLine: DocumentValue {
    let digest: Bytes32
    let use: OrderUse

    init(digest: Bytes32, use: OrderUse) {
        self.digest = digest
        self.use = use
    }

    static var documentKind: String { "an order of a record" }

    var documentText: String {
        [
            digest.documentText, use.vault.documentText, use.name.requester.documentText, use.name.number.documentText,
            use.order.documentText,
        ].joined(separator: " ")
    }

    init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        digest = try words.next()
        let vault: Identifier = try words.next()
        let name = OrderName(requester: try words.next(), number: try words.next())
        use = OrderUse(vault: vault, name: name, order: try words.next())
        try words.finish()
    }
}
