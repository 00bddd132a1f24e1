/// A byte of a text as an error names it: the character when it is visible ASCII, its number otherwise.
struct PrintedByte: CustomStringConvertible {
    private let byte: UInt8

    /// Names `byte`.
    init(_ byte: UInt8) {
        self.byte = byte
    }

    var description: String {
        if (0x21...0x7e).contains(byte) { return "'\(Character(UnicodeScalar(byte)))'" }
        return "byte 0x" + Hex.encode([byte])
    }
}
