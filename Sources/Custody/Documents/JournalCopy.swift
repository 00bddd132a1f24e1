package import BitcoinPrimitives
package import ByteCoding

/// What a person states about a copy of his machine's journal that he gives away; the lines themselves follow the document
/// in the file.
package struct JournalCopy: DocumentBody {
    package static let typeName = "journal-copy"

    package static let fieldNames = [
        "network", "person", "device", "entries", "journal-sequence", "journal-head", "lines", "build", "date",
    ]

    package let network: Network
    /// Whose journal it is.
    package let person: Identifier
    /// The machine.
    package let device: Identifier
    /// How many entries there are.
    package let entries: UInt64
    /// The number of the last entry.
    package let sequence: UInt64
    /// The hash of the last entry.
    package let head: Bytes32
    /// The SHA-256 of the lines, each with its line feed.
    package let lines: Bytes32
    /// The hash of the program file that made the copy.
    package let build: Bytes32
    /// The day on which it was made, as the machine believes.
    package let date: CalendarDate

    /// States what the copy is of.
    package init(
        network: Network, person: Identifier, device: Identifier, entries: UInt64, sequence: UInt64, head: Bytes32,
        lines: Bytes32, build: Bytes32, date: CalendarDate
    ) {
        self.network = network
        self.person = person
        self.device = device
        self.entries = entries
        self.sequence = sequence
        self.head = head
        self.lines = lines
        self.build = build
        self.date = date
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("person", person)
        writer.write("device", device)
        writer.write("entries", entries)
        writer.write("journal-sequence", sequence)
        writer.write("journal-head", head)
        writer.write("lines", lines)
        writer.write("build", build)
        writer.write("date", date)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            network: try fields.read("network"), person: try fields.read("person"),
            device: try fields.read("device"), entries: try fields.read("entries"),
            sequence: try fields.read("journal-sequence"), head: try fields.read("journal-head"),
            lines: try fields.read("lines"), build: try fields.read("build"), date: try fields.read("date"))
    }
}
