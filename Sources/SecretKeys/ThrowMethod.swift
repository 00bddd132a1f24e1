/// How a person makes entropy with his own hands.
package enum ThrowMethod: String, CaseIterable, Sendable, Hashable {
    /// A die with six faces: `1` to `6`.
    case dice
    /// A coin: `H` for heads, `T` for tails.
    case coins
    /// Cards of a deck of 52, each put back and shuffled in before the next is drawn: rank `A23456789TJQK`, suit `CDHS`.
    case cards
    /// Cards of one shuffled deck of 52, none put back: written like ``cards``.
    case deck

    /// The number of faces: as many different throws as there can be.
    package var faces: Int {
        switch self {
        case .dice: 6
        case .coins: 2
        case .cards, .deck: 52
        }
    }

    /// The characters that one throw is written with.
    package var width: Int {
        switch self {
        case .dice, .coins: 1
        case .cards, .deck: 2
        }
    }

    /// The fewest throws: they can give 128 bits, if they are fair.
    package var fewest: Int {
        switch self {
        case .dice: 50
        case .coins: 128
        case .cards: 23
        case .deck: 25
        }
    }

    /// The most throws that are taken: a shuffled deck ends, and everything else is far beyond any use.
    package var most: Int {
        switch self {
        case .dice, .coins, .cards: 400
        case .deck: 52
        }
    }

    /// What throws can give at most, in thousandths of a bit, rounded down: the logarithm of the number of sequences that
    /// so many fair throws can have.
    package func millibits(of thrown: Int) -> Int {
        (0..<thrown).reduce(0) { sum, number in
            sum + Self.millibits(ofChoices: self == .deck ? max(faces - number, 1) : faces)
        }
    }

    /// The logarithm of a number of choices, in thousandths of a bit, rounded down.
    ///
    /// The fraction comes bit by bit from squaring: what reaches 2 gives a one and is halved.
    private static func millibits(ofChoices choices: Int) -> Int {
        var whole = 0
        while choices >> (whole + 1) > 0 { whole += 1 }
        // 31 bits behind the point, from 1 up to below 2.
        var rest = (UInt64(choices) << 31) >> UInt64(whole)
        var fraction: UInt64 = 0
        for _ in 0..<20 {
            rest = (rest * rest) >> 31
            fraction <<= 1
            if rest >= 1 << 32 {
                fraction |= 1
                rest >>= 1
            }
        }
        return whole * 1000 + Int((fraction * 1000) >> 20)
    }

    private static let ranks = Array("A23456789TJQK".utf8)
    private static let suits = Array("CDHS".utf8)

    /// The face that stands at a place of a text, from 0; `nil` when no throw is written so.
    ///
    /// The faces of cards count through a new deck: ace to king of each suit.
    func face(at place: Int, in text: Span<UInt8>) -> Int? {
        guard let first = Self.letter(at: place, in: text) else { return nil }
        switch self {
        case .dice:
            return (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(first) ? Int(first - UInt8(ascii: "1")) : nil
        case .coins:
            return first == UInt8(ascii: "H") ? 0 : first == UInt8(ascii: "T") ? 1 : nil
        case .cards, .deck:
            guard let second = Self.letter(at: place + 1, in: text), let rank = Self.ranks.firstIndex(of: first),
                let suit = Self.suits.firstIndex(of: second)
            else { return nil }
            return suit * Self.ranks.count + rank
        }
    }

    /// The characters of a face.
    func characters(of face: Int) -> [UInt8] {
        switch self {
        case .dice: [UInt8(ascii: "1") + UInt8(truncatingIfNeeded: face)]
        case .coins: [face == 0 ? UInt8(ascii: "H") : UInt8(ascii: "T")]
        case .cards, .deck: [Self.ranks[face % Self.ranks.count], Self.suits[face / Self.ranks.count % 4]]
        }
    }

    /// The letter at a place as a capital one.
    private static func letter(at place: Int, in text: Span<UInt8>) -> UInt8? {
        guard place < text.count else { return nil }
        let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[place])
        return isSmall ? text[place] - 0x20 : text[place]
    }
}
