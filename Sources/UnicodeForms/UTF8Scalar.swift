/// Reads and writes single scalars in UTF-8, so that text can be worked on in the memory it lies in.
package enum UTF8Scalar {
    /// Reads the scalar that starts at an offset and moves behind it (Unicode, Table 3-7: well-formed sequences only).
    package static func read(_ text: Span<UInt8>, at offset: inout Int) throws(UnicodeFormsError) -> UInt32 {
        let start = offset
        guard start >= 0, start < text.count else { throw .notUTF8(offset: start) }
        let first = text[start]
        let length: Int
        var scalar: UInt32
        switch first {
        case 0x00...0x7F:
            offset = start + 1
            return UInt32(first)
        case 0xC2...0xDF: (length, scalar) = (2, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, scalar) = (3, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, scalar) = (4, UInt32(first & 0x07))
        default: throw .notUTF8(offset: start)
        }
        guard length <= text.count - start else { throw .notUTF8(offset: start) }
        for place in start + 1..<start + length {
            let byte = text[place]
            guard byte & 0xC0 == 0x80 else { throw .notUTF8(offset: start) }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        guard Self.length(of: scalar) == length, Unicode.Scalar(scalar) != nil else { throw .notUTF8(offset: start) }
        offset = start + length
        return scalar
    }

    /// The number of bytes of a scalar.
    package static func length(of scalar: UInt32) -> Int {
        switch scalar {
        case ..<0x80: 1
        case ..<0x800: 2
        case ..<0x10000: 3
        default: 4
        }
    }

    /// Writes a scalar at an offset, where the caller has made sure of room.
    static func write(_ scalar: UInt32, into room: inout MutableSpan<UInt8>, at offset: Int) {
        let length = length(of: scalar)
        guard length > 1 else {
            room[offset] = UInt8(truncatingIfNeeded: scalar)
            return
        }
        let marks: [4 of UInt8] = [0, 0xC0, 0xE0, 0xF0]
        room[offset] = marks[length - 1] | UInt8(truncatingIfNeeded: scalar >> UInt32(6 * (length - 1)))
        for place in 1..<length {
            let bits = scalar >> UInt32(6 * (length - 1 - place))
            room[offset + place] = 0x80 | UInt8(truncatingIfNeeded: bits) & 0x3F
        }
    }

    /// Reads the scalar that ends before an offset of text written here, and moves to its start.
    static func readBackwards(_ room: borrowing MutableSpan<UInt8>, before offset: inout Int) -> UInt32 {
        var scalar: UInt32 = 0
        var shift: UInt32 = 0
        while offset > 0 {
            offset -= 1
            let byte = room[offset]
            if byte < 0x80 { return UInt32(byte) }
            guard byte & 0xC0 == 0x80, shift < 18 else {
                // Two bytes have 5 bits in the first one, three 4, four 3.
                return scalar | UInt32(byte & (0x7F >> UInt8(shift / 6 + 1))) << shift
            }
            scalar |= UInt32(byte & 0x3F) << shift
            shift += 6
        }
        return scalar
    }
}
