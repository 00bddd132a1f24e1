/// What scalars decompose into, to the end.
struct Decompositions: Sendable {
    /// Canonical decompositions: the same character written in parts.
    static let canonical = Decompositions(CanonicalMappings.text)
    /// Compatibility decompositions: width, ligature and style are given up as well.
    static let compatibility = Decompositions(CanonicalMappings.text + " " + CompatibilityMappings.text)

    private let scalars: [UInt32]
    /// Where the parts of each scalar start, and at the end their number.
    private let starts: [Int]
    private let parts: [UInt32]

    private init(_ text: String) {
        let steps = Dictionary(
            TableText.rows(of: text).compactMap { row in row.first.map { ($0, Array(row.dropFirst())) } },
            uniquingKeysWith: { first, _ in first })
        var starts: [Int] = []
        var parts: [UInt32] = []
        scalars = steps.keys.sorted()
        for scalar in scalars {
            starts.append(parts.count)
            Self.expand(scalar, steps, into: &parts)
        }
        starts.append(parts.count)
        self.starts = starts
        self.parts = parts
    }

    /// The parts of a scalar.
    func expansion(of scalar: UInt32) -> Expansion {
        let syllableParts = Hangul.partCount(of: scalar)
        guard syllableParts == 0 else {
            return Expansion(scalar: scalar, start: 0, count: syllableParts, kind: .hangul)
        }
        var low = 0
        var high = scalar < 0xA0 ? 0 : scalars.count
        while low < high {
            let middle = (low + high) / 2
            if scalars[middle] < scalar { low = middle + 1 } else { high = middle }
        }
        guard low < scalars.count, scalars[low] == scalar else {
            return Expansion(scalar: scalar, start: 0, count: 1, kind: .itself)
        }
        return Expansion(scalar: scalar, start: starts[low], count: starts[low + 1] - starts[low], kind: .listed)
    }

    /// One of the parts of a scalar, by its place from 0.
    func part(_ place: Int, of expansion: Expansion) -> UInt32 {
        switch expansion.kind {
        case .itself: expansion.scalar
        case .hangul: Hangul.part(place, of: expansion.scalar)
        case .listed: parts[expansion.start + place]
        }
    }

    /// Where the parts of one scalar are found; a value without memory of its own, as it may belong to a secret.
    struct Expansion {
        fileprivate let scalar: UInt32
        fileprivate let start: Int
        /// The number of parts.
        let count: Int
        fileprivate let kind: Kind

        fileprivate enum Kind { case itself, hangul, listed }
    }

    private static func expand(_ scalar: UInt32, _ steps: [UInt32: [UInt32]], into parts: inout [UInt32]) {
        guard let step = steps[scalar] else {
            parts.append(scalar)
            return
        }
        for part in step { expand(part, steps, into: &parts) }
    }
}
