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
        // Most changes set a field that was not there or clear one: neither has a place to be found.
        if wanted.count < 2, !pairs.contains(where: { $0.firstByte == type }) { return insert(wanted) }
        guard !wanted.isEmpty else { return pairs.removeAll { $0.firstByte == type } }
        var values: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
        for pair in wanted { values[pair.key] = pair.value }
        var kept: [RawPair] = []
        kept.reserveCapacity(pairs.count + wanted.count)
        for pair in pairs {
            guard pair.firstByte == type else {
                kept.append(pair)
                continue
            }
            guard let value = values.removeValue(forKey: pair.key) else { continue }
            kept.append(pair.value == value ? pair : RawPair(key: pair.key, value: value))
        }
        pairs = kept
        insert(values.map { RawPair(key: $0.key, value: $0.value) })
    }

    /// Inserts pairs whose keys are not here yet, each before the first pair with a greater key.
    mutating func insert(_ added: [RawPair]) {
        guard !added.isEmpty else { return }
        var waiting = added.sorted { $0.precedes($1) }[...]
        var merged: [RawPair] = []
        merged.reserveCapacity(pairs.count + added.count)
        for pair in pairs {
            while let next = waiting.first, next.precedes(pair) {
                merged.append(next)
                waiting.removeFirst()
            }
            merged.append(pair)
        }
        pairs = merged + waiting
    }

    /// The pairs of another list whose keys are not here, in its order.
    func missing(from others: [RawPair]) -> [RawPair] {
        guard Self.isAscending(pairs), Self.isAscending(others) else {
            let present = Set(pairs.map(\.key))
            return others.filter { !present.contains($0.key) }
        }
        // Both ascend, as nearly everybody writes them: one walk along both finds what is missing.
        var missing: [RawPair] = []
        var place = pairs.startIndex
        for other in others {
            while place < pairs.endIndex, pairs[place].precedes(other) { place += 1 }
            if place == pairs.endIndex || pairs[place].key != other.key { missing.append(other) }
        }
        return missing
    }

    /// Whether the keys ascend, so that none stands twice.
    static func isAscending(_ pairs: [RawPair]) -> Bool {
        zip(pairs, pairs.dropFirst()).allSatisfy { $0.precedes($1) }
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
