import ByteCoding

/// Why a text has no normal form here. Offsets count bytes; the text itself never enters an error.
package enum UnicodeFormsError: CodedError, Equatable {
    /// The bytes from this offset on are not UTF-8 (Unicode, Table 3-7): a stray or missing byte, a form longer than
    /// needed, a surrogate, or a number above U+10FFFF.
    case notUTF8(offset: Int)
    /// The room for the result is too small.
    case noRoom(bytes: Int)

    package var code: String {
        switch self {
        case .notUTF8: "unicode.not-utf8"
        case .noRoom: "unicode.no-room"
        }
    }

    package var description: String {
        switch self {
        case .notUTF8(let offset): "the bytes from offset \(offset) on are not UTF-8"
        case .noRoom(let bytes): "the normal form does not fit into \(bytes) bytes"
        }
    }
}
