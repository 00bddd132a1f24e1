/// Normalization Form KD (UAX #15): every character in its parts, differences of width and style given up.
///
/// Works in memory that the caller lends, so that a secret leaves no copy behind. How long it takes and which rows of
/// the tables it reads depend on the text.
package enum NFKD {
    /// The number of bytes of the normal form of a UTF-8 text.
    package static func byteCount(of text: Span<UInt8>) throws(UnicodeFormsError) -> Int {
        let table = Decompositions.compatibility
        var count = 0
        var offset = 0
        while offset < text.count {
            let expansion = table.expansion(of: try UTF8Scalar.read(text, at: &offset))
            for place in 0..<expansion.count { count += UTF8Scalar.length(of: table.part(place, of: expansion)) }
        }
        return count
    }

    /// Writes the normal form of a UTF-8 text to the start of a room; the result is its number of bytes.
    package static func write(
        _ text: Span<UInt8>, into room: inout MutableSpan<UInt8>
    ) throws(UnicodeFormsError) -> Int {
        let table = Decompositions.compatibility
        var used = 0
        var offset = 0
        while offset < text.count {
            let expansion = table.expansion(of: try UTF8Scalar.read(text, at: &offset))
            for place in 0..<expansion.count {
                try insert(table.part(place, of: expansion), into: &room, used: &used)
            }
        }
        return used
    }

    /// The normal form of a text that is no secret.
    package static func normalized(_ text: String) -> String {
        let table = Decompositions.compatibility
        return OrderedScalars(text, table).text
    }

    /// Puts a scalar behind those of its class and before those of higher ones (Unicode §3.11, canonical ordering).
    private static func insert(
        _ scalar: UInt32, into room: inout MutableSpan<UInt8>, used: inout Int
    ) throws(UnicodeFormsError) {
        let length = UTF8Scalar.length(of: scalar)
        guard length <= room.count - used else { throw .noRoom(bytes: room.count) }
        let ownClass = UnicodeFacts.combiningClass(of: scalar)
        var place = used
        while ownClass > 0, place > 0 {
            var start = place
            let previous = UTF8Scalar.readBackwards(room, before: &start)
            guard UnicodeFacts.combiningClass(of: previous) > ownClass else { break }
            place = start
        }
        for moved in stride(from: used - 1, through: place, by: -1) { room[moved + length] = room[moved] }
        UTF8Scalar.write(scalar, into: &room, at: place)
        used += length
    }
}
