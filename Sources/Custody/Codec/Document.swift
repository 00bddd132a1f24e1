import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// What a type of document says: its fields in their fixed order.
package protocol DocumentBody: Sendable, Hashable {
    /// The name in the first line and in the signing tag.
    static var typeName: String { get }

    /// The names of all fields in order, a repeated field once.
    static var fieldNames: [String] { get }

    /// The network that the document is for; part of the signing tag.
    var network: Network { get }

    /// The fields in order, with every repeated field and every absent value.
    func fields() -> [DocumentField]

    /// Reads all fields.
    init(fields: inout DocumentFieldReader) throws(DocumentError)
}

/// A canonical text that people read, compare and sign.
///
/// The first line names the type, `field: value` lines follow in fixed order, then an empty line, then one line for each
/// signature, sorted by person. The bytes before the empty line are what is signed and hashed.
package struct Document<Body: DocumentBody>: Sendable, Hashable {
    /// What the document says.
    package let body: Body

    /// The bytes that are hashed: every line before the empty one, with line ends.
    package let bodyBytes: [UInt8]

    /// The tagged hash of ``bodyBytes``: what is signed, and the name of the document in others.
    package let digest: Bytes32

    /// The signatures, sorted by person, none verified yet.
    package private(set) var signatures: [DocumentSignature]

    /// Writes a document that nobody has signed yet.
    package init(body: Body) {
        let bytes = Self.encode(body)
        self.init(body: body, bodyBytes: bytes, signatures: [])
    }

    /// Reads a whole file; writing it again gives the same bytes.
    package init(parsing bytes: [UInt8]) throws(DocumentError) {
        let lines = try DocumentLines(bytes)
        try Self.checkHeader(lines.header)
        try Self.checkFieldNames(lines.fields)
        var reader = DocumentFieldReader(lines.fields)
        let body = try Body(fields: &reader)
        try reader.finish()
        let bodyBytes = Array(bytes[..<lines.bodyCount])
        let written = Self.encode(body)
        guard written == bodyBytes else {
            throw .notReproducible(line: Self.firstDifferentLine(written, bodyBytes))
        }
        let firstLine = DocumentFieldReader.firstLine + lines.fields.count + 1
        let signatures = try Self.signatures(lines.signatureLines, firstLine: firstLine)
        self.init(body: body, bodyBytes: bodyBytes, signatures: signatures)
    }

    private init(body: Body, bodyBytes: [UInt8], signatures: [DocumentSignature]) {
        self.body = body
        self.bodyBytes = bodyBytes
        self.digest = TaggedHash.hash(tag: Self.tag(for: body.network), bodyBytes)
        self.signatures = signatures
    }

    /// The tag of the digest: a signature for one type or network is none for another.
    package static func tag(for network: Network) -> String {
        "rensho/\(Body.typeName)/v1/\(network.rawValue)"
    }

    /// The whole file.
    package var encoded: [UInt8] {
        var text = "\n"
        for signature in signatures { text += signature.line + "\n" }
        return bodyBytes + Array(text.utf8)
    }

    /// Adds a signature at its place; an earlier line of the same person gives way.
    package mutating func add(_ signature: DocumentSignature) {
        signatures.removeAll { $0.person == signature.person }
        let place = signatures.firstIndex { $0.person > signature.person } ?? signatures.endIndex
        signatures.insert(signature, at: place)
    }

    private static var header: String { "rensho/\(Body.typeName)/v1" }

    private static func encode(_ body: Body) -> [UInt8] {
        var text = header + "\n"
        for field in body.fields() { text += field.name + ": " + field.value + "\n" }
        return Array(text.utf8)
    }

    private static func checkHeader(_ line: String) throws(DocumentError) {
        guard line != header else { return }
        guard line.hasPrefix("rensho/\(Body.typeName)/v") else { throw .wrongType(found: line, expected: header) }
        throw .unknownVersion(found: line)
    }

    private static func checkFieldNames(_ fields: [DocumentField]) throws(DocumentError) {
        var rank: [String: Int] = [:]
        for (index, name) in Body.fieldNames.enumerated() { rank[name] = index }
        var previous: (rank: Int, name: String)?
        for (index, field) in fields.enumerated() {
            let line = index + DocumentFieldReader.firstLine
            guard let current = rank[field.name] else { throw .unknownField(field.name, line: line) }
            if let previous, current < previous.rank {
                throw .fieldOutOfOrder(field.name, after: previous.name, line: line)
            }
            previous = (current, field.name)
        }
    }

    private static func signatures(
        _ lines: [String], firstLine: Int
    ) throws(DocumentError) -> [DocumentSignature] {
        var signatures: [DocumentSignature] = []
        for (index, text) in lines.enumerated() {
            let number = firstLine + index
            do throws(DocumentError) {
                let signature = try DocumentSignature(line: text)
                if let last = signatures.last, last.person >= signature.person {
                    throw DocumentError.signatureOrder(person: signature.person.description)
                }
                signatures.append(signature)
            } catch {
                throw .signatureLine(line: number, error)
            }
        }
        return signatures
    }

    private static func firstDifferentLine(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var line = 1
        for (one, other) in zip(left, right) {
            if one != other { break }
            if one == UInt8(ascii: "\n") { line += 1 }
        }
        return line
    }
}

/// What the first line of a file says about its type.
package enum DocumentType {
    /// The type's name when the file starts like a document of any version, `nil` otherwise.
    package static func name(in bytes: [UInt8]) -> String? {
        let prefix = Array("rensho/".utf8)
        guard bytes.starts(with: prefix) else { return nil }
        // A name is as short as an identifier; nothing longer is worth looking at.
        let name = bytes.dropFirst(prefix.count).prefix(Identifier.maximumLength + 1)
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")),
            let text = String(validating: name[..<slash], as: UTF8.self),
            let identifier = try? Identifier(text)
        else { return nil }
        return identifier.description
    }
}
