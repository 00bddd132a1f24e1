package import BitcoinPrimitives
package import ByteCoding

/// What one custodian's machine knows of another one's: the latest head of its journal, and every case in which it has seen
/// an answer of that person. A machine that was restored takes such records over.
package struct MachineRecord: DocumentBody {
    package static let typeName = "record"

    package static let fieldNames =
        [
            "network", "vault", "vault-version", "vault-hash", "person", "device", "of", "case", "answer", "spend",
            "pay", "order", "fee",
            "build",
        ] + MachineWitness.fieldNames

    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The version of the vault that the recording machine has registered.
    package let vaultVersion: UInt32
    /// The digest of that version.
    package let vaultHash: Bytes32
    /// Whose machine records.
    package let person: Identifier
    /// The machine that records.
    package let device: Identifier
    /// Whose machine it is about.
    package let of: Identifier
    /// The cases of the vault in which an answer of that person was seen, sorted by digest.
    package let cases: [RecordedCase]
    /// The hash of the program file that recorded.
    package let build: Bytes32
    /// What the recording machine says about itself; the latest head of the other one is among its heads.
    package let machine: MachineWitness

    /// Takes what a machine knows; cases may come in any order.
    package init(
        network: Network, vault: Identifier, vaultVersion: UInt32, vaultHash: Bytes32, person: Identifier,
        device: Identifier, of: Identifier, cases: [RecordedCase], build: Bytes32, machine: MachineWitness
    ) throws(DocumentError) {
        guard of != person else { throw .record(.ownMachine(person)) }
        guard machine.date != nil else { throw .record(.undated) }
        try machine.check(for: person)
        let cases = cases.sorted { $0.digest < $1.digest }
        try SortedList.check(cases.map(CaseLine.init)) { $0.digest }
        for one in cases {
            guard !one.answers.isEmpty else { throw .record(.noAnswer(one.digest)) }
            try SortedList.check(one.answerLines) { $0.place }
        }
        self.network = network
        self.vault = vault
        self.vaultVersion = vaultVersion
        self.vaultHash = vaultHash
        self.person = person
        self.device = device
        self.of = of
        self.cases = cases
        self.build = build
        self.machine = machine
    }

    /// The latest head of the other machine's journal; `nil` when none was seen.
    package var headSeen: PeerHead? { machine.heads.first { $0.person == of } }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("vault-version", vaultVersion)
        writer.write("vault-hash", vaultHash)
        writer.write("person", person)
        writer.write("device", device)
        writer.write("of", of)
        writer.write("case", list: cases.map(CaseLine.init))
        writer.write("answer", list: cases.flatMap(\.answerLines))
        writer.write("spend", list: cases.flatMap(\.spendLines))
        writer.write("pay", list: cases.flatMap(\.payLines))
        // Of cases without orders, the document has no line about them.
        writer.write("order", list: cases.flatMap(\.orderLines))
        // Of cases whose fee was not seen, the document has no line about it.
        writer.write("fee", list: cases.flatMap(\.feeLines))
        writer.write("build", build)
        machine.write(into: &writer)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let vault: Identifier = try fields.read("vault")
        let vaultVersion: UInt32 = try fields.read("vault-version")
        let vaultHash: Bytes32 = try fields.read("vault-hash")
        let person: Identifier = try fields.read("person")
        let device: Identifier = try fields.read("device")
        let of: Identifier = try fields.read("of")
        try self.init(
            network: network, vault: vault, vaultVersion: vaultVersion, vaultHash: vaultHash, person: person,
            device: device, of: of, cases: try Self.cases(&fields), build: try fields.read("build"),
            machine: try MachineWitness(fields: &fields))
    }

    /// Puts the lines of each case together; a line of a case that is not listed belongs nowhere.
    private static func cases(_ fields: inout DocumentFieldReader) throws(DocumentError) -> [RecordedCase] {
        let lines: [CaseLine] = try fields.readList("case")
        try SortedList.check(lines) { $0.digest }
        var answers: [Bytes32: [RecordedAnswer]] = [:]
        var spends: [Bytes32: [OutPoint]] = [:]
        var pays: [Bytes32: [TxOut]] = [:]
        var orders: [Bytes32: [OrderUse]] = [:]
        for line in lines { (answers[line.digest], spends[line.digest], pays[line.digest]) = ([], [], []) }
        for line in lines { orders[line.digest] = [] }
        for line in try fields.readList("answer", as: AnswerLine.self) {
            guard answers[line.digest]?.append(line.answer) != nil else { throw .record(.strayLine(line.digest)) }
        }
        for line in try fields.readList("spend", as: SpendLine.self) {
            guard spends[line.digest]?.append(line.outpoint) != nil else { throw .record(.strayLine(line.digest)) }
        }
        for line in try fields.readList("pay", as: PayLine.self) {
            guard pays[line.digest]?.append(line.output) != nil else { throw .record(.strayLine(line.digest)) }
        }
        for line in try fields.readList("order", as: OrderUseLine.self) {
            guard orders[line.digest]?.append(line.use) != nil else { throw .record(.strayLine(line.digest)) }
        }
        var fees: [Bytes32: Amount] = [:]
        for line in try fields.readList("fee", as: FeeLine.self) {
            guard orders[line.digest] != nil, fees.updateValue(line.fee, forKey: line.digest) == nil else {
                throw .record(.strayLine(line.digest))
            }
        }
        return lines.map { line in
            RecordedCase(
                caseID: line.caseID, digest: line.digest, vaultVersion: line.vaultVersion, replaces: line.replaces,
                answers: answers[line.digest] ?? [], spends: spends[line.digest] ?? [], pays: pays[line.digest] ?? [],
                orders: orders[line.digest] ?? [], fee: fees[line.digest])
        }
    }
}

/// Why a record of another machine contradicts itself.
package enum RecordError: CodedError, Hashable {
    /// Somebody records his own machine.
    case ownMachine(Identifier)
    /// The record has no day.
    case undated
    /// A line belongs to a case digest that the record does not list.
    case strayLine(Bytes32)
    /// A case is listed without an answer.
    case noAnswer(Bytes32)

    package var code: String {
        switch self {
        case .ownMachine: "record.own-machine"
        case .undated: "record.undated"
        case .strayLine: "record.stray-line"
        case .noAnswer: "record.no-answer"
        }
    }

    package var description: String {
        switch self {
        case .ownMachine(let person): "\(person) records his own machine"
        case .undated: "the record has no day"
        case .strayLine(let digest): "a line is about the case digest \(digest.hex), which is not listed"
        case .noAnswer(let digest): "the case digest \(digest.hex) is listed without an answer"
        }
    }
}
