/// The scalars of a public text, decomposed and in canonical order.
struct OrderedScalars {
    private(set) var scalars: [UInt32] = []

    /// Decomposes a text with a table.
    init(_ text: String, _ table: Decompositions) {
        var classes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let expansion = table.expansion(of: scalar.value)
            for place in 0..<expansion.count {
                let part = table.part(place, of: expansion)
                let ownClass = UnicodeFacts.combiningClass(of: part)
                var position = scalars.count
                while ownClass > 0, position > 0, classes[position - 1] > ownClass { position -= 1 }
                scalars.insert(part, at: position)
                classes.insert(ownClass, at: position)
            }
        }
    }

    /// Composes what the pairs allow (UAX #15, canonical composition).
    mutating func compose(_ pairs: Compositions) {
        var result: [UInt32] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let ownClass = UnicodeFacts.combiningClass(of: scalar)
            // Blocked is what stands behind a mark of the same or a higher class, or behind another starter.
            let isNext = starter.map { $0 == result.count - 1 } ?? false
            if let place = starter, isNext || (lastClass != 0 && lastClass < ownClass),
                let composed = pairs.composed(result[place], scalar)
            {
                result[place] = composed
                continue
            }
            if ownClass == 0 { starter = result.count }
            lastClass = ownClass
            result.append(scalar)
        }
        scalars = result
    }

    /// The scalars as text.
    var text: String {
        var view = String.UnicodeScalarView()
        for scalar in scalars.compactMap(Unicode.Scalar.init) { view.append(scalar) }
        return String(view)
    }
}
