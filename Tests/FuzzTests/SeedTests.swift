import FuzzDecoders
import TestSupport
import Testing

@Suite("Every decoder, over its seeds")
struct SeedTests {
    @Test("takes some and keeps every promise", arguments: FuzzDecoder.all)
    func seeds(_ decoder: FuzzDecoder) throws {
        var accepted = 0
        for seed in try decoder.seeds() {
            #expect(seed.count <= decoder.longestInput, "the fuzzer would cut it")
            switch decoder.verdict(on: seed) {
            case .accepted: accepted += 1
            case .refused: break
            case .broken(let promise): Issue.record("\(promise), with \(seed.count) bytes")
            }
        }
        #expect(accepted > 0)
    }

    @Test("keeps every promise for damaged ones", arguments: FuzzDecoder.all, 0..<4)
    func damage(_ decoder: FuzzDecoder, _ round: Int) throws {
        var random = SeededGenerator(seed: UInt64(round))
        let seeds = try decoder.seeds()
        var refused = 0
        for number in 0..<Self.tries {
            let seed = seeds[number % seeds.count]
            let damaged = Self.damaged(seed, with: seeds, using: &random)
            switch decoder.verdict(on: damaged) {
            case .accepted: break
            case .refused: refused += 1
            case .broken(let promise): Issue.record("\(promise), for \(damaged)")
            }
        }
        #expect(refused > 0)
    }

    /// How many damaged inputs a decoder gets in each round.
    private static let tries = 400

    /// One to four edits: a byte changed, a bit turned, bytes removed, doubled, put in, or taken from another seed.
    private static func damaged(
        _ seed: [UInt8], with seeds: [[UInt8]], using random: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...24, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: bytes.removeSubrange(place...)
            case 5:
                let other = seeds[Int.random(in: seeds.indices, using: &random)]
                let start = Int.random(in: 0...other.count, using: &random)
                bytes.replaceSubrange(place..<end, with: other[start..<min(other.count, start + 24)])
            default: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
            }
        }
        return bytes
    }
}
