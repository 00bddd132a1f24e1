package import BitcoinPrimitives

/// One key of a vault and the custodian who holds it.
package struct Cosigner: Hashable, Sendable {
    /// The custodian.
    package let person: Identifier
    /// When this cosigner's signatures leave his machine.
    package let release: ReleaseRule
    /// Where the key stands below its master key.
    package let origin: KeyOrigin
    /// The key that the vault's scripts are derived from.
    package let xpub: ExtendedPublicKey

    /// Takes one cosigner.
    package init(person: Identifier, release: ReleaseRule, origin: KeyOrigin, xpub: ExtendedPublicKey) {
        self.person = person
        self.release = release
        self.origin = origin
        self.xpub = xpub
    }
}

extension Cosigner: DocumentValue {
    package static var documentKind: String { "a cosigner" }

    package var documentText: String {
        [person.documentText, release.documentText, origin.documentText, xpub.documentText].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(
            person: try words.next(), release: try words.next(), origin: try words.next(), xpub: try words.next())
        try words.finish()
    }
}
