/// One value of a JSON text together with where it stands, numbers kept as written.
///
/// Amounts of money stand in these files as decimal numbers, so a number is never turned into binary floating point.
package struct JSONNode: Sendable, Hashable {
    /// What the value is.
    package enum Value: Sendable, Hashable {
        /// The members of an object in file order; no name occurs twice.
        case object([JSONMember])
        /// The elements of an array.
        case array([JSONNode])
        /// A string with its escapes resolved.
        case string(String)
        /// A number exactly as written.
        case number(String)
        /// `true` or `false`.
        case bool(Bool)
        /// `null`.
        case null
    }

    /// The value.
    package let value: Value

    /// Where the value begins.
    package let location: TextLocation

    /// The word for this kind of value in messages.
    package var kindName: String {
        switch value {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .bool: "a truth value"
        case .null: "null"
        }
    }

    /// The member of that name when this is an object that has it.
    package func member(_ name: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.name == name }?.node
    }
}

/// One name and value of a JSON object.
package struct JSONMember: Sendable, Hashable {
    /// The member's name.
    package let name: String
    /// The member's value.
    package let node: JSONNode
}

/// A place in a text file, counted from 1.
package struct TextLocation: Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// The byte within the line, from 1.
    package let column: Int

    /// Names a place.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "line \(line), column \(column)" }
}
