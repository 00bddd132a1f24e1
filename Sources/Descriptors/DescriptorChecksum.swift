/// The checksum of BIP-380: eight characters after a `#` that find up to four wrong ones.
enum DescriptorChecksum {
    /// The number of characters.
    static let length = 8

    /// The characters that a descriptor may have, in the order of BIP-380 "Checksum".
    private static let inputCharset = Array(
        ("0123456789()[],'/*abcdefgh@:$%{}" + "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~" + "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ")
            .utf8)
    private static let checksumCharset = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generator: [UInt64] = [
        0xF5_DEE5_1989, 0xA9_FDCA_3312, 0x1B_AB10_E32D, 0x37_06B1_677A, 0x64_4D62_6FFD,
    ]
    private static let positions: [UInt8: UInt64] = Dictionary(
        uniqueKeysWithValues: zip(inputCharset, UInt64(0)...))

    /// The checksum of a descriptor without its own.
    static func compute(_ text: String) throws(DescriptorError) -> String {
        var state: UInt64 = 1
        var group: UInt64 = 0
        var groupCount = 0
        for (offset, character) in text.utf8.enumerated() {
            guard let position = positions[character] else { throw .invalidCharacter(offset: offset) }
            state = step(state, position & 31)
            group = group * 3 + position >> 5
            groupCount += 1
            if groupCount == 3 {
                state = step(state, group)
                group = 0
                groupCount = 0
            }
        }
        if groupCount > 0 { state = step(state, group) }
        for _ in 0..<length { state = step(state, 0) }
        state ^= 1
        let characters = (0..<length).map { checksumCharset[Int(state >> UInt64(5 * (length - 1 - $0)) & 31)] }
        return String(decoding: characters, as: UTF8.self)
    }

    private static func step(_ state: UInt64, _ value: UInt64) -> UInt64 {
        let top = state >> 35
        var next = (state & 0x7_FFFF_FFFF) << 5 ^ value
        for (bit, term) in generator.enumerated() where top >> UInt64(bit) & 1 == 1 { next ^= term }
        return next
    }
}
