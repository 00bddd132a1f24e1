/// The first or last moment at which a case may be answered.
package enum ValidityBound: Hashable, Sendable {
    /// A day.
    case date(CalendarDate)
    /// A block height.
    case height(UInt32)
}

extension ValidityBound {
    /// Whether the end is not before the start, as far as both are of one kind.
    static func isPossible(from start: ValidityBound?, to end: ValidityBound?) -> Bool {
        switch (start, end) {
        case (.date(let start), .date(let end)): start <= end
        case (.height(let start), .height(let end)): start <= end
        case (.date, .height), (.height, .date), (nil, _), (_, nil): true
        }
    }
}

extension ValidityBound: DocumentValue {
    package static var documentKind: String { "a date or \"height N\"" }

    private static let heightMark = "height "

    package var documentText: String {
        switch self {
        case .date(let date): date.documentText
        case .height(let height): Self.heightMark + height.documentText
        }
    }

    package init(documentText: String) throws(DocumentError) {
        if documentText.hasPrefix(Self.heightMark) {
            self = .height(try BlockHeight(documentText: String(documentText.dropFirst(Self.heightMark.count))).value)
        } else {
            self = .date(try CalendarDate(documentText: documentText))
        }
    }
}

/// The height of a block, below the number from which a lock time means seconds (BIP-65).
struct BlockHeight: DocumentValue {
    static let limit: UInt32 = 500_000_000

    let value: UInt32

    init(_ value: UInt32) {
        self.value = value
    }

    static var documentKind: String { "a block height" }

    var documentText: String { value.documentText }

    init(documentText: String) throws(DocumentError) {
        let value = try UInt32(documentText: documentText)
        guard value < Self.limit else { throw .malformedValue(kind: Self.documentKind, text: documentText, nil) }
        self.value = value
    }
}
