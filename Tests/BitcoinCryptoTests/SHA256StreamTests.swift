import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("A SHA-256 in the making")
struct SHA256StreamTests {
    @Test("gives the hash of the whole, however it is cut")
    func cuts() {
        var random = SeededGenerator(seed: 24)
        for count in 0..<300 {
            let bytes = random.bytes(count)
            var stream = SHA256.Stream()
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 0...70, using: &random))
                if Bool.random(using: &random) { stream.update(part) } else { stream.update(Array(part)) }
                rest = rest.dropFirst(part.count)
            }
            #expect(stream.finish() == SHA256.hash(bytes))
        }
    }

    @Test("is a value: a copy goes on by itself, and finishing does not end it")
    func copies() throws {
        var stream = SHA256.Stream()
        stream.update([1, 2, 3])
        var copy = stream
        copy.update([4])
        #expect(stream.finish() == SHA256.hash([1, 2, 3]))
        #expect(stream.finish() == SHA256.hash([1, 2, 3]))
        #expect(copy.finish() == SHA256.hash([1, 2, 3, 4]))
        stream.update(try Bytes32(0..<32))
        #expect(stream.finish() == SHA256.hash([1, 2, 3] + Array(0..<32)))
    }

    @Test("has taken a tag before a tagged hash's message comes in parts")
    func tagged() {
        var stream = TaggedHash.stream(tag: "rensho/test")
        stream.update([1])
        stream.update([2])
        #expect(stream.finish() == TaggedHash.hash(tag: "rensho/test", [1, 2]))
        #expect(TaggedHash.hash(tag: "rensho/test", []) != TaggedHash.hash(tag: "rensho/test2", []))
    }
}
