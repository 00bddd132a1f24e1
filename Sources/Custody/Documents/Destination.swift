package import BitcoinPrimitives
package import ByteCoding

/// An entry of a vault's address book, as it stands in the document: an address that may be paid, whose it is, and on
/// which conditions.
///
/// The text names no network; ``AddressBook`` reads the address on the vault's.
package struct Destination: Hashable, Sendable {
    /// The entry's identifier.
    package let id: Identifier
    /// Whose address it is.
    package let destinationClass: DestinationClass
    /// The address.
    package let address: AddressText
    /// The first day on which it may be paid: the time until then lets somebody notice an entry that should not be there.
    package let firstUse: CalendarDate
    /// The last day on which it may be paid, where there is one.
    package let expiry: CalendarDate?
    /// The most that one payment may bring to it, where there is a bound.
    package let cap: Amount?
    /// How it was proven that the address is the recipient's, where it was.
    package let proof: DestinationProof?
    /// The recipient's name as people write it.
    package let name: DestinationName

    /// Takes one entry.
    package init(
        id: Identifier, destinationClass: DestinationClass, address: AddressText, firstUse: CalendarDate,
        expiry: CalendarDate? = nil, cap: Amount? = nil, proof: DestinationProof? = nil, name: DestinationName
    ) {
        self.id = id
        self.destinationClass = destinationClass
        self.address = address
        self.firstUse = firstUse
        self.expiry = expiry
        self.cap = cap
        self.proof = proof
        self.name = name
    }
}

extension Destination: DocumentValue {
    package static var documentKind: String { "an entry of an address book" }

    package var documentText: String {
        [
            id.documentText, destinationClass.documentText, address.documentText, firstUse.documentText,
            expiry?.documentText ?? DocumentField.absent, cap?.documentText ?? DocumentField.absent,
            proof?.documentText ?? DocumentField.absent, name.documentText,
        ].joined(separator: " ")
    }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(
            id: try words.next(), destinationClass: try words.next(), address: try words.next(),
            firstUse: try words.next(), expiry: try words.nextOptional(), cap: try words.nextOptional(),
            proof: try words.nextOptional(), name: try words.rest())
    }
}

/// How an address was proven, and the document that shows it.
package struct DestinationProof: Hashable, Sendable {
    /// The kind of proof.
    package let kind: ProofKind
    /// The SHA-256 of the document that the organisation keeps.
    package let document: Bytes32

    /// Names a proof.
    package init(kind: ProofKind, document: Bytes32) {
        self.kind = kind
        self.document = document
    }
}

extension DestinationProof: DocumentValue {
    package static var documentKind: String { "a proof and the SHA-256 of its document" }

    /// `message` and the hash are two words.
    package static var documentWordCount: Int { 2 }

    package var documentText: String { "\(kind.documentText) \(document.documentText)" }

    package init(documentText: String) throws(DocumentError) {
        var words = ValueWords(documentText)
        self.init(kind: try words.next(), document: try words.next())
        try words.finish()
    }
}

/// The canonical text of an address of some network; the vault says of which.
package struct AddressText: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes the text of an address.
    package init(_ address: Address) {
        description = address.text
    }

    /// The address on a network.
    package func address(on network: Network) throws(AddressError) -> Address {
        try Address(parsing: description, network: network)
    }

    /// The networks that the address belongs to, at least one.
    package var networks: [Network] {
        Network.allCases.filter { (try? address(on: $0)) != nil }
    }
}

extension AddressText: DocumentValue {
    package static var documentKind: String { "an address" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        self.init(try Self.address(documentText))
    }

    private static func address(_ text: String) throws(DocumentError) -> Address {
        var cause: AddressError?
        for network in Network.allCases {
            do throws(AddressError) {
                return try Address(parsing: text, network: network)
            } catch {
                // That it is of another network is said only when it is of none.
                if case .wrongNetwork = error { continue }
                cause = error
            }
        }
        throw .malformedValue(kind: documentKind, text: text, cause.map { ErrorCause($0) })
    }
}
