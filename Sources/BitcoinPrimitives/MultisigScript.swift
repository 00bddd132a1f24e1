package import BitcoinCrypto

/// A witness or redeem script that asks for M signatures by N keys.
///
/// Exactly `M key… N OP_CHECKMULTISIG` with compressed, distinct keys; numbers from 1 to 16 are opcodes, those above
/// are pushed as `01 n`. Nothing may follow.
package struct MultisigScript: Hashable, Sendable {
    /// M, the number of signatures that spend.
    package let threshold: Int

    /// The keys in script order.
    package let keys: [EncodedPublicKey]

    /// The most keys of OP_CHECKMULTISIG by consensus.
    package static let maximumKeys = 20

    /// The number of bytes of a compressed key.
    private static let keyLength: UInt8 = 33

    /// Takes compressed keys in script order.
    package init(threshold: Int, keys: [EncodedPublicKey]) throws(MultisigScriptError) {
        guard !keys.isEmpty, keys.count <= Self.maximumKeys else { throw .keyCount(keys.count) }
        guard threshold >= 1, threshold <= keys.count else { throw .threshold(threshold, keyCount: keys.count) }
        var firstPositions: [EncodedPublicKey: Int] = [:]
        for (index, key) in keys.enumerated() {
            guard key.isCompressed else { throw .uncompressedKey(index: index) }
            if let first = firstPositions.updateValue(index, forKey: key) {
                throw .duplicateKey(first: first, second: index)
            }
        }
        self.threshold = threshold
        self.keys = keys
    }

    /// Puts compressed keys into the order of BIP-67: ascending as unsigned bytes.
    package init(threshold: Int, sorting keys: [EncodedPublicKey]) throws(MultisigScriptError) {
        let sorted = keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        try self.init(threshold: threshold, keys: sorted)
    }

    /// Reads a script that is exactly of this form.
    package init(parsing script: Script) throws(MultisigScriptError) {
        var cursor = Cursor(bytes: script.bytes)
        guard let threshold = cursor.readNumber() else { throw .malformed(offset: cursor.offset, expected: .threshold) }
        var keys: [EncodedPublicKey] = []
        while cursor.peek == Self.keyLength {
            guard keys.count < Self.maximumKeys else { throw .keyCount(keys.count + 1) }
            let offset = cursor.offset
            guard let bytes = cursor.readPush(count: Int(Self.keyLength)), let key = try? EncodedPublicKey(bytes) else {
                throw .malformed(offset: offset, expected: .key)
            }
            keys.append(key)
        }
        let countOffset = cursor.offset
        guard let count = cursor.readNumber() else { throw .malformed(offset: countOffset, expected: .keyOrKeyCount) }
        guard count == keys.count else { throw .countMismatch(stated: count, found: keys.count) }
        guard cursor.readByte() == Opcode.checkMultisig else {
            throw .malformed(offset: cursor.offset, expected: .checkMultisig)
        }
        guard cursor.peek == nil else { throw .malformed(offset: cursor.offset, expected: .end) }
        try self.init(threshold: threshold, keys: keys)
    }

    /// Whether the keys stand in the order of BIP-67.
    package var isSorted: Bool {
        zip(keys, keys.dropFirst()).allSatisfy { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    /// The serialized script.
    package var script: Script {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(5 + keys.count * (1 + Int(Self.keyLength)))
        bytes += Self.pushing(number: threshold)
        for key in keys {
            bytes.append(Self.keyLength)
            bytes += key.bytes
        }
        bytes += Self.pushing(number: keys.count)
        bytes.append(Opcode.checkMultisig)
        return Script(bytes)
    }

    private static func pushing(number: Int) -> [UInt8] {
        // 1...20 by init; a number above 16 has no opcode.
        let value = UInt8(truncatingIfNeeded: number)
        return value <= 16 ? [Opcode.number(value)] : [1, value]
    }

    private struct Cursor {
        let bytes: [UInt8]
        var offset = 0

        var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        /// Moves on only when there is a byte.
        mutating func readByte() -> UInt8? {
            guard let byte = peek else { return nil }
            offset += 1
            return byte
        }

        /// A number from 1 to 20 in its shortest form.
        mutating func readNumber() -> Int? {
            guard let opcode = peek else { return nil }
            if (Opcode.one...Opcode.sixteen).contains(opcode) {
                offset += 1
                return Int(opcode - Opcode.one) + 1
            }
            guard opcode == 1, offset + 1 < bytes.count, (17...UInt8(maximumKeys)).contains(bytes[offset + 1]) else {
                return nil
            }
            offset += 2
            return Int(bytes[offset - 1])
        }

        /// The bytes after a one-byte length that the caller has seen.
        mutating func readPush(count: Int) -> ArraySlice<UInt8>? {
            guard bytes.count - offset > count else { return nil }
            defer { offset += 1 + count }
            return bytes[(offset + 1)...(offset + count)]
        }
    }
}
