/// One row of a map's field table: everything that is known about one field.
struct MapField<Map: PSBTMap>: Sendable {
    /// In which versions a field stands.
    enum Presence: Hashable, Sendable {
        case optional
        case optionalIn(PSBTVersion)
        case requiredIn(PSBTVersion)

        /// The only version that the field belongs to; `nil` when it belongs to both.
        var onlyVersion: PSBTVersion? {
            switch self {
            case .optional: nil
            case .optionalIn(let version), .requiredIn(let version): version
            }
        }
    }

    /// The type in the registry of BIP-174.
    let type: UInt8
    /// The name in the registry of BIP-174.
    let name: String
    let presence: Presence
    /// Whether BIP-371 defines the field.
    let isTaproot: Bool
    /// The property that holds the field; `nil` when only its bytes are kept.
    let path: (any PartialKeyPath<Map> & Sendable)?
    /// Fills the property from one pair (of a field without key data) or all pairs of this type, in file order.
    let parse: @Sendable (inout Map, ArraySlice<RawPair>) throws(LocatedProblem) -> Void
    /// The pairs that the property stands for.
    let pairs: @Sendable (Map) -> [RawPair]
}

/// A problem with the pair that has it, for the map to say where that is.
struct LocatedProblem: Error {
    let pair: RawPair
    let problem: FieldProblem
}

extension MapField {
    /// A field that stands at most once and has no key data.
    static func single<Value>(
        _ type: UInt8, _ name: String, _ path: any WritableKeyPath<Map, Value?> & Sendable,
        _ codec: FieldCodec<Value>, _ presence: Presence = .optional
    ) -> Self {
        Self(
            type: type, name: name, presence: presence, isTaproot: false, path: path,
            parse: { (map, pairs) throws(LocatedProblem) in
                for pair in pairs {
                    do throws(FieldProblem) {
                        try Self.requireNoKeyData(pair)
                        map[keyPath: path] = try codec.decode(pair.value)
                    } catch {
                        throw LocatedProblem(pair: pair, problem: error)
                    }
                }
            },
            pairs: { map in
                map[keyPath: path].map { [RawPair(type: type, value: codec.encode($0))] } ?? []
            })
    }

    /// A field that stands once for each key data.
    static func keyed<Entry: KeyedEntry>(
        _ type: UInt8, _ name: String, _ path: any WritableKeyPath<Map, [Entry]> & Sendable
    ) -> Self {
        Self(
            type: type, name: name, presence: .optional, isTaproot: false, path: path,
            parse: { (map, pairs) throws(LocatedProblem) in
                var entries: [Entry] = []
                entries.reserveCapacity(pairs.count)
                for pair in pairs {
                    do throws(FieldProblem) {
                        entries.append(try Entry(pair: pair))
                    } catch {
                        throw LocatedProblem(pair: pair, problem: error)
                    }
                }
                map[keyPath: path] = entries
            },
            pairs: { map in
                map[keyPath: path].map { RawPair(type: type, keyData: $0.entryKeyData, value: $0.entryValue) }
            })
    }

    /// A field whose shape is checked and whose bytes are kept, but which this project never uses.
    static func shape(
        _ type: UInt8, _ name: String, isTaproot: Bool = false,
        _ check: @escaping @Sendable (RawPair) throws(FieldProblem) -> Void
    ) -> Self {
        Self(
            type: type, name: name, presence: .optional, isTaproot: isTaproot, path: nil,
            parse: { (_, pairs) throws(LocatedProblem) in
                for pair in pairs {
                    do throws(FieldProblem) { try check(pair) } catch {
                        throw LocatedProblem(pair: pair, problem: error)
                    }
                }
            },
            pairs: { _ in [] })
    }

    private static func requireNoKeyData(_ pair: RawPair) throws(FieldProblem) {
        guard pair.key.count == 1 else { throw .keyLength(expected: 0, actual: pair.keyData.count) }
    }
}

/// The rows of a map, found by type.
struct FieldTable<Map: PSBTMap>: Sendable {
    let rows: [MapField<Map>]
    /// The rows of fields that belong to one version only.
    let versionRows: [MapField<Map>]
    private let rowOfType: [Int?]

    init(_ rows: [MapField<Map>]) {
        self.rows = rows
        versionRows = rows.filter { $0.presence.onlyVersion != nil }
        var rowOfType = [Int?](repeating: nil, count: 256)
        for (index, row) in rows.enumerated() { rowOfType[Int(row.type)] = index }
        self.rowOfType = rowOfType
    }

    /// The row of the pair's type; `nil` when the type is unknown.
    func row(of pair: RawPair) -> MapField<Map>? {
        rowOfType[Int(pair.firstByte)].map { rows[$0] }
    }

    /// The row that fills a property.
    func row(filling path: PartialKeyPath<Map>) -> MapField<Map>? {
        rows.first { $0.path.map { $0 as PartialKeyPath<Map> } == path }
    }

    /// The registry name of the pair's type, or the type itself when it is unknown.
    func name(of pair: RawPair) -> String {
        row(of: pair)?.name ?? "the unknown field 0x" + Self.hex(pair.firstByte)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
