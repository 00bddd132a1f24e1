package import ByteCoding

/// The members of an object in a vector file, read by name; what is missing or of another type is the file's fault.
package struct VectorFields: Sendable {
    /// The members by name.
    package let members: [String: VectorValue]

    /// What the object is, for messages: `bip32/bip32.json, case 12`.
    let place: String

    /// Takes the members of an object.
    init(_ members: [String: VectorValue], place: String) {
        self.members = members
        self.place = place
    }

    /// Takes a value that must be an object.
    init(_ value: VectorValue, place: String) throws(VectorError) {
        guard case .object(let members) = value else { throw .malformed(place, "\(value.kindName) is not an object") }
        self.init(members, place: place)
    }

    /// Whether the member is there and is not `null`.
    package func has(_ name: String) -> Bool { members[name].map { $0 != .null } ?? false }

    /// The member's value.
    package func value(_ name: String) throws(VectorError) -> VectorValue {
        guard let value = members[name] else { throw .malformed(place, "\"\(name)\" is missing") }
        return value
    }

    /// A string.
    package func text(_ name: String) throws(VectorError) -> String {
        guard case .text(let text) = try value(name) else { throw try wrongType(name, "a string") }
        return text
    }

    /// A string of hex digits as bytes.
    package func bytes(_ name: String) throws(VectorError) -> [UInt8] {
        let text = try text(name)
        do throws(HexError) { return try Hex.decode(text) } catch { throw .malformed(place, "\"\(name)\": \(error)") }
    }

    /// 64 hex digits as 32 bytes.
    package func bytes32(_ name: String) throws(VectorError) -> Bytes32 {
        let bytes = try bytes(name)
        do throws(ByteCodingError) { return try Bytes32(bytes) } catch {
            throw .malformed(place, "\"\(name)\": \(error)")
        }
    }

    /// A whole number that fits the type.
    package func integer<Value: FixedWidthInteger>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(VectorError) -> Value {
        guard case .number(let text) = try value(name), let number = Value(text) else {
            throw try wrongType(name, "a whole number of \(Value.bitWidth) bits")
        }
        return number
    }

    /// `true` or `false`.
    package func flag(_ name: String) throws(VectorError) -> Bool {
        guard case .bool(let value) = try value(name) else { throw try wrongType(name, "a truth value") }
        return value
    }

    /// An array.
    package func list(_ name: String) throws(VectorError) -> [VectorValue] {
        guard case .list(let values) = try value(name) else { throw try wrongType(name, "a list") }
        return values
    }

    /// An array of strings.
    package func texts(_ name: String) throws(VectorError) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard case .text(let text) = value else { throw try wrongType(name, "a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// An array of hex strings as bytes.
    package func byteLists(_ name: String) throws(VectorError) -> [[UInt8]] {
        var lists: [[UInt8]] = []
        for text in try texts(name) {
            do throws(HexError) { lists.append(try Hex.decode(text)) } catch {
                throw .malformed(place, "\"\(name)\": \(error)")
            }
        }
        return lists
    }

    /// An object.
    package func object(_ name: String) throws(VectorError) -> VectorFields {
        try VectorFields(try value(name), place: "\(place), \(name)")
    }

    /// An array of objects.
    package func objects(_ name: String) throws(VectorError) -> [VectorFields] {
        var objects: [VectorFields] = []
        for (index, value) in try list(name).enumerated() {
            objects.append(try VectorFields(value, place: "\(place), \(name) \(index)"))
        }
        return objects
    }

    private func wrongType(_ name: String, _ wanted: String) throws(VectorError) -> VectorError {
        .malformed(place, "\"\(name)\" is \(try value(name).kindName) where \(wanted) is wanted")
    }
}
