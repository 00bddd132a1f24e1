package import ByteCoding
import Descriptors

/// What a lower layer said about a value, kept as its stable code and sentence.
package struct ErrorCause: Hashable, Sendable {
    /// The code of the lower layer's error.
    package let code: String
    /// The sentence of the lower layer's error; one that repeats a private key is left out.
    package let description: String

    /// Keeps what `error` says.
    package init(_ error: some CodedError) {
        code = error.code
        let text = error.description
        description = PrivateKeyScan.findsKey(in: text) ? "it is a private key" : text
    }
}

/// Why bytes are not a document, or a value cannot stand in one.
package indirect enum DocumentError: CodedError, Equatable {
    // The file as lines.
    /// The file is longer than ``DocumentLimits/bytes``.
    case tooLarge(bytes: Int)
    /// A line is longer than ``DocumentLimits/lineBytes``.
    case lineTooLong(line: Int)
    /// The last line has no line end.
    case unterminatedLine(line: Int)
    /// A line is not UTF-8.
    case notUTF8(line: Int)
    /// A line holds a character that no document may hold.
    case text(line: Int, DocumentError)
    /// A line stands where another form of line belongs.
    case malformedLine(line: Int)
    /// No empty line ends the fields.
    case missingSeparator
    /// The first line names another document.
    case wrongType(found: String, expected: String)
    /// The first line names a version that this program does not know.
    case unknownVersion(found: String)

    // The fields.
    /// A field does not belong to this document.
    case unknownField(String, line: Int)
    /// A field stands after one that it must precede.
    case fieldOutOfOrder(String, after: String, line: Int)
    /// A field is not there.
    case missingField(String, line: Int)
    /// A field stands twice that may stand once.
    case repeatedField(String, line: Int)
    /// The value of a field is refused.
    case field(String, line: Int, DocumentError)
    /// Writing the document again gives other bytes, from this line on.
    case notReproducible(line: Int)

    // The signature lines.
    /// A signature line is refused.
    case signatureLine(line: Int, DocumentError)
    /// A person's signature line does not come after the line before it.
    case signatureOrder(person: String)
    /// There are more signature lines than ``DocumentLimits/signatures``.
    case tooManySignatures
    /// A signature's `s` is in the upper half of the group order.
    case highS

    // Values.
    /// A scalar is of a kind that has no place in a document.
    case forbiddenScalar(UInt32)
    /// A scalar could make the text differ from its NFC form.
    case notNormalised(UInt32)
    /// A value starts or ends with a space.
    case outerSpace
    /// Two spaces of a free text stand side by side.
    case repeatedSpace
    /// A free text is longer than its limit, in Unicode scalars.
    case textTooLong(limit: Int)
    /// A text is empty, or is the `-` that stands for absence.
    case emptyText
    /// A text is no identifier.
    case identifier(String)
    /// A text is not a value of its kind.
    case malformedValue(kind: String, text: String, ErrorCause?)
    /// An extended private key stands where a public one belongs; it is never repeated.
    case privateKey(ErrorCause)
    /// A value is written in another form than the one allowed.
    case notCanonical(text: String, canonical: String)
    /// The satoshi form and the BTC form of an amount differ.
    case amountForms(text: String, canonical: String)
    /// A value lacks a word.
    case missingWord(kind: String)
    /// A value has words left over.
    case surplusWords(String)
    /// An entry of a sorted list does not come after the entry before it.
    case listOrder(entry: String)

    // The document as a whole.
    /// A key record contradicts itself.
    case keyRecord(KeyRecordError)
    /// A vault contradicts itself.
    case vault(VaultError)
    /// A case contradicts itself.
    case caseDocument(CaseDocumentError)
    /// A share, confirmation or refusal contradicts itself.
    case statement(StatementError)
    /// A record of another machine contradicts itself.
    case record(RecordError)
    /// A coin snapshot contradicts itself.
    case snapshot(SnapshotError)
    /// An order contradicts itself.
    case order(OrderError)
    /// A document that stops something, or lets it go on, contradicts itself.
    case stop(StopError)
}

extension DocumentError {
    package var code: String {
        switch self {
        case .tooLarge: "document.too-large"
        case .lineTooLong: "document.line-too-long"
        case .unterminatedLine: "document.unterminated-line"
        case .notUTF8: "document.not-utf8"
        case .malformedLine: "document.malformed-line"
        case .missingSeparator: "document.missing-separator"
        case .wrongType: "document.wrong-type"
        case .unknownVersion: "document.unknown-version"
        case .unknownField: "document.unknown-field"
        case .fieldOutOfOrder: "document.order"
        case .missingField: "document.missing-field"
        case .repeatedField: "document.repeated-field"
        case .text(_, let inner), .field(_, _, let inner), .signatureLine(_, let inner): inner.code
        case .notReproducible, .notCanonical: "document.not-canonical"
        case .signatureOrder: "document.signature-order"
        case .tooManySignatures: "document.too-many-signatures"
        case .highS: "document.high-s"
        case .forbiddenScalar: "document.forbidden-character"
        case .notNormalised: "document.not-normalised"
        case .outerSpace: "document.outer-space"
        case .repeatedSpace: "document.repeated-space"
        case .textTooLong: "document.text-too-long"
        case .emptyText: "document.empty-text"
        case .identifier: "document.identifier"
        case .malformedValue: "document.malformed-value"
        case .privateKey(let cause): cause.code
        case .amountForms: "document.amount-forms"
        case .missingWord: "document.missing-word"
        case .surplusWords: "document.surplus-words"
        case .listOrder: "document.list-order"
        case .keyRecord(let inner): inner.code
        case .vault(let inner): inner.code
        case .caseDocument(let inner): inner.code
        case .statement(let inner): inner.code
        case .record(let inner): inner.code
        case .snapshot(let inner): inner.code
        case .order(let inner): inner.code
        case .stop(let inner): inner.code
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let bytes): "\(bytes) bytes exceed the \(DocumentLimits.bytes) bytes of a document"
        case .lineTooLong(let line): "line \(line) is longer than \(DocumentLimits.lineBytes) bytes"
        case .unterminatedLine(let line): "line \(line) has no line end"
        case .notUTF8(let line): "line \(line) is not UTF-8"
        case .text(let line, let inner): "line \(line): \(inner.description)"
        case .malformedLine(let line): "line \(line) is not of the form \"field: value\""
        case .missingSeparator: "no empty line ends the fields"
        case .wrongType(let found, let expected):
            "the first line is \(Self.quoted(found)), expected \"\(expected)\""
        case .unknownVersion(let found): "the first line \(Self.quoted(found)) names an unknown version"
        case .unknownField(let name, let line): "line \(line): field \(Self.quoted(name)) does not belong here"
        case .fieldOutOfOrder(let name, let after, let line): "line \(line): field \(name) must stand before \(after)"
        case .missingField(let name, let line): "line \(line): field \(name) is missing"
        case .repeatedField(let name, let line): "line \(line): field \(name) stands twice"
        case .field(let name, let line, let inner): "line \(line), field \(name): \(inner.description)"
        case .notReproducible(let line): "line \(line): writing the document again gives other bytes"
        case .signatureLine(let line, let inner): "line \(line), signature: \(inner.description)"
        case .signatureOrder(let person): "the signature of \(person) does not come after the one before it"
        case .tooManySignatures: "more than \(DocumentLimits.signatures) signature lines"
        case .highS: "the signature's s is in the upper half of the group order"
        case .forbiddenScalar(let scalar): "\(Self.named(scalar)) is a character that no document may hold"
        case .notNormalised(let scalar): "\(Self.named(scalar)) may not stand alone in NFC text"
        case .outerSpace: "the value starts or ends with a space"
        case .repeatedSpace: "two spaces of the text stand side by side"
        case .textTooLong(let limit): "the text is longer than \(limit) characters"
        case .emptyText: "the text is empty or \"-\""
        case .identifier(let text): "\(Self.quoted(text)) is no identifier of 1 to 32 characters a-z, 0-9 and -"
        case .malformedValue(let kind, let text, let cause):
            "\(Self.quoted(text)) is not \(kind)" + (cause.map { ": \($0.description)" } ?? "")
        case .privateKey(let cause): cause.description
        case .notCanonical(let text, let canonical):
            "\(Self.quoted(text)) must be written \(Self.quoted(canonical))"
        case .amountForms(let text, let canonical):
            "\(Self.quoted(text)) gives two different amounts, satoshi mean \(Self.quoted(canonical))"
        case .missingWord(let kind): "\(kind) is missing"
        case .surplusWords(let text): "\(Self.quoted(text)) is left over"
        case .listOrder(let entry): "\(Self.quoted(entry)) does not come after the entry before it"
        case .keyRecord(let inner): inner.description
        case .vault(let inner): inner.description
        case .caseDocument(let inner): inner.description
        case .statement(let inner): inner.description
        case .record(let inner): inner.description
        case .snapshot(let inner): inner.description
        case .order(let inner): inner.description
        case .stop(let inner): inner.description
        }
    }

    package var remedy: String? {
        switch self {
        case .unknownVersion: "use a newer release of Rensho to read this file"
        case .wrongType: "pass the file to the command that takes this type of document"
        case .privateKey: "treat the key as disclosed; give the extended public key instead"
        case .identifier: "an identifier is lower case and starts with a letter or digit"
        case .field(_, _, let inner), .signatureLine(_, let inner): inner.remedy
        default: nil
        }
    }

    /// A text of the file in quotation marks: printable ASCII as it stands, the rest by number, and cut when long. What
    /// holds a private key, in whichever field somebody pasted it, is not repeated.
    static func quoted(_ text: String) -> String {
        guard !PrivateKeyScan.findsKey(in: text) else { return "(a private key)" }
        var printed = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == DocumentLimits.quotedCharacters { return "\"\(printed)…\"" }
            if scalar.value >= 0x20 && scalar.value < 0x7f {
                printed.unicodeScalars.append(scalar)
            } else {
                printed += "<\(named(scalar.value))>"
            }
        }
        return "\"\(printed)\""
    }

    private static func named(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
