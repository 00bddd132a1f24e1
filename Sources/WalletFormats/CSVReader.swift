/// Splits comma-separated text into records by RFC 4180; a byte order mark and both line ends are tolerated.
package struct CSVReader {
    /// One record with the line it begins on.
    package struct Record: Sendable, Hashable {
        /// The line on which the record begins, from 1.
        package let line: Int
        /// The fields, quotes taken off.
        package let fields: [String]
    }

    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var line = 1

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
    }

    /// Reads every record; empty lines at the end of the text are no records.
    ///
    /// Reading ends with the first record beyond `limit`, as a file of line feeds would cost a hundred times its size.
    package static func read(_ bytes: [UInt8], limit: Int) throws(PayoutListError) -> [Record] {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        var reader = CSVReader(withoutEmptyEnd(text))
        var records: [Record] = []
        while reader.position < reader.bytes.endIndex, records.count <= limit {
            records.append(try reader.readRecord())
        }
        return records
    }

    /// The text without the line ends that follow its last line.
    private static func withoutEmptyEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while text.last == UInt8(ascii: "\n") {
            text.removeLast()
            if text.last == UInt8(ascii: "\r") { text.removeLast() }
        }
        return text
    }

    private mutating func readRecord() throws(PayoutListError) -> Record {
        let start = line
        var fields: [String] = []
        while true {
            let field = peek == UInt8(ascii: "\"") ? try readQuoted() : try readPlain()
            guard let text = String(validating: field, as: UTF8.self) else { throw .notUTF8(line: line) }
            fields.append(text)
            guard let byte = peek else { break }
            position += 1
            if byte == UInt8(ascii: ",") { continue }
            if byte == UInt8(ascii: "\r") {
                guard peek == UInt8(ascii: "\n") else { throw .strayCarriageReturn(line: line) }
                position += 1
            }
            line += 1
            break
        }
        return Record(line: start, fields: fields)
    }

    private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private static func endsField(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func readPlain() throws(PayoutListError) -> [UInt8] {
        let first = position
        while let byte = peek, !Self.endsField(byte) {
            guard byte != UInt8(ascii: "\"") else { throw .strayQuote(line: line) }
            position += 1
        }
        return Array(bytes[first..<position])
    }

    private mutating func readQuoted() throws(PayoutListError) -> [UInt8] {
        let start = line
        position += 1
        var field: [UInt8] = []
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "\"") else {
                field.append(byte)
                continue
            }
            // RFC 4180 §2.7: a quote inside a quoted field is written twice.
            if peek == UInt8(ascii: "\"") {
                field.append(byte)
                position += 1
                continue
            }
            guard let next = peek else { return field }
            guard Self.endsField(next) else { throw .strayQuote(line: line) }
            return field
        }
        throw .openQuote(line: start)
    }
}
