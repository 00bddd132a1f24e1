import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Signatures under a document")
struct DocumentSignatureTests {
    let custody: TestCustody
    let note: Document<Note>

    init() throws {
        custody = try TestCustody.shared.get()
        note = Document(body: Note(title: try PersonName("to sign")))
    }

    @Test("stand sorted by person, whatever the order of signing, and are not part of the digest")
    func sorted() throws {
        let one = try custody.alice.signed(custody.bob.signed(note))
        let other = try custody.bob.signed(custody.alice.signed(note))
        #expect(one == other)
        #expect(one.signatures.map(\.person) == [custody.alice.id, custody.bob.id])
        #expect(one.digest == note.digest)
        #expect(try Document<Note>(parsing: one.encoded) == one)
        #expect(try custody.alice.signed(one) == one)
    }

    @Test("verify against the key that is known for the person")
    func verifies() throws {
        let document = try custody.alice.signed(custody.bob.signed(note))
        try document.checkSignature(of: custody.alice.id, with: custody.alice.identityKey)
        try document.checkSignature(of: custody.bob.id, with: custody.bob.identityKey)
        let alone = try custody.alice.signed(note)
        try alone.checkSoleSignature(of: custody.alice.id, with: custody.alice.identityKey)
    }

    @Test("are refused when missing, by another person, with another key, or over another document")
    func refuses() throws {
        let alice = custody.alice
        let bob = custody.bob
        #expect(throws: SignatureProblem.unsigned(person: alice.id)) {
            try note.checkSoleSignature(of: alice.id, with: alice.identityKey)
        }
        let both = try alice.signed(bob.signed(note))
        #expect(throws: SignatureProblem.otherSigner(found: bob.id, expected: alice.id)) {
            try both.checkSoleSignature(of: alice.id, with: alice.identityKey)
        }
        let borrowedName = try bob.signed(note, as: alice.id)
        #expect(
            throws: SignatureProblem.otherKey(person: alice.id, found: bob.identityKey, expected: alice.identityKey)
        ) {
            try borrowedName.checkSoleSignature(of: alice.id, with: alice.identityKey)
        }
        var forged = note
        forged.add(
            DocumentSignature(
                person: alice.id, identityKey: alice.identityKey, signature: try bob.sign(note.digest)))
        #expect(throws: SignatureProblem.invalid(person: alice.id)) {
            try forged.checkSoleSignature(of: alice.id, with: alice.identityKey)
        }
        let elsewhere = try alice.signed(Document(body: Note(network: .testnet4, title: note.body.title)))
        var moved = note
        moved.add(try #require(elsewhere.signatures.first))
        #expect(throws: SignatureProblem.invalid(person: alice.id)) {
            try moved.checkSoleSignature(of: alice.id, with: alice.identityKey)
        }
    }

    @Test("are refused in another order, twice, or malformed")
    func lines() throws {
        let alice = try #require(try custody.alice.signed(note).signatures.first)
        let bob = try #require(try custody.bob.signed(note).signatures.first)
        let lines = (
            "-- alice \(alice.identityKey.hex) \(Base64.encode(alice.signature.compact))",
            "-- bob \(bob.identityKey.hex) \(Base64.encode(bob.signature.compact))"
        )
        #expect(try parse([lines.0, lines.1]).signatures == [alice, bob])
        #expect(throws: located(8, .signatureOrder(person: "alice"))) { try parse([lines.1, lines.0]) }
        #expect(throws: located(8, .signatureOrder(person: "alice"))) { try parse([lines.0, lines.0]) }
        let line = lines.0
        let malformed: [(String, String)] = [
            ("document.malformed-value", String(line.dropFirst(3))),
            ("document.malformed-value", line.replacing("-- ", with: "--\u{3000}")),
            ("document.identifier", line.replacing("alice", with: "Alice")),
            ("document.identifier", line.replacing("-- ", with: "--  ")),
            ("document.not-canonical", line.replacing(alice.identityKey.hex, with: alice.identityKey.hex.uppercased())),
            (
                "document.malformed-value",
                line.replacing(alice.identityKey.hex, with: alice.identityKey.hex.dropLast(2))
            ),
            ("document.malformed-value", line.replacing("==", with: "=")),
            ("document.malformed-value", String(line.dropLast(4))),
            ("document.missing-word", "-- alice \(alice.identityKey.hex)"),
            ("document.surplus-words", line + " x"), ("document.surplus-words", line + " "),
        ]
        for (code, text) in malformed {
            let error = try #require(throws: DocumentError.self) { try parse([text]) }
            #expect(error.code == code, "\(text)")
        }
    }

    @Test("are refused with s in the upper half, so that one approval has one signature")
    func highS() throws {
        let low = try #require(try custody.alice.signed(note).signatures.first)
        let high = try ECDSASignature(compact: Self.negated(low.signature.compact))
        #expect(!high.hasLowS)
        let line = "-- alice \(low.identityKey.hex) \(Base64.encode(high.compact))"
        #expect(throws: located(7, .highS)) { try parse([line]) }
        var document = note
        document.add(DocumentSignature(person: low.person, identityKey: low.identityKey, signature: high))
        #expect(throws: SignatureProblem.invalid(person: low.person)) {
            try document.checkSoleSignature(of: low.person, with: low.identityKey)
        }
    }

    private func parse(_ lines: [String]) throws(DocumentError) -> Document<Note> {
        try Document<Note>(parsing: note.encoded + Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    private func located(_ line: Int, _ error: DocumentError) -> DocumentError {
        .signatureLine(line: line, error)
    }

    /// The signature with n − s in place of s.
    private static func negated(_ compact: [UInt8]) throws -> [UInt8] {
        let order = try Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        var result = Array(compact.prefix(32))
        var borrow = 0
        var difference: [UInt8] = []
        for (digit, s) in zip(order, compact.suffix(32)).reversed() {
            let value = Int(digit) - Int(s) - borrow
            borrow = value < 0 ? 1 : 0
            difference.append(UInt8(value & 255))
        }
        result += difference.reversed()
        return result
    }
}
