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
        try check(golden.freeze)
        try check(golden.lift)
        try check(golden.veto)
        try check(golden.countersign)
        try check(golden.excuse)
        try check(golden.override)
    }

    @Test("the example of a record is read, written again and signed")
    func record() throws {
        let document = try example(MachineRecord.self)
        #expect(try VerifiedRecord(document, about: custody.alice.id, in: golden.vault).document == document)
    }

    @Test("the examples of an order and its approval are read, written again and signed")
    func order() throws {
        let order = try example(Order.self)
        let approval = try example(OrderApproval.self)
        #expect(order.body.founding == golden.vault.digest)
        #expect(approval.body.order == order.digest)
        #expect(approval.body.orderName == order.body.name)
        try order.checkSoleSignature(of: order.body.requester, with: custody.dave.identityKey)
        try approval.checkSoleSignature(of: custody.bob.id, with: custody.bob.identityKey)
    }

    @Test("show the words of digests and keys")
    func words() throws {
        let examples = [
            try DigestWords.caseWords(golden.caseDocument.digest), try DigestWords.vaultWords(golden.vault.digest),
            try DigestWords.identityWords(custody.alice.identityKey),
        ]
        for words in examples { #expect(page.contains("| \(words.joined(separator: " ")) |")) }
    }

    /// The example of a type, which writes as it reads.
    private func example<Body>(_ type: Body.Type) throws -> Document<Body> {
        let bytes = try exampleBytes(type)
        let document = try Document<Body>(parsing: bytes)
        #expect(document.encoded == bytes)
        return document
    }

    private func exampleBytes<Body: DocumentBody>(_ type: Body.Type) throws -> [UInt8] {
        let example = try #require(page.firstRange(of: "```\nrensho/\(type.typeName)/v1\n"))
        let rest = page[page.index(example.lowerBound, offsetBy: 4)...]
        return Array(rest[..<(try #require(rest.firstRange(of: "```"))).lowerBound].utf8)
    }

    private func check<Body>(_ document: Document<Body>) throws {
        let bytes = try exampleBytes(Body.self)
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: document.encoded, as: UTF8.self))
        #expect(try Document<Body>(parsing: bytes) == document)
        #expect(page.contains("| \(Body.typeName) | `\(document.digest.hex)` |"))
    }
}
