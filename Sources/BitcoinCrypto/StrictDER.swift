/// The one encoding of a signature's two numbers that BIP-66 allows, without the hash type byte.
enum StrictDER {
    /// BIP-66 counts the hash type byte and allows 9 to 73.
    static let lengths = 8...72
    private static let sequenceTag: UInt8 = 0x30
    private static let integerTag: UInt8 = 0x02

    /// The bytes of r and s as they stand, with the zero byte in front that keeps a high number from being negative.
    static func integers(
        _ bytes: [UInt8]
    ) throws(SignatureError) -> (r: ArraySlice<UInt8>, s: ArraySlice<UInt8>) {
        guard lengths.contains(bytes.count) else { throw .wrongDERLength(bytes.count) }
        guard bytes[0] == sequenceTag else { throw .notASequence(bytes[0]) }
        guard Int(bytes[1]) == bytes.count - 2 else {
            throw .wrongSequenceLength(stated: Int(bytes[1]), actual: bytes.count - 2)
        }
        var rest = bytes[2...]
        let r = try integer(.r, from: &rest)
        let s = try integer(.s, from: &rest)
        guard rest.isEmpty else { throw .wrongIntegerLength(.s, stated: s.count, available: s.count + rest.count) }
        return (r, s)
    }

    /// The encoding of two positive numbers, 32 bytes each, big endian.
    static func encode(r: ArraySlice<UInt8>, s: ArraySlice<UInt8>) -> [UInt8] {
        let body = encodeInteger(r) + encodeInteger(s)
        return [sequenceTag, UInt8(body.count)] + body
    }

    private static func integer(
        _ part: SignatureError.Part, from rest: inout ArraySlice<UInt8>
    ) throws(SignatureError) -> ArraySlice<UInt8> {
        guard let tag = rest.popFirst() else { throw .wrongIntegerLength(part, stated: 0, available: 0) }
        guard tag == integerTag else { throw .notAnInteger(part, tag: tag) }
        guard let length = rest.popFirst() else { throw .wrongIntegerLength(part, stated: 0, available: 0) }
        guard length > 0 else { throw .emptyInteger(part) }
        guard Int(length) <= rest.count else {
            throw .wrongIntegerLength(part, stated: Int(length), available: rest.count)
        }
        let value = rest.prefix(Int(length))
        rest = rest.dropFirst(Int(length))
        let head = value.prefix(2).map { $0 }
        guard head[0] < 0x80 else { throw .negativeInteger(part) }
        if head.count == 2, head[0] == 0, head[1] < 0x80 { throw .paddedInteger(part) }
        return value
    }

    private static func encodeInteger(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var magnitude = Array(bytes.drop { $0 == 0 })
        if magnitude.first.map({ $0 >= 0x80 }) ?? true { magnitude.insert(0, at: 0) }
        return [integerTag, UInt8(magnitude.count)] + magnitude
    }
}
