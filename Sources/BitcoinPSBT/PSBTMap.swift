/// One map of a PSBT: typed properties over the pairs that stand in the file.
///
/// The pairs are the truth and are written out as they were read. Each typed property is filled from them once; its
/// `didSet` carries a change back through `write(_:)`.
protocol PSBTMap: Hashable, Sendable {
    init()

    /// The fields of this map, one row each.
    static var table: FieldTable<Self> { get }

    /// The pairs in file order.
    var list: PairList { get set }
}

extension PSBTMap {
    /// Fills the typed properties from the pairs of a map.
    init(pairs: [RawPair], in map: PSBTMapName) throws(PSBTError) {
        self.init()
        try Self.refuseDuplicates(pairs, in: map)
        list = PairList(pairs)
        list.followsProperties = false
        let grouped = Self.groupedByType(pairs)
        var start = grouped.startIndex
        while start < grouped.endIndex {
            let type = grouped[start].firstByte
            let end = grouped[start...].firstIndex { $0.firstByte != type } ?? grouped.endIndex
            try fill(from: grouped[start..<end], in: map)
            start = end
        }
        list.followsProperties = true
    }

    /// Refuses fields of the other version and the absence of fields that this version needs.
    func checkPresence(in version: PSBTVersion, map: PSBTMapName) throws(PSBTError) {
        for row in Self.table.versionRows {
            let pair = list.first(ofType: row.type)
            if let pair, row.presence.onlyVersion != version {
                throw .fieldNotAllowed(field: row.name, PSBTPlace(map: map, byte: pair.key.startIndex), version)
            }
            if pair == nil, row.presence == .requiredIn(version) {
                throw .fieldMissing(field: row.name, map, version)
            }
        }
    }

    /// Where the field that fills a property stands in the file, the entry with `keyData` if it is keyed; 0 when it was
    /// not read from one.
    func place(of path: PartialKeyPath<Self>, keyData: [UInt8] = [], in map: PSBTMapName) -> PSBTPlace {
        let row = Self.table.row(filling: path)
        let pair = list.pairs.first { $0.firstByte == row?.type && $0.keyData.elementsEqual(keyData) }
        return PSBTPlace(map: map, byte: pair?.key.startIndex ?? 0)
    }

    /// The registry name of the field that fills a property.
    static func name(of path: PartialKeyPath<Self>) -> String {
        table.row(filling: path)?.name ?? ""
    }

    /// Carries a changed property over to the pairs.
    mutating func write(_ path: PartialKeyPath<Self>) {
        guard list.followsProperties, let row = Self.table.row(filling: path) else { return }
        list.replaceAll(ofType: row.type, with: row.pairs(self))
    }

    /// The pairs without a row.
    var unknownPairs: [RawPair] {
        list.pairs.filter { Self.table.row(of: $0) == nil }
    }

    /// Whether a row of BIP-371 has a pair.
    var hasTaprootPairs: Bool {
        list.pairs.contains { Self.table.row(of: $0)?.isTaproot == true }
    }

    /// Adds the pairs whose key is not here yet.
    mutating func addMissing(_ pairs: [RawPair], in map: PSBTMapName) throws(PSBTError) {
        let missing = list.missing(from: pairs)
        guard !missing.isEmpty else { return }
        var changed = self
        changed.list.insert(missing)
        changed.list.followsProperties = false
        for type in Set(missing.map(\.firstByte)) {
            try changed.fill(from: changed.list.pairs.filter { $0.firstByte == type }[...], in: map)
        }
        changed.list.followsProperties = true
        self = changed
    }

    /// Fills the property of a field from all pairs of its type.
    private mutating func fill(from pairs: ArraySlice<RawPair>, in map: PSBTMapName) throws(PSBTError) {
        guard let first = pairs.first, let row = Self.table.row(of: first) else { return }
        do throws(LocatedProblem) {
            try row.parse(&self, pairs)
        } catch {
            throw .field(row.name, PSBTPlace(map: map, byte: error.pair.key.startIndex), error.problem)
        }
    }

    /// BIP-174: "The key must be unique." Keys that ascend need one comparison each, others are sorted first.
    private static func refuseDuplicates(_ pairs: [RawPair], in map: PSBTMapName) throws(PSBTError) {
        guard !PairList.isAscending(pairs) else { return }
        let sorted = pairs.sorted { left, right in
            left.key == right.key ? left.key.startIndex < right.key.startIndex : left.precedes(right)
        }
        let repeated = zip(sorted, sorted.dropFirst()).lazy.filter { $0.key == $1.key }.map(\.1)
        guard let second = repeated.min(by: { $0.key.startIndex < $1.key.startIndex }) else { return }
        throw .duplicateKey(field: table.name(of: second), PSBTPlace(map: map, byte: second.key.startIndex))
    }

    /// The pairs with those of one type side by side, each type in file order.
    private static func groupedByType(_ pairs: [RawPair]) -> [RawPair] {
        let isGrouped = zip(pairs, pairs.dropFirst()).allSatisfy { $0.firstByte <= $1.firstByte }
        guard !isGrouped else { return pairs }
        return pairs.enumerated()
            .sorted { ($0.element.firstByte, $0.offset) < ($1.element.firstByte, $1.offset) }
            .map(\.element)
    }
}
