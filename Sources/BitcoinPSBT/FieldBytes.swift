import BitcoinPrimitives
import ByteCoding

/// Small readers and writers that several fields share.
enum FieldBytes {
    /// Four bytes, little endian, and nothing else.
    static func uint32(_ value: ArraySlice<UInt8>) throws(FieldProblem) -> UInt32 {
        try requireLength(4, value)
        return try reading(value) { (reader) throws(ByteCodingError) in try reader.readUInt32LE() }
    }

    /// Four bytes, little endian.
    static func encode(_ value: UInt32) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 4)
        writer.appendUInt32LE(value)
        return writer.bytes
    }

    /// Refuses a value of another length.
    static func requireLength(_ length: Int, _ value: ArraySlice<UInt8>) throws(FieldProblem) {
        guard value.count == length else { throw .valueLength(expected: length, actual: value.count) }
    }

    /// Reads a value that has to be used up.
    static func reading<Value>(
        _ value: ArraySlice<UInt8>, _ body: (inout ByteReader) throws(ByteCodingError) -> Value
    ) throws(FieldProblem) -> Value {
        var reader = ByteReader(value)
        do {
            let result = try body(&reader)
            try reader.finish()
            return result
        } catch {
            throw .encoding(error)
        }
    }

    /// Reads a master fingerprint and the steps of a path, each four bytes, the steps little endian.
    static func keyOrigin(_ value: ArraySlice<UInt8>) throws(FieldProblem) -> KeyOrigin {
        do { return try KeyOrigin(decoding: Array(value)) } catch { throw .keyOrigin(error) }
    }

    /// Writes a master fingerprint and the steps of a path.
    static func encode(_ origin: KeyOrigin) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: Fingerprint.count + 4 * origin.path.steps.count)
        origin.encode(into: &writer)
        return writer.bytes
    }
}
