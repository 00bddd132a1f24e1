import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Testing

@Suite("Values and their only text")
struct ValueTests {
    @Test("takes identifiers", arguments: ["a", "alice", "0", "a-", "vault-2", String(repeating: "z", count: 32)])
    func identifiers(_ text: String) throws {
        #expect(try Identifier(text).description == text)
    }

    @Test(
        "refuses other texts as identifiers",
        arguments: ["", "-", "-a", "A", "a b", "a_b", "ä", "a/b", "..", String(repeating: "z", count: 33)])
    func noIdentifiers(_ text: String) {
        #expect(throws: DocumentError.identifier(text)) { try Identifier(text) }
    }

    @Test("orders identifiers by their bytes")
    func identifierOrder() throws {
        let sorted = try ["-", "0", "a", "a-b", "a0", "aa", "b"].dropFirst().map { try Identifier($0) }
        #expect(sorted.shuffled().sorted() == sorted)
    }

    @Test("takes days that exist", arguments: ["2026-11-21", "2024-02-29", "2000-02-29", "2000-01-01", "9999-12-31"])
    func dates(_ text: String) throws {
        #expect(try CalendarDate(documentText: text).documentText == text)
    }

    @Test(
        "refuses days that do not exist",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00", "1999-12-31",
            "10000-01-01", "2026-11", "2026-11-21-1", "x-01-01", "2026-1a-01", "",
        ])
    func noDates(_ text: String) throws {
        let error = try #require(throws: DocumentError.self) { try CalendarDate(documentText: text) }
        #expect(error.code == "document.malformed-value")
    }

    @Test("orders days")
    func dateOrder() throws {
        let days = try ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map {
            try CalendarDate(documentText: $0)
        }
        #expect(days.reversed().sorted() == days)
    }

    struct Line: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let error: DocumentError?
        var testDescription: String { "\(name): \(text)" }
    }

    static let amounts: [Line] = [
        Line(name: "amount", text: "250000000 sat (2.50000000 BTC)", error: nil),
        Line(name: "zero", text: "0 sat (0.00000000 BTC)", error: nil),
        Line(name: "all coins", text: "2100000000000000 sat (21000000.00000000 BTC)", error: nil),
        Line(
            name: "two amounts", text: "250000000 sat (2.50000001 BTC)",
            error: .amountForms(
                text: "250000000 sat (2.50000001 BTC)", canonical: "250000000 sat (2.50000000 BTC)")),
        Line(
            name: "short form", text: "250000000 sat (2.5 BTC)",
            error: .amountForms(text: "250000000 sat (2.5 BTC)", canonical: "250000000 sat (2.50000000 BTC)")),
        Line(
            name: "leading zero", text: "0250000000 sat (2.50000000 BTC)",
            error: .notCanonical(
                text: "0250000000 sat (2.50000000 BTC)", canonical: "250000000 sat (2.50000000 BTC)")),
        Line(
            name: "no BTC", text: "250000000 sat",
            error: .malformedValue(kind: "an amount", text: "250000000 sat", nil)),
        Line(
            name: "other unit", text: "250000000 sats (2.50000000 BTC)",
            error: .malformedValue(kind: "an amount", text: "250000000 sats (2.50000000 BTC)", nil)),
    ]

    @Test("takes amounts whose two forms agree", arguments: amounts)
    func amount(_ line: Line) throws {
        let text = DocumentTests.text.replacing("150000000 sat (1.50000000 BTC)", with: line.text)
        if let error = line.error {
            #expect(throws: DocumentError.field("limit", line: 7, error)) {
                try Document<Note>(parsing: Array(text.utf8))
            }
        } else {
            #expect(try Document<Note>(parsing: Array(text.utf8)).encoded == Array(text.utf8))
        }
    }

    @Test("refuses more coins than there can be")
    func tooMuch() throws {
        let error = try #require(throws: DocumentError.self) {
            try Amount(documentText: "2100000000000001 sat (21000000.00000001 BTC)")
        }
        #expect(error.code == "document.malformed-value")
    }

    @Test("takes a day or a height as a bound", arguments: ["2026-11-21", "height 0", "height 499999999"])
    func bounds(_ text: String) throws {
        #expect(try ValidityBound(documentText: text).documentText == text)
    }

    @Test("refuses other bounds", arguments: ["height 500000000", "height", "height -1", "HEIGHT 3", "900000", "-"])
    func noBounds(_ text: String) {
        #expect(throws: DocumentError.self) { try ValidityBound(documentText: text) }
    }

    @Test("names a case by 16 bytes and its files by the first four")
    func caseID() throws {
        let id = try CaseID(documentText: "00112233445566778899aabbccddeeff")
        #expect(id.short == "00112233")
        #expect(id.description == "00112233445566778899aabbccddeeff")
        #expect(throws: DocumentError.self) { try CaseID(documentText: "00112233445566778899aabbccddee") }
        #expect(throws: ByteCodingError.wrongLength(expected: 16, actual: 15)) {
            try CaseID([UInt8](repeating: 0, count: 15))
        }
        let alice = try Identifier("alice")
        #expect(CaseFileName.proposal(id) == "00112233.proposal.psbt")
        #expect(CaseFileName.signed(id, by: alice) == "00112233.alice.signed.psbt")
        #expect(CaseFileName.redisplay(id) == "00112233.confirm.psbt")
        #expect(CaseFileName.confirmation(id, by: alice) == "00112233.alice.confirmation")
        #expect(CaseFileName.refusal(id, by: alice) == "00112233.alice.refusal")
        #expect(CaseFileName.transaction(id) == "00112233.tx")
        #expect(CaseFileName.keyRecord(of: alice) == "alice.key-record")
        let custody = try TestCustody.shared.get()
        let vault = try custody.vault().body
        #expect(CaseFileName.vault(vault) == "cold.vault")
        #expect(CaseFileName.acknowledgement(of: vault, by: alice) == "cold.alice.acknowledgement")
        var parts = try custody.vaultParts()
        parts.version = 2
        parts.previous = TestCustody.hash(1)
        let next = try parts.vault()
        #expect(CaseFileName.vault(next) == "cold.v2.vault")
        #expect(CaseFileName.vault(next, signedBy: alice) == "cold.v2.alice.vault")
        #expect(CaseFileName.acknowledgement(of: next, by: alice) == "cold.v2.alice.acknowledgement")
    }

    @Test("never repeats what was pasted in the place of an extended public key")
    func pastedPrivateKey() throws {
        // BIP-32 test vector 1, chain m.
        let pasted =
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
        let error = try #require(throws: DocumentError.self) { try ExtendedPublicKey(documentText: pasted) }
        #expect(!error.description.contains("xprv9s"))
    }
}
