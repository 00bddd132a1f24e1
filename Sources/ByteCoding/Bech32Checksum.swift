/// The BCH code of BIP-173: computes checksums and locates one or two wrong symbols.
enum Bech32Checksum {
    private static let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]

    /// What the checksum polynomial leaves of a prefix and of all symbols after the separator.
    static func residue(prefix: ArraySlice<UInt8>, symbols: some Collection<UInt8>) -> UInt32 {
        var state: UInt32 = 1
        for character in prefix { state = step(state, character >> 5) }
        state = step(state, 0)
        for character in prefix { state = step(state, character & 31) }
        for symbol in symbols { state = step(state, symbol) }
        return state
    }

    /// The six checksum symbols that make the residue the wanted one.
    static func symbols(prefix: ArraySlice<UInt8>, data: [UInt8], residue wanted: UInt32) -> [UInt8] {
        let zeros = [UInt8](repeating: 0, count: Bech32.checksumLength)
        let checksum = residue(prefix: prefix, symbols: data + zeros) ^ wanted
        return (0..<Bech32.checksumLength).map { index in
            UInt8(truncatingIfNeeded: checksum >> UInt32(5 * (Bech32.checksumLength - 1 - index)) & 31)
        }
    }

    /// The positions among the last `count` symbols of one or two changes that lead to a right residue of a variant;
    /// empty when more than two symbols are wrong or the variants disagree equally well.
    ///
    /// The code is linear: a change of a symbol adds the same syndrome whatever the other symbols are.
    static func likelyErrors(in count: Int, residue: UInt32) -> [Int] {
        var positions: [UInt32: Int] = [:]
        for position in 0..<count {
            for change in UInt8(1)..<32 {
                positions[syndrome(of: change, followedBy: count - 1 - position)] = position
            }
        }
        let differences = Bech32.Variant.allCases.map { $0.residue ^ residue }
        let single = Set(differences.compactMap { positions[$0] })
        if let only = single.first { return single.count == 1 ? [only] : [] }
        var pairs: Set<[Int]> = []
        for difference in differences {
            for (syndrome, first) in positions {
                guard let second = positions[difference ^ syndrome], first < second else { continue }
                pairs.insert([first, second])
            }
        }
        return pairs.count == 1 ? pairs.first ?? [] : []
    }

    private static func syndrome(of change: UInt8, followedBy rest: Int) -> UInt32 {
        var state = UInt32(change)
        for _ in 0..<rest { state = step(state, 0) }
        return state
    }

    private static func step(_ state: UInt32, _ symbol: UInt8) -> UInt32 {
        var next = (state & 0x1ff_ffff) << 5 ^ UInt32(symbol)
        for (bit, term) in generator.enumerated() where state >> UInt32(25 + bit) & 1 == 1 { next ^= term }
        return next
    }
}
