import ByteCoding
import CommandSupport
import Glibc
import ScreenText
import Testing

@Suite("Text for people")
struct TextTests {
    @Test(
        "escapes everything but printable ASCII in names",
        arguments: [
            ("plain name.psbt", "plain name.psbt"), ("a\nb", "a\\u{a}b"), ("\u{9b}31m", "\\u{9b}31m"),
            ("раypal", "\\u{440}\\u{430}ypal"), ("a\u{200b}b", "a\\u{200b}b"),
        ])
    func escapesNames(text: String, shown: String) {
        #expect(HostileText.escape(text) == shown)
    }

    @Test(
        "keeps letters and escapes what cannot be seen in free text",
        arguments: [
            ("田中 花子", "田中 花子"), ("a\u{202e}b", "a\\u{202e}b"), ("e\u{301}", "e\\u{301}"), ("\u{3000}", "\u{3000}"),
            ("\u{a0}", "\\u{a0}"), ("\u{e000}", "\\u{e000}"), ("\r\n", "\\u{d}\\u{a}"),
        ])
    func escapesFreeText(text: String, shown: String) {
        #expect(HostileText.escapeInvisible(text) == shown)
    }

    @Test("folds long lines without losing anything")
    func folds() {
        #expect(DisplayWidth.fold("abc def ghi", to: 20) == ["abc def ghi"])
        #expect(DisplayWidth.fold("abc def ghi", to: 7) == ["abc def", "ghi"])
        #expect(DisplayWidth.fold("abcdefghij", to: 4) == ["abcd", "efgh", "ij"])
        #expect(DisplayWidth.fold("  abcdefgh", to: 6) == ["  abcd", "efgh"])
        #expect(DisplayWidth.columns(of: "連署a") == 5)
        #expect(DisplayWidth.fold("連署連署", to: 4) == ["連署", "連署"])
    }

    @Test(
        "counts symbols as two columns, so that no line is longer than it seems", arguments: ["⚠", "🚀", "■", "🀄", "⭐"])
    func symbols(text: String) {
        #expect(DisplayWidth.columns(of: text) == 2)
    }

    @Test("escapes what the parser of the command line quotes, and keeps its own lines")
    func escapesArguments() {
        let name = "a\nrensho: all is well\u{1b}[2J"
        #expect(
            CommandRunner.escaping("Unknown option '\(name)'\nUsage: rensho", arguments: ["rensho", name])
                == "Unknown option 'a\\u{a}rensho: all is well\\u{1b}[2J'\nUsage: rensho")
        #expect(
            CommandRunner.escaping("bad value '\(name)'", arguments: ["--fee=\(name)"])
                == "bad value 'a\\u{a}rensho: all is well\\u{1b}[2J'")
    }

    @Test("prints an error with its code and what to do")
    func printsErrors() {
        let failure = CommandFailure(program: "rensho", FileError.missing(path: "a.psbt"))
        #expect(
            failure.text == """
                rensho: error: a.psbt: there is no such file [file.missing]
                hint: Check the name, and that the stick is mounted.

                """)
        #expect(failure.exitStatus == .unreadable)
        #expect(
            CommandFailure(program: "rensho", ByteCodingError.trailingBytes(count: 1, offset: 4)).exitStatus
                == .malformed)
    }

    @Test(
        "compares secrets by every byte",
        arguments: [([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1, 2], [1], false)] as [([UInt8], [UInt8], Bool)]
    )
    func comparesSecrets(left: [UInt8], right: [UInt8], expected: Bool) {
        let left = TypedSecret(publicBytes: left)
        let right = TypedSecret(publicBytes: right)
        let areEqual = TypedSecret.areEqual(left, right)
        #expect(areEqual == expected)
    }

    @Test("gives each secret pages of its own, and never more than a line")
    func secretPages() {
        let pageSize = UInt(sysconf(Int32(_SC_PAGESIZE)))
        let first = TypedSecret(publicBytes: [1])
        var second = TypedSecret(publicBytes: [UInt8](repeating: 2, count: TypedSecret.capacity))
        let places = [Self.address(of: first), Self.address(of: second)]
        #expect(places.allSatisfy { $0 % pageSize == 0 })
        #expect(places[0] / pageSize != places[1] / pageSize)
        let isTaken = second.append(3)
        let count = second.count
        #expect(!isTaken && count == TypedSecret.capacity)
    }

    private static func address(of secret: borrowing TypedSecret) -> UInt {
        secret.withBytes { span in unsafe span.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
    }

    @Test("reads one line at a time from a descriptor and refuses an empty one")
    func readsDescriptor() throws {
        let ends = try PipeEnds(holding: Array("first\nsecond".utf8))
        let first = try DescriptorInput.readLine(ends.reader).withBytes { span in Self.copy(span) }
        let second = try DescriptorInput.readLine(ends.reader).withBytes { span in Self.copy(span) }
        #expect(first == Array("first".utf8))
        #expect(second == Array("second".utf8))
        #expect(throws: TerminalError.descriptorEmpty(ends.reader)) { _ = try DescriptorInput.readLine(ends.reader) }
        #expect(throws: TerminalError.descriptorUnreadable(-1)) { _ = try DescriptorInput.readLine(-1) }
    }

    private static func copy(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
}
