import TestSupport

/// Everything that chance decides in a schedule, from one seed.
struct Dice {
    private var generator: SeededGenerator

    /// Starts the throws that belong to a seed.
    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// A number from 0 up to, but not including, `count`.
    mutating func number(below count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &generator) }

    /// Whether something happens that happens so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

    /// One of the items, `nil` when there is none.
    mutating func pick<Item>(_ items: [Item]) -> Item? {
        items.isEmpty ? nil : items[number(below: items.count)]
    }

    /// The items in another order.
    mutating func shuffle<Item>(_ items: [Item]) -> [Item] { items.shuffled(using: &generator) }

    /// So many bytes.
    mutating func bytes(_ count: Int) -> [UInt8] { generator.bytes(count) }

    /// A seed for dice of their own.
    mutating func seed() -> UInt64 { generator.next() }
}
