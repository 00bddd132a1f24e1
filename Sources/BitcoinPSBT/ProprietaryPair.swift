import ByteCoding

/// A field of somebody's own, told apart by an identifier; BIP-174 §Proprietary Use Type.
package struct ProprietaryPair: Hashable, Sendable {
    /// Whose field it is.
    package let identifier: [UInt8]
    /// The type among that owner's fields.
    package let subtype: UInt64
    /// The rest of the key.
    package let keyData: [UInt8]
    /// The value.
    package let value: [UInt8]

    package init(identifier: [UInt8], subtype: UInt64, keyData: [UInt8], value: [UInt8]) {
        self.identifier = identifier
        self.subtype = subtype
        self.keyData = keyData
        self.value = value
    }

    /// Whether both have the same key, so that only one of them can stand in a map.
    package func hasSameKey(as other: Self) -> Bool {
        identifier == other.identifier && subtype == other.subtype && keyData == other.keyData
    }
}

extension ProprietaryPair: KeyedEntry {
    init(pair: RawPair) throws(FieldProblem) {
        var reader = ByteReader(pair.keyData)
        do {
            identifier = try reader.readVariableBytes(limit: PSBTLimits.maximumBytes)
            subtype = try reader.readCompactSize()
            keyData = try reader.readBytes(reader.remaining)
        } catch {
            throw .keyEncoding(error)
        }
        value = Array(pair.value)
    }

    var entryKeyData: [UInt8] {
        var writer = ByteWriter()
        writer.appendVariableBytes(identifier)
        writer.appendCompactSize(subtype)
        writer.append(keyData)
        return writer.bytes
    }

    var entryValue: [UInt8] { value }
}
