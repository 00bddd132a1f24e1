import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// The examples in `Docs/formats.md`; their digests, signatures and words were also computed once with an independent
/// implementation in Python.
@Suite("The examples of the format's description")
struct GoldenDocumentsTests {
    let custody: TestCustody
    let golden: GoldenDocuments
    let page: String

    init() throws {
        custody = try TestCustody.shared.get()
        golden = try GoldenDocuments(custody)
        let url = VectorStore.root.deletingLastPathComponent().appendingPathComponent("Docs/formats.md")
        page = try String(contentsOf: url, encoding: .utf8)
    }

    @Test("are byte for byte what the program writes and reads")
    func documents() throws {
        try check(golden.keyRecord)
        try check(golden.vault)
        try check(golden.acknowledgement)
        try check(golden.caseDocument)
        try check(golden.share)
        try check(golden.confirmation)
        try check(golden.refusal)
        try check(golden.release)
    }

    @Test("the example of a record is read, written again and signed")
    func record() throws {
        let example = try #require(page.firstRange(of: "```\nrensho/record/v1\n"))
        let rest = page[page.index(example.lowerBound, offsetBy: 4)...]
        let bytes = Array(rest[..<(try #require(rest.firstRange(of: "```"))).lowerBound].utf8)
        let document = try Document<MachineRecord>(parsing: bytes)
        #expect(document.encoded == bytes)
        #expect(try VerifiedRecord(document, about: custody.alice.id, in: golden.vault).document == document)
    }

    @Test("show the words of digests and keys")
    func words() throws {
        let examples = [
            try DigestWords.caseWords(golden.caseDocument.digest), try DigestWords.vaultWords(golden.vault.digest),
            try DigestWords.identityWords(custody.alice.identityKey),
        ]
        for words in examples { #expect(page.contains("| \(words.joined(separator: " ")) |")) }
    }

    private func check<Body>(_ document: Document<Body>) throws {
        let example = try #require(page.firstRange(of: "```\nrensho/\(Body.typeName)/v1\n"))
        let rest = page[page.index(example.lowerBound, offsetBy: 4)...]
        let end = try #require(rest.firstRange(of: "```"))
        let bytes = Array(rest[..<end.lowerBound].utf8)
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: document.encoded, as: UTF8.self))
        #expect(try Document<Body>(parsing: bytes) == document)
        #expect(page.contains("| \(Body.typeName) | `\(document.digest.hex)` |"))
    }
}
