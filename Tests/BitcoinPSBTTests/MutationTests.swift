import BitcoinPSBT
import ByteCoding
import TestSupport
import Testing

@Suite("Damaged files")
struct MutationTests {
    private static let seeds: [[UInt8]] = {
        let vectors = ["bip174", "bip370", "bip371"].flatMap { name in
            ((try? VectorStore.load("\(name)/\(name).json", op: "parse", as: PSBTRow.self)) ?? [])
                .filter(\.isValid).compactMap(\.psbt).compactMap { try? Base64.decode($0) }
        }
        return vectors + [PSBTBuilder.version0.bytes, PSBTBuilder.version2.bytes]
    }()

    @Test("random damage is refused or read exactly, and never stops the program", arguments: 0..<8)
    func mutations(part: Int) throws {
        var random = SeededGenerator(seed: UInt64(part))
        #expect(Self.seeds.count > 50)
        var accepted = 0
        for bytes in Self.seeds {
            for _ in 0..<40 {
                let damaged = Self.damage(bytes, using: &random)
                guard let psbt = try? PSBT(decoding: damaged) else { continue }
                accepted += 1
                #expect(psbt.encoded() == damaged)
                _ = try? psbt.unsignedTransaction()
                _ = try? psbt.converted(to: psbt.version == .v0 ? .v2 : .v0)
            }
        }
        #expect(accepted > 0)
    }

    @Test("random bytes behind the magic are refused", arguments: 0..<4)
    func noise(part: Int) {
        var random = SeededGenerator(seed: 1_000 + UInt64(part))
        for _ in 0..<500 {
            let bytes = PSBT.magic + random.bytes(Int.random(in: 0..<300, using: &random))
            #expect(throws: PSBTError.self) { try PSBT(decoding: bytes) }
        }
    }

    private static func damage(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: PSBT.magic.count..<damaged.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: damaged[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: damaged.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
            case 3 where damaged.count > 10: damaged.remove(at: place)
            default:
                let end = min(place + Int.random(in: 1..<60, using: &random), damaged.count)
                damaged.insert(contentsOf: damaged[place..<end], at: place)
            }
        }
        return damaged
    }
}
