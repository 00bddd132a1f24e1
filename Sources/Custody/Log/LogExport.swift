import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// What stands before the lines of a coordinator's log that is given away.
package struct LogExportHeader: DocumentBody {
    package static let typeName = "log-export"

    package static let fieldNames = ["network", "entries", "first", "log-head", "lines"]

    package let network: Network
    /// How many entries there are; the last has this number.
    package let entries: UInt64
    /// The hash of the first entry, which names the log.
    package let first: Bytes32
    /// The hash of the last entry.
    package let head: Bytes32
    /// The SHA-256 of the lines, each with its line feed.
    package let lines: Bytes32

    init(network: Network, entries: UInt64, first: Bytes32, head: Bytes32, lines: Bytes32) {
        self.network = network
        self.entries = entries
        self.first = first
        self.head = head
        self.lines = lines
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("entries", entries)
        writer.write("first", first)
        writer.write("log-head", head)
        writer.write("lines", lines)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            network: try fields.read("network"), entries: try fields.read("entries"), first: try fields.read("first"),
            head: try fields.read("log-head"), lines: try fields.read("lines"))
    }
}

/// A whole coordinator's log as a file: the header, its digest, and every line from the first on.
package struct LogExport: Hashable, Sendable {
    /// The most bytes: a line has some hundred bytes, a busy store some thousand lines a year.
    package static let maximumBytes = 256 << 20

    /// What the file states.
    package let header: LogExportHeader
    /// Every entry.
    package let entries: [LogEntry]

    /// Takes a whole log; `nil` for one without an entry.
    package init?(network: Network, _ entries: [LogEntry]) {
        guard let first = entries.first, let last = entries.last else { return nil }
        header = LogExportHeader(
            network: network, entries: UInt64(entries.count), first: first.hash, head: last.hash,
            lines: SHA256.hash(LogLines.encode(entries)))
        self.entries = entries
    }

    /// Reads a file and checks every line and the whole chain.
    package init(parsing bytes: [UInt8]) throws(LogError) {
        let document: Document<LogExportHeader>
        let payload: ArraySlice<UInt8>
        do throws(SealedFileError) { (document, payload) = try SealedFile.parse(bytes) } catch { throw .file(error) }
        let entries = try LogLines.parse(payload)
        for (index, entry) in entries.enumerated() where entry.sequence != index + 1 {
            throw .missing(sequence: index + 1)
        }
        header = document.body
        guard UInt64(entries.count) == header.entries, entries.first?.hash == header.first,
            entries.last?.hash == header.head, SHA256.hash(Array(payload)) == header.lines
        else { throw .otherEnd }
        self.entries = entries
    }

    /// The file.
    package var encoded: [UInt8] { SealedFile.encode(Document(body: header), LogLines.encode(entries)) }

    /// Its latest entry.
    package var latest: LogHead { LogHead(first: header.first, sequence: header.entries, hash: header.head) }
}
