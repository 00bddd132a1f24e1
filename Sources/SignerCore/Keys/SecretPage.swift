import ByteCoding
import CommandSupport
import Review

/// A page that is cleared from the screen again, put together in the memory of secrets.
struct SecretPage: ~Copyable {
    private var text = TypedSecret()

    /// Adds words that are no secret.
    mutating func add(_ words: String) {
        for byte in words.utf8 { append(byte) }
    }

    /// Adds some bytes of a secret.
    mutating func add(_ secret: Span<UInt8>, from start: Int, count: Int) {
        for offset in start..<min(start + count, secret.count) { append(secret[offset]) }
    }

    /// Adds bytes of a secret in hex.
    mutating func addHex(_ secret: Span<UInt8>, from start: Int, count: Int) {
        let digits = Array("0123456789abcdef".utf8)
        for offset in start..<min(start + count, secret.count) {
            append(digits[Int(secret[offset] >> 4)])
            append(digits[Int(secret[offset] & 15)])
        }
    }

    /// Shows the page until the person goes on, and clears it.
    borrowing func show(on terminal: some ReviewTerminal, _ language: ScreenLanguage) throws(SignerError) {
        do throws(TerminalError) {
            try terminal.showSecret(text, question: language.text(.secretPagePrompt))
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private mutating func append(_ byte: UInt8) {
        let isTaken = text.append(byte)
        precondition(isTaken, "the pages of the ceremony are far smaller than a typed secret may be")
    }
}
