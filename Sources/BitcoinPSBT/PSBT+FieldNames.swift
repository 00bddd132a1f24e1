extension GlobalMap {
    /// The registry name of a pair's field, or the type itself when it is unknown.
    package static func fieldName(of pair: RawPair) -> String { table.name(of: pair) }
}

extension InputMap {
    /// The registry name of a pair's field, or the type itself when it is unknown.
    package static func fieldName(of pair: RawPair) -> String { table.name(of: pair) }
}

extension OutputMap {
    /// The registry name of a pair's field, or the type itself when it is unknown.
    package static func fieldName(of pair: RawPair) -> String { table.name(of: pair) }
}
