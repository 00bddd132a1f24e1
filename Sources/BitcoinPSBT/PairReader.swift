import ByteCoding

/// Cuts a PSBT file into the pairs of its maps, without looking into them.
struct PairReader {
    /// The key length zero, which closes a map.
    static let separator: UInt8 = 0

    private var reader: ByteReader
    private var pairsLeft = PSBTLimits.maximumPairs

    /// Starts behind the magic bytes of `file`.
    init(_ file: [UInt8], skipping count: Int) {
        reader = ByteReader(file)
        // A file shorter than its magic bytes has been refused before.
        _ = try? reader.readSlice(count)
    }

    /// The number of bytes not read yet.
    var remaining: Int { reader.remaining }

    /// Reads the pairs of the next map up to and including its separator.
    mutating func readMap(_ map: PSBTMapName) throws(PSBTError) -> [RawPair] {
        var pairs: [RawPair] = []
        while true {
            let start = reader.offset
            let key = try readRun(in: map)
            if key.isEmpty { return pairs }
            guard pairs.count < PSBTLimits.maximumPairsPerMap else {
                throw .tooManyPairs(PSBTPlace(map: map, byte: start), limit: PSBTLimits.maximumPairsPerMap)
            }
            guard pairsLeft > 0 else {
                throw .tooManyPairs(PSBTPlace(map: map, byte: start), limit: PSBTLimits.maximumPairs)
            }
            pairsLeft -= 1
            try Self.checkType(of: key, in: map)
            if pairs.isEmpty { pairs.reserveCapacity(8) }
            pairs.append(RawPair(key: key, value: try readRun(in: map)))
        }
    }

    /// Refuses what follows the last map.
    func finish() throws(PSBTError) {
        guard reader.isAtEnd else { throw .trailingBytes(count: reader.remaining, byte: reader.offset) }
    }

    /// Reads a length and that many bytes.
    private mutating func readRun(in map: PSBTMapName) throws(PSBTError) -> ArraySlice<UInt8> {
        let start = reader.offset
        do throws(ByteCodingError) {
            let length = try reader.readCompactSize()
            guard let count = Int(exactly: length), count <= reader.remaining else {
                throw ByteCodingError.lengthOverLimit(value: length, limit: reader.remaining, offset: reader.offset)
            }
            return try reader.readSlice(count)
        } catch {
            throw Self.located(error, in: map, start: start)
        }
    }

    private static func located(_ error: ByteCodingError, in map: PSBTMapName, start: Int) -> PSBTError {
        switch error {
        case .truncated(let needed, let available, let offset):
            .truncated(PSBTPlace(map: map, byte: offset), needed: UInt64(needed), available: available)
        case .lengthOverLimit(let value, let limit, let offset):
            .truncated(PSBTPlace(map: map, byte: offset), needed: value, available: limit)
        case .nonMinimalCompactSize, .trailingBytes, .wrongLength:
            .nonMinimalLength(PSBTPlace(map: map, byte: start))
        }
    }

    /// BIP-174: the type is itself a CompactSize; only types from 0xFD on take more than one byte.
    private static func checkType(of key: ArraySlice<UInt8>, in map: PSBTMapName) throws(PSBTError) {
        guard let first = key.first, first >= 0xfd else { return }
        var reader = ByteReader(key)
        do {
            _ = try reader.readCompactSize()
        } catch {
            throw .keyType(PSBTPlace(map: map, byte: key.startIndex))
        }
    }
}
