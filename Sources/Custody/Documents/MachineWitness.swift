package import ByteCoding

/// What the answering machine says about itself and the moment.
package struct MachineWitness: Hashable, Sendable {
    /// The number of the machine's latest journal entry.
    package let journalSequence: UInt64
    /// The hash of that entry.
    package let journalHead: Bytes32
    /// The latest heads of other people's journals that the machine has seen, sorted by person. One of its own person is
    /// the head of an earlier journal that the machine took over when it was restored.
    package let heads: [PeerHead]
    /// The block height that the machine believes in.
    package let height: UInt32?
    /// The day that the machine believes in.
    package let date: CalendarDate?

    /// Takes what a machine says; heads may come in any order.
    package init(
        journalSequence: UInt64, journalHead: Bytes32, heads: [PeerHead] = [], height: UInt32? = nil,
        date: CalendarDate? = nil
    ) {
        self.journalSequence = journalSequence
        self.journalHead = journalHead
        self.heads = heads.sorted { $0.person < $1.person }
        self.height = height
        self.date = date
    }

    static let fieldNames = ["journal-sequence", "journal-head", "head", "height", "date"]

    func write(into writer: inout DocumentFieldWriter) {
        writer.write("journal-sequence", journalSequence)
        writer.write("journal-head", journalHead)
        writer.write("head", list: heads)
        writer.write("height", optional: height.map { BlockHeight($0) })
        writer.write("date", optional: date)
    }

    init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let sequence: UInt64 = try fields.read("journal-sequence")
        let head: Bytes32 = try fields.read("journal-head")
        let heads: [PeerHead] = try fields.readList("head")
        try SortedList.check(heads, by: \.person)
        let height: BlockHeight? = try fields.readOptional("height")
        self.init(
            journalSequence: sequence, journalHead: head, heads: heads, height: height?.value,
            date: try fields.readOptional("date"))
    }

    /// Checks the heads against the person who answers.
    func check(for person: Identifier) throws(DocumentError) {
        try SortedList.check(heads, by: \.person)
        // An earlier journal ended before this one's entries began.
        guard heads.allSatisfy({ $0.person != person || $0.sequence < journalSequence }) else {
            throw .statement(.ownHead(person))
        }
        if let height { _ = try BlockHeight.exactly(height.documentText) }
    }
}

/// The latest entry of another person's journal, as it was seen in his documents.
package struct PeerHead: Hashable, Sendable {
    /// Whose journal.
    package let person: Identifier
    /// The number of the entry.
    package let sequence: UInt64
    /// The hash of the entry.
    package let hash: Bytes32

    /// Takes one head.
    package init(person: Identifier, sequence: UInt64, hash: Bytes32) {
        self.person = person
        self.sequence = sequence
        self.hash = hash
    }
}

extension PeerHead: DocumentValue {
    package static var documentKind: String { "a journal head" }

    package var documentText: String {
        [person.documentText, sequence.documentText, hash.documentText].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(person: try words.next(), sequence: try words.next(), hash: try words.next())
        try words.finish()
    }
}
