import BitcoinPrimitives
import Custody

/// A small document for the rules that all documents share.
struct Note: DocumentBody {
    static let typeName = "note"
    static let fieldNames = ["network", "title", "tag", "count", "limit"]

    let network: Network
    let title: PersonName
    let tags: [Identifier]
    let count: UInt32
    let limit: Amount?

    init(
        network: Network = .regtest, title: PersonName, tags: [Identifier] = [], count: UInt32 = 1,
        limit: Amount? = nil
    ) {
        self.network = network
        self.title = title
        self.tags = tags
        self.count = count
        self.limit = limit
    }

    func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("title", title)
        writer.write("tag", list: tags)
        writer.write("count", count)
        writer.write("limit", optional: limit)
        return writer.fields
    }

    init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            network: try fields.read("network"), title: try fields.read("title"), tags: try fields.readList("tag"),
            count: try fields.read("count"), limit: try fields.readOptional("limit"))
    }
}

/// A document whose reader forgets to check that its list is sorted.
struct CarelessNote: DocumentBody {
    static let typeName = "careless"
    static let fieldNames = ["network", "tag"]

    let network: Network
    let tags: [Identifier]

    func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("tag", list: tags.sorted())
        return writer.fields
    }

    init(fields: inout DocumentFieldReader) throws(DocumentError) {
        network = try fields.read("network")
        tags = try fields.readList("tag")
    }
}
