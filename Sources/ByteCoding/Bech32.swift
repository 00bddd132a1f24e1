/// A text with a prefix, five-bit data and a checksum of BIP-173 (bech32) or BIP-350 (bech32m).
package struct Bech32: Hashable, Sendable {
    /// Which constant the checksum ends in.
    package enum Variant: Hashable, Sendable, CaseIterable {
        /// BIP-173, for witness version 0.
        case bech32
        /// BIP-350, for witness version 1 and above.
        case bech32m

        /// What a right checksum leaves.
        var residue: UInt32 {
            switch self {
            case .bech32: 1
            case .bech32m: 0x2bc8_30a3
            }
        }
    }

    /// The prefix before the separator, in lower case.
    package let humanReadablePart: String
    /// The data between separator and checksum, one five-bit value in each byte.
    package let data: [UInt8]
    /// Which checksum the text carries.
    package let variant: Variant

    /// BIP-173: "A Bech32 string is at most 90 characters long".
    package static let maximumLength = 90
    /// The number of characters of the checksum.
    package static let checksumLength = 6
    /// BIP-173: the human-readable part has 1 to 83 characters of visible ASCII.
    private static let visible: ClosedRange<UInt8> = 33...126
    private static let separator = UInt8(ascii: "1")
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let values: [UInt8: UInt8] = {
        var values: [UInt8: UInt8] = [:]
        for (value, character) in alphabet.enumerated() { values[character] = UInt8(value) }
        return values
    }()

    /// Reads a text of either variant, all in one case.
    package init(parsing text: String) throws(Bech32Error) {
        let characters = Array(text.utf8)
        guard characters.count <= Self.maximumLength else { throw .tooLong(length: characters.count) }
        let lowered = try Self.lowered(characters)
        guard let split = lowered.lastIndex(of: Self.separator) else { throw .missingSeparator }
        guard split > 0 else { throw .emptyPrefix }
        let tail = lowered[(split + 1)...]
        var symbols: [UInt8] = []
        for (position, character) in zip(tail.indices, tail) {
            guard let value = Self.values[character] else {
                throw .invalidCharacter(characters[position], position: position)
            }
            symbols.append(value)
        }
        guard symbols.count >= Self.checksumLength else { throw .shortChecksum(length: symbols.count) }
        let prefix = lowered[..<split]
        let residue = Bech32Checksum.residue(prefix: prefix, symbols: symbols)
        guard let variant = Variant.allCases.first(where: { $0.residue == residue }) else {
            let inSymbols = Bech32Checksum.likelyErrors(in: symbols.count, residue: residue)
            throw .wrongChecksum(likelyPositions: inSymbols.map { split + 1 + $0 })
        }
        humanReadablePart = String(decoding: prefix, as: UTF8.self)
        data = Array(symbols.dropLast(Self.checksumLength))
        self.variant = variant
    }

    /// Makes a text from parts that the caller has made right: a prefix of visible ASCII without upper case, data of
    /// five-bit values, no more than `maximumLength` characters together.
    package init(humanReadablePart: String, data: [UInt8], variant: Variant) {
        let length = humanReadablePart.utf8.count + 1 + data.count + Self.checksumLength
        precondition(
            !humanReadablePart.isEmpty && length <= Self.maximumLength && data.allSatisfy { $0 < 32 }
                && humanReadablePart.utf8.allSatisfy { Self.visible.contains($0) && !Self.isUpper($0) },
            "prefix and data come from our own constants and from toFiveBit of a bounded program")
        self.humanReadablePart = humanReadablePart
        self.data = data
        self.variant = variant
    }

    /// The whole text, in lower case.
    package var text: String {
        let prefix = Array(humanReadablePart.utf8)
        let checksum = Bech32Checksum.symbols(prefix: prefix[...], data: data, residue: variant.residue)
        let tail = (data + checksum).map { Self.alphabet[Int($0)] }
        return humanReadablePart + "1" + String(decoding: tail, as: UTF8.self)
    }

    /// Regroups five-bit values into bytes; what is left over must be under five bits and zero (BIP-173).
    package static func toBytes(fiveBit values: some Collection<UInt8>) throws(Bech32Error) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 5 / 8)
        var bits: UInt32 = 0
        var bitCount = 0
        for (position, value) in values.enumerated() {
            guard value < 32 else { throw .invalidFiveBitValue(value, position: position) }
            bits = bits << 5 & 0xfff | UInt32(value)
            bitCount += 5
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        guard bitCount < 5, bits & ((1 << UInt32(bitCount)) - 1) == 0 else { throw .invalidPadding }
        return bytes
    }

    /// Regroups bytes into five-bit values, the last one filled up with zero bits.
    package static func toFiveBit(_ bytes: [UInt8]) -> [UInt8] {
        var values: [UInt8] = []
        values.reserveCapacity((bytes.count * 8 + 4) / 5)
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 & 0xfff | UInt32(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                values.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount) & 31))
            }
        }
        if bitCount > 0 { values.append(UInt8(truncatingIfNeeded: bits << UInt32(5 - bitCount) & 31)) }
        return values
    }

    /// The text in lower case, after refusing what is not visible and what mixes cases.
    private static func lowered(_ characters: [UInt8]) throws(Bech32Error) -> [UInt8] {
        for (position, character) in characters.enumerated() where !visible.contains(character) {
            throw .invalidCharacter(character, position: position)
        }
        let firstLetter = characters.first { isUpper($0) || isLower($0) }
        if let firstLetter {
            let other = isUpper(firstLetter) ? isLower : isUpper
            let positions = characters.indices.filter { other(characters[$0]) }
            guard positions.isEmpty else { throw .mixedCase(positions: positions) }
        }
        return characters.map { isUpper($0) ? $0 | 0x20 : $0 }
    }

    private static func isUpper(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
