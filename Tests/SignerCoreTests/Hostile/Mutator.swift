import TestSupport

/// Seeded changes of a PSBT, one field or two after the other, so that every field of every map is reached.
struct Mutator {
    private var dice: SeededGenerator

    init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

    /// Changes a PSBT; the first change is at the pair with this number, counted through all maps.
    mutating func mutate(_ builder: PSBTBuilder, at number: Int) -> [UInt8] {
        var builder = builder
        let places = builder.places
        change(&builder, places[number % places.count])
        while chance(of: 3) {
            let places = builder.places
            if let place = places.randomElement(using: &dice) { change(&builder, place) }
        }
        let bytes = builder.bytes
        return chance(of: 12) ? damaged(bytes) : bytes
    }

    private mutating func change(_ builder: inout PSBTBuilder, _ place: (map: Int, pair: Int)) {
        let (map, pair) = place
        guard builder[map: map].indices.contains(pair) else { return }
        switch Int.random(in: 0..<14, using: &dice) {
        case 0, 1, 2: builder[map: map][pair].value = flipped(builder[map: map][pair].value)
        case 3: builder[map: map][pair].key = flipped(builder[map: map][pair].key)
        case 4: builder[map: map][pair].value = truncated(builder[map: map][pair].value)
        case 5: builder[map: map][pair].value += dice.bytes(Int.random(in: 1...4, using: &dice))
        case 6: builder[map: map].remove(at: pair)
        case 7:
            var copy = builder[map: map][pair]
            if chance(of: 2) { copy.key = flipped(copy.key) }
            builder[map: map].append(copy)
        case 8:
            let other = Int.random(in: 0..<builder[map: map].count, using: &dice)
            builder[map: map].swapAt(pair, other)
        case 9: exchangeValues(&builder, map, pair)
        case 10: exchangeMaps(&builder)
        case 11:
            let count = builder[map: map][pair].value.count
            builder[map: map][pair].value = dice.bytes(count)
        case 12: builder[map: map][pair].value = counted(builder[map: map][pair].value)
        default: builder[map: map].shuffle(using: &dice)
        }
    }

    /// Exchanges the values of one field between two maps, or moves the pair to another map.
    private mutating func exchangeValues(_ builder: inout PSBTBuilder, _ map: Int, _ pair: Int) {
        let key = builder[map: map][pair].key
        let others = (0..<builder.mapCount).filter { $0 != map }
        guard let other = others.randomElement(using: &dice) else { return }
        if let place = builder[map: other].firstIndex(where: { $0.key == key }) {
            let value = builder[map: other][place].value
            builder[map: other][place].value = builder[map: map][pair].value
            builder[map: map][pair].value = value
        } else {
            builder[map: other].append(builder[map: map].remove(at: pair))
        }
    }

    private mutating func exchangeMaps(_ builder: inout PSBTBuilder) {
        if chance(of: 2) { builder.inputs.shuffle(using: &dice) } else { builder.outputs.shuffle(using: &dice) }
    }

    private mutating func flipped(_ bytes: [UInt8]) -> [UInt8] {
        guard let place = bytes.indices.randomElement(using: &dice) else { return dice.bytes(1) }
        var bytes = bytes
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        return bytes
    }

    private mutating func truncated(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes.prefix(Int.random(in: 0...max(0, bytes.count - 1), using: &dice)))
    }

    /// Adds or subtracts a little at one byte, with its carry: amounts, counts, sequences and lock times stay plausible.
    private mutating func counted(_ bytes: [UInt8]) -> [UInt8] {
        guard var place = bytes.indices.randomElement(using: &dice) else { return bytes }
        var bytes = bytes
        let isUp = chance(of: 2)
        while place < bytes.count {
            let (sum, overflow) =
                isUp
                ? bytes[place].addingReportingOverflow(1) : bytes[place].subtractingReportingOverflow(1)
            bytes[place] = sum
            if !overflow { break }
            place += 1
        }
        return bytes
    }

    /// Damage to the file without regard for its structure: lengths in long form, lost and added bytes.
    private mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let place = Int.random(in: 5..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes.replaceSubrange(place...place, with: [0xfd, bytes[place], 0])
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &dice), at: place)
        default: bytes = Array(bytes.prefix(place))
        }
        return bytes
    }

    private mutating func chance(of one: Int) -> Bool { Int.random(in: 0..<one, using: &dice) == 0 }
}
