package import BitcoinPrimitives
package import ByteCoding

/// The latest entry of a coordinator's log, and the first, which names the log: no two stores begin alike.
package struct LogHead: Hashable, Sendable, DocumentValue {
    /// The hash of the log's first entry.
    package let first: Bytes32
    /// The number of the latest entry.
    package let sequence: UInt64
    /// The hash of that entry.
    package let hash: Bytes32

    /// Takes a head.
    package init(first: Bytes32, sequence: UInt64, hash: Bytes32) {
        self.first = first
        self.sequence = sequence
        self.hash = hash
    }

    package static var documentKind: String { "the head of a log" }

    package var documentText: String {
        [first.documentText, sequence.documentText, hash.documentText].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(first: try words.next(), sequence: try words.next(), hash: try words.next())
        try words.finish()
    }
}

/// An auditor's word that he has read these logs and journals, whole and unbroken, up to these entries.
///
/// Whoever removes or changes an entry afterwards contradicts it.
package struct LogCountersign: DocumentBody {
    package static let typeName = "log-countersign"

    package static let fieldNames = [
        "network", "vault", "vault-hash", "person", "device", "log", "head", "build", "journal-sequence",
        "journal-head", "date",
    ]

    package let network: Network
    /// The vault that lists the auditor.
    package let vault: Identifier
    /// The digest of the version of it that the auditor has seen.
    package let vaultHash: Bytes32
    /// Who has read them.
    package let person: Identifier
    /// The machine that signs.
    package let device: Identifier
    /// The coordinators' logs, sorted by their first entry.
    package let logs: [LogHead]
    /// The custodians' journals, sorted by person.
    package let heads: [PeerHead]
    /// The hash of the program file that signed.
    package let build: Bytes32
    /// The number of the signing machine's own latest journal entry.
    package let journalSequence: UInt64
    /// The hash of that entry.
    package let journalHead: Bytes32
    /// The day that the machine believes in.
    package let date: CalendarDate

    /// Takes what an auditor has read; the lists may come in any order.
    package init(
        network: Network, vault: Identifier, vaultHash: Bytes32, person: Identifier, device: Identifier,
        logs: [LogHead], heads: [PeerHead], build: Bytes32, journalSequence: UInt64, journalHead: Bytes32,
        date: CalendarDate
    ) throws(DocumentError) {
        let logs = logs.sorted { $0.first < $1.first }
        let heads = heads.sorted { $0.person < $1.person }
        try SortedList.check(logs, by: \.first)
        try SortedList.check(heads, by: \.person)
        self.network = network
        self.vault = vault
        self.vaultHash = vaultHash
        self.person = person
        self.device = device
        self.logs = logs
        self.heads = heads
        self.build = build
        self.journalSequence = journalSequence
        self.journalHead = journalHead
        self.date = date
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("vault-hash", vaultHash)
        writer.write("person", person)
        writer.write("device", device)
        writer.write("log", list: logs)
        writer.write("head", list: heads)
        writer.write("build", build)
        writer.write("journal-sequence", journalSequence)
        writer.write("journal-head", journalHead)
        writer.write("date", date)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let vault: Identifier = try fields.read("vault")
        let vaultHash: Bytes32 = try fields.read("vault-hash")
        let person: Identifier = try fields.read("person")
        let device: Identifier = try fields.read("device")
        let logs: [LogHead] = try fields.readList("log")
        let heads: [PeerHead] = try fields.readList("head")
        try SortedList.check(logs, by: \.first)
        try SortedList.check(heads, by: \.person)
        try self.init(
            network: network, vault: vault, vaultHash: vaultHash, person: person, device: device, logs: logs,
            heads: heads, build: try fields.read("build"), journalSequence: try fields.read("journal-sequence"),
            journalHead: try fields.read("journal-head"), date: try fields.read("date"))
    }
}
