import ByteCoding
import Glibc

/// Asks a node on this computer over HTTP: one request, one answer, one connection.
///
/// The coordinator's only way to a socket, and only to this computer; the signer has none.
package struct NodeConnection: Sendable {
    /// The size of an answer allowed, in bytes: a list of some 60,000 coins, or a hundred transactions of standard size.
    package static let maximumAnswer = 64 << 20

    /// The seconds without a byte after which a connection counts as broken.
    private static let timeoutSeconds = 60

    /// The seconds that one answer may take altogether: a node that reads a hundred transactions from a slow disk needs few.
    package static let longestSeconds = 600

    private let endpoint: NodeEndpoint
    private let path: String
    private let authorization: String
    private let longestSeconds: Int

    /// Prepares to ask.
    /// - Parameters:
    ///   - wallet: the name of the wallet that calls are about; `nil` for the node itself.
    ///   - credentials: the content of the node's cookie file, or `USER:PASSWORD`.
    ///   - longestSeconds: the seconds that one answer may take altogether.
    package init(
        _ endpoint: NodeEndpoint, wallet: String?, credentials: [UInt8],
        longestSeconds: Int = NodeConnection.longestSeconds
    ) throws(NodeError) {
        var line = credentials
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        guard line.contains(UInt8(ascii: ":")), line.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw .malformedCredentials
        }
        self.endpoint = endpoint
        self.longestSeconds = longestSeconds
        path = wallet.map { "/wallet/" + Self.escaped($0) } ?? "/"
        authorization = Base64.encode(line)
    }

    /// Asks as ``ask(_:)`` does, with at most `room` bytes for this answer, which it lessens: so many answers have a limit
    /// together.
    package func ask(_ body: [UInt8], within room: inout Int) throws(NodeError) -> [UInt8] {
        let answer = try ask(body)
        guard answer.count <= room else { throw .tooLarge(limit: room) }
        room -= answer.count
        return answer
    }

    /// Sends a JSON text and returns the JSON text that comes back; an error of the call itself is inside that.
    package func ask(_ body: [UInt8]) throws(NodeError) -> [UInt8] {
        let socket = try LocalSocket(connecting: endpoint, timeoutSeconds: Self.timeoutSeconds)
        let head =
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic \(authorization)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        guard socket.send(Array(head.utf8) + body),
            let bytes = socket.receiveAll(
                limit: Self.maximumAnswer + HTTPAnswer.maximumHead, longestSeconds: longestSeconds)
        else { throw .broken("\(endpoint)") }
        guard bytes.count < Self.maximumAnswer + HTTPAnswer.maximumHead else {
            throw .tooLarge(limit: Self.maximumAnswer)
        }
        let answer = try HTTPAnswer(parsing: bytes)
        switch answer.status {
        case 200: return answer.body
        case 401, 403: throw .unauthorized
        // Core answers an error of a call with another status and a JSON text that says what it is.
        default:
            guard answer.body.first == UInt8(ascii: "{") || answer.body.first == UInt8(ascii: "[") else {
                throw .status(answer.status)
            }
            return answer.body
        }
    }

    /// A name as a part of a path (RFC 3986).
    private static func escaped(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
            text += isPlain ? String(character) : "%" + Hex.encode([byte]).uppercased()
        }
        return text
    }
}
