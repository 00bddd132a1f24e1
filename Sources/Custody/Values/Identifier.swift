/// The short name of a person, vault, device, organisation or site: 1 to 32 of `a-z`, `0-9` and `-`.
///
/// It starts with a letter or digit, so that it is never taken for the `-` of an absent value or for an option of a
/// command, and it may stand in a file name.
package struct Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The most characters.
    package static let maximumLength = 32

    package let description: String

    /// Takes a text that is an identifier as it stands.
    package init(_ text: String) throws(DocumentError) {
        let bytes = text.utf8
        guard let first = bytes.first, first != UInt8(ascii: "-"), bytes.count <= Self.maximumLength,
            bytes.allSatisfy(Self.isAllowed)
        else { throw .identifier(text) }
        description = text
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

extension Identifier: DocumentValue {
    package static var documentKind: String { "an identifier" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}
