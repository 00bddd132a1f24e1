import ByteCoding

/// The pairs of one map in file order: what is written out again, byte for byte.
struct PairList: Hashable, Sendable {
    private(set) var pairs: [RawPair]

    /// Whether a change of a typed property is carried over to the pairs; off while the properties are being filled
    /// from the pairs.
    var followsProperties = true

    init(_ pairs: [RawPair] = []) {
        self.pairs = pairs
    }

    static func == (left: Self, right: Self) -> Bool { left.pairs == right.pairs }

    func hash(into hasher: inout Hasher) { hasher.combine(pairs) }

    /// The first pair with this one-byte type.
    func first(ofType type: UInt8) -> RawPair? {
        pairs.first { $0.firstByte == type }
    }

    /// Makes `wanted` the pairs of this type: pairs that stay keep their place, a new value goes where the old one was,
    /// and a new key goes before the first greater one.
    mutating func replaceAll(ofType type: UInt8, with wanted: [RawPair]) {
        let keys = Set(wanted.map(\.key))
        pairs.removeAll { $0.firstByte == type && !keys.contains($0.key) }
        for pair in wanted {
            if let place = pairs.firstIndex(where: { $0.key == pair.key }) {
                if pairs[place].value != pair.value { pairs[place] = pair }
            } else {
                insert(pair)
            }
        }
    }

    /// Inserts a pair before the first one with a greater key.
    mutating func insert(_ pair: RawPair) {
        pairs.insert(pair, at: pairs.firstIndex { pair.precedes($0) } ?? pairs.endIndex)
    }

    /// Appends the pairs and the byte that closes the map.
    func encode(into writer: inout ByteWriter) {
        for pair in pairs {
            writer.appendVariableBytes(pair.key)
            writer.appendVariableBytes(pair.value)
        }
        writer.append(PairReader.separator)
    }

    /// The number of bytes that `encode(into:)` appends.
    var encodedLength: Int {
        pairs.reduce(1) { length, pair in
            length + Self.lengthWithPrefix(pair.key.count) + Self.lengthWithPrefix(pair.value.count)
        }
    }

    private static func lengthWithPrefix(_ count: Int) -> Int {
        CompactSize.encodedLength(of: UInt64(count)) + count
    }
}
