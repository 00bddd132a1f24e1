package import BitcoinCrypto

/// One signature line: `-- <person> <identity key> <signature>`.
package struct DocumentSignature: Hashable, Sendable {
    private static let mark = "-- "

    /// Who signed.
    package let person: Identifier
    /// The key that the signer says is his; only the vault decides.
    package let identityKey: PublicKey
    /// The signature of the document's digest.
    package let signature: ECDSASignature

    /// Puts a signature beside its signer.
    package init(person: Identifier, identityKey: PublicKey, signature: ECDSASignature) {
        self.person = person
        self.identityKey = identityKey
        self.signature = signature
    }

    /// Reads a signature line without its line end.
    init(line: String) throws(DocumentError) {
        guard line.utf8.starts(with: Self.mark.utf8) else {
            throw .malformedValue(kind: "a signature line", text: line, nil)
        }
        var words = ValueWords(String(Substring(line.utf8.dropFirst(Self.mark.utf8.count))))
        self.init(person: try words.next(), identityKey: try words.next(), signature: try words.next())
        try words.finish()
    }

    /// The signature line without its line end.
    var line: String {
        Self.mark + [person.documentText, identityKey.documentText, signature.documentText].joined(separator: " ")
    }
}
