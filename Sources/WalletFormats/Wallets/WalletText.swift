import Descriptors

/// The text of a wallet or key file, once it is known to be bounded UTF-8 without a private key.
package struct WalletText: Sendable {
    /// The text.
    let text: String

    private let bytes: [UInt8]

    /// The largest file: Bitcoin Core's list of a wallet's descriptors with 20 keys each stays below it.
    package static let limit = 131_072

    /// Takes a file; a private key anywhere in it is refused before anything else could repeat it.
    package init(_ bytes: [UInt8]) throws(WalletFileError) {
        guard bytes.count <= Self.limit else { throw .tooLarge(bytes: bytes.count, limit: Self.limit) }
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let body = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        guard let text = String(validating: body, as: UTF8.self) else { throw .notText }
        guard !PrivateKeyScan.findsKey(in: text) else { throw .privateKey }
        self.text = text
        self.bytes = body
    }

    /// The lines without their ends (LF or CR LF); an empty last line is none.
    var lines: [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The text without white space at its ends.
    var trimmed: String {
        String(Self.trim(text[...]))
    }

    /// The one JSON value that the text is.
    func json() throws(WalletFileError) -> JSONNode {
        do throws(JSONError) { return try JSONReader.read(bytes, limit: Self.limit) } catch { throw .json(error) }
    }

    /// A text without spaces, tabs and line ends around it.
    static func trim(_ text: Substring) -> Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}
