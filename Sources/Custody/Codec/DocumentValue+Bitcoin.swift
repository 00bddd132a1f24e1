package import BitcoinPrimitives
import ByteCoding
package import Descriptors

extension Amount: DocumentValue {
    package static var documentKind: String { "an amount" }

    /// `250000000 sat (2.50000000 BTC)` is four words.
    package static var documentWordCount: Int { 4 }

    package var documentText: String { "\(sat) sat (\(btcText) BTC)" }

    package init(documentText: String) throws(DocumentError) {
        let words = documentText.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == Self.documentWordCount, words[1] == "sat", words[2].first == "(", words[3] == "BTC)",
            let sat = UInt64(words[0])
        else { throw .malformedValue(kind: Self.documentKind, text: documentText, nil) }
        do {
            try self.init(sat: sat)
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        }
        guard words[2].dropFirst() == btcText else {
            throw .amountForms(text: documentText, canonical: self.documentText)
        }
    }
}

extension Txid: DocumentValue {
    package static var documentKind: String { "a transaction id" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        do {
            try self.init(parsing: documentText)
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        }
    }
}

extension OutPoint: DocumentValue {
    package static var documentKind: String { "an outpoint \"txid:vout\"" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        let parts = documentText.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let vout = UInt32(parts[1]) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        self.init(txid: try Txid(documentText: String(parts[0])), vout: vout)
    }
}

extension Script: DocumentValue {
    package static var documentKind: String { "a script in hex" }

    /// An empty script is written `-`.
    package var documentText: String { bytes.isEmpty ? DocumentField.absent : hex }

    package init(documentText: String) throws(DocumentError) {
        if documentText == DocumentField.absent {
            self.init([])
            return
        }
        do {
            self.init(try Hex.decode(documentText))
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        }
    }
}

extension KeyOrigin: DocumentValue {
    package static var documentKind: String { "a key origin" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        do {
            try self.init(parsing: documentText)
        } catch {
            throw .malformedValue(kind: Self.documentKind, text: documentText, ErrorCause(error))
        }
    }
}

extension ExtendedPublicKey: DocumentValue {
    package static var documentKind: String { "an extended public key" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        do {
            try self.init(parsing: documentText)
        } catch {
            switch error {
            case .privateKey, .privateKeyUnderPublicVersion: throw .privateKey(ErrorCause(error))
            default: break
            }
            // The text is not repeated: it may be a private key that somebody pasted.
            throw .malformedValue(kind: Self.documentKind, text: "(key)", ErrorCause(error))
        }
    }
}

extension ScriptPosition: DocumentValue {
    package static var documentKind: String { "a position \"branch/index\"" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        let parts = documentText.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let branch = UInt32(parts[0]), let index = UInt32(parts[1]) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        self.init(branch: branch, index: index)
    }
}
