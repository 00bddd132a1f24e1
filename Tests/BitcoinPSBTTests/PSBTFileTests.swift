import BitcoinPSBT
import ByteCoding
import TestSupport
import Testing

@Suite("The encodings of a PSBT file")
struct PSBTFileTests {
    private static let binary = PSBTBuilder.version2.bytes
    private static let base64 = Base64.encode(binary)
    private static let hex = Hex.encode(binary)

    @Test(
        "detects the encoding by content and answers in kind",
        arguments: [
            (binary, PSBTFile.Encoding.binary, binary),
            (Array(base64.utf8), .base64, Array("\(base64)\n".utf8)),
            (Array("\(base64)\n".utf8), .base64, Array("\(base64)\n".utf8)),
            (Array("\(base64)\r\n".utf8), .base64, Array("\(base64)\n".utf8)),
            (Array("\(base64)\n\n".utf8), .base64, Array("\(base64)\n".utf8)),
            (Array("\(hex)\n".utf8), .hex, Array("\(hex)\n".utf8)),
            (Array(hex.uppercased().utf8), .hex, Array("\(hex)\n".utf8)),
        ])
    func detection(file: [UInt8], encoding: PSBTFile.Encoding, answer: [UInt8]) throws {
        let read = try PSBTFile(fileBytes: file)
        #expect(read.encoding == encoding)
        #expect(read.psbt == (try PSBT(decoding: Self.binary)))
        #expect(read.fileBytes() == answer)
        #expect(PSBTFile(psbt: read.psbt, encoding: encoding) == read)
    }

    @Test(
        "refuses everything else",
        arguments: [
            ("", PSBTError.notPSBT),
            ("\n", .notPSBT),
            (" \(base64)", .notPSBT),
            ("\n\(base64)", .notPSBT),
            ("\u{feff}\(base64)", .notPSBT),
            ("0x\(hex)", .notPSBT),
            ("cHNidQ==", .notPSBT),
            ("70736273ff", .notPSBT),
            ("7073627400", .notPSBT),
            ("70736274f", .hex(.oddLength(9))),
            ("70736274fg", .hex(.invalidCharacter(UInt8(ascii: "g"), position: 9))),
            ("\(hex) ", .hex(.oddLength(hex.utf8.count + 1))),
        ])
    func refusals(text: String, error: PSBTError) {
        #expect(throws: error) { try PSBTFile(fileBytes: Array(text.utf8)) }
    }

    @Test("refuses base64 that is not strict", arguments: ["\(base64) ", "\(base64)=", "cHNidP8", "cHNidP8*"])
    func badBase64(text: String) throws {
        let inner = try #require(throws: Base64Error.self) { try Base64.decode(text) }
        #expect(throws: PSBTError.base64(inner)) { try PSBTFile(fileBytes: Array(text.utf8)) }
    }

    @Test("adds nothing to a binary file's end")
    func binaryLineBreak() {
        let end = Self.binary.count
        #expect(throws: PSBTError.trailingBytes(count: 1, byte: end)) {
            try PSBTFile(fileBytes: Self.binary + [UInt8(ascii: "\n")])
        }
    }

    @Test("refuses a file that is too large in any encoding")
    func tooLarge() {
        let bytes = [UInt8](repeating: UInt8(ascii: "7"), count: PSBTLimits.maximumFileBytes + 1)
        #expect(throws: PSBTError.tooLarge(bytes: bytes.count, limit: PSBTLimits.maximumFileBytes)) {
            try PSBTFile(fileBytes: bytes)
        }
    }
}
