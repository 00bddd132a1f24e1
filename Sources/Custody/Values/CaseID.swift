package import ByteCoding

/// The random 16 bytes that name a case from its first file to its evidence.
package struct CaseID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of bytes.
    package static let count = 16

    /// The bytes.
    package let bytes: [UInt8]

    /// Takes exactly ``count`` bytes.
    package init(_ bytes: [UInt8]) throws(ByteCodingError) {
        guard bytes.count == Self.count else { throw .wrongLength(expected: Self.count, actual: bytes.count) }
        self.bytes = bytes
    }

    /// Lower-case hex.
    package var description: String { Hex.encode(bytes) }

    /// The first 8 hex digits: what file names start with.
    package var short: String { String(description.prefix(8)) }

    package static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension CaseID: DocumentValue {
    package static var documentKind: String { "a case id of 16 bytes in hex" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        do {
            try self.init(Hex.decode(documentText))
        } catch let error as HexError {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        } catch let error as ByteCodingError {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
    }
}
