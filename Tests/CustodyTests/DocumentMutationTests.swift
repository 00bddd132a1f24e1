import BitcoinCrypto
import BitcoinPrimitives
import Custody
import TestSupport
import Testing

@Suite("Mutated documents")
struct DocumentMutationTests {
    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    private static let count = 300

    @Test("never trap, and never parse to another body under a valid signature")
    func mutations() throws {
        let vault = try custody.bob.signed(custody.vault())
        let document = try custody.caseParts(vault).document()
        let share = try custody.share(custody.bob, of: document)
        let bob = custody.bob
        var random = SeededGenerator(seed: 20_261_121)
        var parsed = 0
        parsed += try mutate(try bob.signed(Document(body: bob.keyRecord())), &random)
        parsed += try mutate(vault, &random)
        parsed += try mutate(try custody.acknowledgement(bob, of: vault), &random)
        parsed += try mutate(try bob.signed(document), &random)
        parsed += try mutate(share, &random)
        parsed += try mutate(try custody.confirmation(bob, of: document, seeing: [share]), &random)
        parsed += try mutate(try custody.refusal(bob, of: document), &random)
        // Some mutations hit hashes and stay documents: without them the test would show nothing.
        #expect(parsed > 50)
    }

    private func mutate<Body>(_ document: Document<Body>, _ random: inout SeededGenerator) throws -> Int {
        let golden = document.encoded
        var parsed = 0
        for _ in 0..<Self.count {
            let bytes = Self.mutated(golden, &random)
            guard bytes != golden, let found = try? Document<Body>(parsing: bytes) else { continue }
            parsed += 1
            #expect(found.encoded == bytes)
            do throws(SignatureProblem) {
                try found.checkSoleSignature(of: custody.bob.id, with: custody.bob.identityKey)
                Issue.record("a mutated \(Body.typeName) carries a valid signature")
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        return parsed
    }

    /// One to three edits: a byte changed, removed, doubled or put in, a hex digit turned, a line moved, a cut.
    private static func mutated(_ golden: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = golden
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            case 3: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
            case 4, 5:
                let digits = Array("0123456789abcdef".utf8)
                if digits.contains(bytes[place]) {
                    bytes[place] = digits[Int.random(in: 0..<16, using: &random)]
                }
            default:
                var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
                lines.swapAt(
                    Int.random(in: lines.indices, using: &random), Int.random(in: lines.indices, using: &random))
                bytes = Array(lines.joined(separator: [10]))
            }
        }
        if Int.random(in: 0..<20, using: &random) == 0 {
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
        }
        return bytes
    }
}
