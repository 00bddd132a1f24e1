/// The name of a person as people write it.
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a name that obeys the text rules of documents and is no longer than ``DocumentLimits/nameScalars``.
    package init(_ text: String) throws(DocumentError) {
        try FreeText.check(text, limit: DocumentLimits.nameScalars)
        description = text
    }
}

/// The name of whom an entry of the address book pays.
package struct DestinationName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a name that obeys the text rules of documents and is no longer than ``DocumentLimits/nameScalars``.
    package init(_ text: String) throws(DocumentError) {
        try FreeText.check(text, limit: DocumentLimits.nameScalars)
        description = text
    }
}

/// Why somebody refuses, in his own words.
package struct RefusalReason: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a reason that obeys the text rules of documents and is no longer than ``DocumentLimits/reasonScalars``.
    package init(_ text: String) throws(DocumentError) {
        try FreeText.check(text, limit: DocumentLimits.reasonScalars)
        description = text
    }
}

/// Why a case takes the place of another one, in the operator's words.
package struct ReplacementReason: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a reason that obeys the text rules of documents and is no longer than ``DocumentLimits/reasonScalars``.
    package init(_ text: String) throws(DocumentError) {
        try FreeText.check(text, limit: DocumentLimits.reasonScalars)
        description = text
    }
}

/// Who is paid by a line of an order, as the requester names him.
package struct RecipientName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a name that obeys the text rules of documents and is no longer than ``DocumentLimits/nameScalars``.
    package init(_ text: String) throws(DocumentError) {
        try FreeText.check(text, limit: DocumentLimits.nameScalars)
        description = text
    }
}

/// What a line of an order is paid for, in the requester's words.
package struct PaymentReference: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a text that obeys the text rules of documents and is no longer than ``DocumentLimits/referenceScalars``.
    package init(_ text: String) throws(DocumentError) {
        try FreeText.check(text, limit: DocumentLimits.referenceScalars)
        description = text
    }
}

extension RecipientName: DocumentValue {
    package static var documentKind: String { "the name of a recipient" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}

extension PaymentReference: DocumentValue {
    package static var documentKind: String { "a reference" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}

extension PersonName: DocumentValue {
    package static var documentKind: String { "a name" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}

extension DestinationName: DocumentValue {
    package static var documentKind: String { "a recipient's name" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}

extension RefusalReason: DocumentValue {
    package static var documentKind: String { "a reason" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}

extension ReplacementReason: DocumentValue {
    package static var documentKind: String { "a reason" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        try self.init(documentText)
    }
}

private enum FreeText {
    static func check(_ text: String, limit: Int) throws(DocumentError) {
        guard !text.isEmpty, text != DocumentField.absent else { throw .emptyText }
        guard text.unicodeScalars.count <= limit else { throw .textTooLong(limit: limit) }
        try DocumentTextRules.check(text)
        try DocumentTextRules.checkEnds(text)
        try DocumentTextRules.checkSpaces(text)
    }
}
