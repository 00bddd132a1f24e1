package import BitcoinCrypto
package import ByteCoding

/// Why a document does not carry the signature that it needs.
package enum SignatureProblem: CodedError, Hashable {
    /// There is no signature line of this person.
    case unsigned(person: Identifier)
    /// A signature line is by somebody who has no part in this document.
    case otherSigner(found: Identifier, expected: Identifier)
    /// The signature line names another identity key than the one known for this person.
    case otherKey(person: Identifier, found: PublicKey, expected: PublicKey)
    /// The signature is not this key's signature of this document.
    case invalid(person: Identifier)

    package var code: String {
        switch self {
        case .unsigned: "signature.missing"
        case .otherSigner: "signature.other-signer"
        case .otherKey: "signature.other-key"
        case .invalid: "signature.invalid"
        }
    }

    package var description: String {
        switch self {
        case .unsigned(let person): "the signature of \(person) is missing"
        case .otherSigner(let found, let expected): "signed by \(found), expected only \(expected)"
        case .otherKey(let person, let found, let expected):
            "\(person) signed with identity key \(found.hex), expected \(expected.hex)"
        case .invalid(let person): "the signature of \(person) does not fit this document"
        }
    }
}

extension Document {
    /// The digest that a signer signs.
    package var signingDigest: Bytes32 { digest }

    /// Checks that exactly this person signed, with this key, and nobody else.
    package func checkSoleSignature(
        of person: Identifier, with identityKey: PublicKey, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(SignatureProblem) {
        if let other = signatures.first(where: { $0.person != person }) {
            throw .otherSigner(found: other.person, expected: person)
        }
        try checkSignature(of: person, with: identityKey, verifier: verifier)
    }

    /// Checks that this person signed with this key; other signatures are not looked at.
    package func checkSignature(
        of person: Identifier, with identityKey: PublicKey, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(SignatureProblem) {
        guard let line = signatures.first(where: { $0.person == person }) else { throw .unsigned(person: person) }
        guard line.identityKey == identityKey else {
            throw .otherKey(person: person, found: line.identityKey, expected: identityKey)
        }
        let check = SignatureCheck(publicKey: identityKey.encoded, digest: digest, signature: line.signature)
        guard verifier.verify([check]) == [true] else { throw .invalid(person: person) }
    }
}
