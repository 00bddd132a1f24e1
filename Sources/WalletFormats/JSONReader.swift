/// Reads one JSON text (RFC 8259) strictly: no duplicate members, no comments, no trailing text, bounded depth
/// and number of values.
package struct JSONReader {
    /// The depth of nesting allowed: coin files need four; deep nesting only serves to exhaust the stack.
    package static let maximumDepth = 32

    /// The number of values allowed: a coin of Bitcoin Core has about 15, so a list may name over 100,000 coins; a value
    /// of two bytes costs some fifty in memory.
    package static let maximumValues = 2_000_000

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var valueCount = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the one value that the whole text is.
    package static func read(_ bytes: [UInt8], limit: Int) throws(JSONError) -> JSONNode {
        guard bytes.count <= limit else { throw .tooLarge(bytes: bytes.count, limit: limit) }
        var reader = JSONReader(bytes)
        if bytes.starts(with: byteOrderMark) { reader.position = byteOrderMark.count }
        let node = try reader.readValue(depth: 0)
        reader.skipWhiteSpace()
        guard reader.position == bytes.count else { throw .trailingText(reader.location) }
        return node
    }

    private var location: TextLocation { TextLocation(line: line, column: position - lineStart + 1) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhiteSpace() {
        while let byte = current {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
            case UInt8(ascii: "\n"):
                position += 1
                line += 1
                lineStart = position
            default: return
            }
        }
    }

    private mutating func readValue(depth: Int) throws(JSONError) -> JSONNode {
        skipWhiteSpace()
        let start = location
        guard let byte = current else { throw .truncated(start) }
        guard depth < Self.maximumDepth else { throw .tooDeep(limit: Self.maximumDepth, start) }
        valueCount += 1
        guard valueCount <= Self.maximumValues else { throw .tooManyValues(limit: Self.maximumValues, start) }
        switch byte {
        case UInt8(ascii: "{"): return JSONNode(value: .object(try readMembers(depth: depth)), location: start)
        case UInt8(ascii: "["): return JSONNode(value: .array(try readElements(depth: depth)), location: start)
        case UInt8(ascii: "\""): return JSONNode(value: .string(try readString()), location: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONNode(value: .number(try readNumber()), location: start)
        case UInt8(ascii: "t"): return JSONNode(value: try readWord("true", .bool(true)), location: start)
        case UInt8(ascii: "f"): return JSONNode(value: try readWord("false", .bool(false)), location: start)
        case UInt8(ascii: "n"): return JSONNode(value: try readWord("null", .null), location: start)
        default: throw .unexpected(Self.name(of: byte), expected: "a value", start)
        }
    }

    private mutating func readMembers(depth: Int) throws(JSONError) -> [JSONMember] {
        position += 1
        var members: [JSONMember] = []
        var names: Set<String> = []
        skipWhiteSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipWhiteSpace()
            let start = location
            try expect(UInt8(ascii: "\""), "a member name", consume: false)
            let name = try readString()
            guard names.insert(name).inserted else { throw .duplicateMember(name: name, start) }
            skipWhiteSpace()
            try expect(UInt8(ascii: ":"), "a colon", consume: true)
            members.append(JSONMember(name: name, node: try readValue(depth: depth + 1)))
            if try !readSeparator(closing: UInt8(ascii: "}")) { return members }
        }
    }

    private mutating func readElements(depth: Int) throws(JSONError) -> [JSONNode] {
        position += 1
        var elements: [JSONNode] = []
        skipWhiteSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try readValue(depth: depth + 1))
            if try !readSeparator(closing: UInt8(ascii: "]")) { return elements }
        }
    }

    /// Reads a comma (more follows) or the closing character (nothing follows).
    private mutating func readSeparator(closing: UInt8) throws(JSONError) -> Bool {
        skipWhiteSpace()
        if current == closing {
            position += 1
            return false
        }
        try expect(UInt8(ascii: ","), "a comma or the end of the list", consume: true)
        return true
    }

    private mutating func expect(_ byte: UInt8, _ name: String, consume: Bool) throws(JSONError) {
        guard let found = current else { throw .truncated(location) }
        guard found == byte else { throw .unexpected(Self.name(of: found), expected: name, location) }
        if consume { position += 1 }
    }

    private mutating func readWord(_ word: String, _ value: JSONNode.Value) throws(JSONError) -> JSONNode.Value {
        let start = location
        for byte in word.utf8 {
            guard let found = current else { throw .truncated(location) }
            guard found == byte else { throw .unexpected(Self.name(of: found), expected: word, start) }
            position += 1
        }
        return value
    }

    private mutating func readNumber() throws(JSONError) -> String {
        let start = location
        let first = position
        if current == UInt8(ascii: "-") { position += 1 }
        let whole = skipDigits()
        // RFC 8259 §6: "Leading zeros are not allowed."
        if whole == 0 || (whole > 1 && bytes[position - whole] == UInt8(ascii: "0")) { throw .malformedNumber(start) }
        if current == UInt8(ascii: ".") {
            position += 1
            if skipDigits() == 0 { throw .malformedNumber(start) }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            if skipDigits() == 0 { throw .malformedNumber(start) }
        }
        return String(decoding: bytes[first..<position], as: UTF8.self)
    }

    private mutating func skipDigits() -> Int {
        let first = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - first
    }

    private mutating func readString() throws(JSONError) -> String {
        let start = location
        position += 1
        let first = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        var text = Array(bytes[first..<position])
        while true {
            guard let byte = current else { throw .truncated(location) }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw .malformedString(start) }
                return string
            case UInt8(ascii: "\\"): text += try readEscape(start: start)
            case 0..<0x20: throw .malformedString(start)
            default: text.append(byte)
            }
        }
    }

    private mutating func readEscape(start: TextLocation) throws(JSONError) -> [UInt8] {
        guard let byte = current else { throw .truncated(location) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try readUnicodeEscape(start: start)
        default: throw .malformedString(start)
        }
    }

    private mutating func readUnicodeEscape(start: TextLocation) throws(JSONError) -> [UInt8] {
        let unit = try readHexUnit(start: start)
        var scalar = unit
        if (0xd800..<0xdc00).contains(unit) {
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw .malformedString(start) }
            position += 2
            let low = try readHexUnit(start: start)
            guard (0xdc00..<0xe000).contains(low) else { throw .malformedString(start) }
            scalar = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let character = Unicode.Scalar(scalar) else { throw .malformedString(start) }
        return Array(String(Character(character)).utf8)
    }

    private mutating func readHexUnit(start: TextLocation) throws(JSONError) -> UInt32 {
        guard bytes.count - position >= 4 else { throw .truncated(location) }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw .malformedString(start)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    private static func name(of byte: UInt8) -> String {
        (0x21..<0x7f).contains(byte) ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte \(byte)"
    }
}
