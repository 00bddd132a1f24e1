/// A document's bytes taken apart into lines that obey the text rules, not yet understood.
struct DocumentLines {
    /// The first line.
    let header: String
    /// The `field: value` lines.
    let fields: [DocumentField]
    /// The lines after the empty line.
    let signatureLines: [String]
    /// The number of bytes before the empty line.
    let bodyCount: Int

    /// Splits a whole file.
    init(_ bytes: [UInt8]) throws(DocumentError) {
        guard bytes.count <= DocumentLimits.bytes else { throw .tooLarge(bytes: bytes.count) }
        var lines = LineReader(bytes)
        guard let header = try lines.next() else { throw .missingSeparator }
        var fields: [DocumentField] = []
        var bodyCount = lines.offset
        while true {
            guard let line = try lines.next() else { throw .missingSeparator }
            if line.isEmpty { break }
            fields.append(try Self.field(line, number: lines.number))
            bodyCount = lines.offset
        }
        var signatureLines: [String] = []
        while let line = try lines.next() {
            guard signatureLines.count < DocumentLimits.signatures else { throw .tooManySignatures }
            signatureLines.append(line)
        }
        self.header = header
        self.fields = fields
        self.signatureLines = signatureLines
        self.bodyCount = bodyCount
    }

    private static func field(_ line: String, number: Int) throws(DocumentError) -> DocumentField {
        // Bytes are split, not characters: a space and the sign after it can be one character to Swift.
        let bytes = line.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw .malformedLine(line: number) }
        let name = String(Substring(bytes[..<colon]))
        let rest = bytes[colon...].dropFirst()
        guard !name.isEmpty, name.utf8.allSatisfy(isNameCharacter), rest.first == UInt8(ascii: " ") else {
            throw .malformedLine(line: number)
        }
        let value = String(Substring(rest.dropFirst()))
        do throws(DocumentError) {
            try DocumentTextRules.checkEnds(value)
        } catch {
            throw .field(name, line: number, error)
        }
        return DocumentField(name: name, value: value)
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// Hands out the lines of a file one by one.
private struct LineReader {
    private let bytes: [UInt8]
    /// The number of bytes read.
    private(set) var offset = 0
    /// The number of the line read last, from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the next line without its line end; `nil` at the end of the file.
    mutating func next() throws(DocumentError) -> String? {
        guard offset < bytes.count else { return nil }
        number += 1
        let rest = bytes[offset...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            throw .unterminatedLine(line: number)
        }
        let line = rest[..<end]
        guard line.count <= DocumentLimits.lineBytes else { throw .lineTooLong(line: number) }
        guard let text = String(validating: line, as: UTF8.self) else { throw .notUTF8(line: number) }
        do throws(DocumentError) {
            try DocumentTextRules.check(text)
        } catch {
            throw .text(line: number, error)
        }
        offset = end + 1
        return text
    }
}
