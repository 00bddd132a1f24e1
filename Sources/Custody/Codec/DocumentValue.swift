package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// A value with exactly one text in a document.
package protocol DocumentValue: Sendable {
    /// What an error calls a value of this kind, with its article.
    static var documentKind: String { get }

    /// The number of words in the text when it stands inside a longer value.
    static var documentWordCount: Int { get }

    /// The only text of this value.
    var documentText: String { get }

    /// Reads the value; the reader compares ``documentText`` afterwards, so other spellings need no check here.
    init(documentText: String) throws(DocumentError)
}

extension DocumentValue {
    package static var documentWordCount: Int { 1 }

    /// Reads the value from its only text.
    static func exactly(_ text: String) throws(DocumentError) -> Self {
        let value = try Self(documentText: text)
        let canonical = value.documentText
        // Bytes are compared: `==` on strings takes canonically equivalent texts for equal.
        guard canonical.utf8.elementsEqual(text.utf8) else { throw .notCanonical(text: text, canonical: canonical) }
        return value
    }
}

/// A value that is one of a few words.
package protocol DocumentKeyword: DocumentValue, RawRepresentable where RawValue == String {}

extension DocumentKeyword {
    package var documentText: String { rawValue }

    package init(documentText: String) throws(DocumentError) {
        guard let value = Self(rawValue: documentText) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        self = value
    }
}

extension Network: DocumentKeyword {
    package static var documentKind: String { "a network" }
}

extension MultisigDescriptor.ScriptType: DocumentKeyword {
    package static var documentKind: String { "a script type" }
}

/// A whole number in decimal.
package protocol DocumentNumber: DocumentValue, FixedWidthInteger {}

extension DocumentNumber {
    package static var documentKind: String { "a whole number" }

    package var documentText: String { String(self) }

    package init(documentText: String) throws(DocumentError) {
        guard let value = Self(documentText, radix: 10) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        self = value
    }
}

extension UInt32: DocumentNumber {}
extension UInt64: DocumentNumber {}
extension Int: DocumentNumber {}

extension Bool: DocumentValue {
    package static var documentKind: String { "yes or no" }

    package var documentText: String { self ? "yes" : "no" }

    package init(documentText: String) throws(DocumentError) {
        switch documentText {
        case "yes": self = true
        case "no": self = false
        default: throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
    }
}

extension Bytes32: DocumentValue {
    package static var documentKind: String { "a hash of 32 bytes in hex" }

    package var documentText: String { hex }

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

extension PublicKey: DocumentValue {
    package static var documentKind: String { "a compressed public key in hex" }

    package var documentText: String { hex }

    package init(documentText: String) throws(DocumentError) {
        do {
            try self.init(Hex.decode(documentText))
        } catch let error as HexError {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        } catch let error as PublicKeyError {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
    }
}

extension ECDSASignature: DocumentValue {
    package static var documentKind: String { "a signature of 64 bytes in base64" }

    package var documentText: String { Base64.encode(compact) }

    package init(documentText: String) throws(DocumentError) {
        do {
            try self.init(compact: Base64.decode(documentText))
        } catch let error as Base64Error {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        } catch let error as SignatureError {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        // BIP-146 LOW_S: of the two signatures for one approval only one may ever stand in a document.
        guard hasLowS else { throw .highS }
    }
}
