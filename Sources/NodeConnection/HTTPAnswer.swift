/// An HTTP answer as a node gives it: a status, and a body of a stated length or up to the end.
package struct HTTPAnswer: Hashable, Sendable {
    /// The bytes allowed before the body.
    static let maximumHead = 16 << 10

    /// The status.
    package let status: Int
    /// What follows the head.
    package let body: [UInt8]

    /// Reads a whole answer (RFC 9112).
    package init(parsing bytes: [UInt8]) throws(NodeError) {
        let separator = Array("\r\n\r\n".utf8)
        let searched = bytes.prefix(Self.maximumHead)
        guard let end = searched.indices.first(where: { searched[$0...].starts(with: separator) }) else {
            throw .malformedAnswer("it has no head")
        }
        guard let head = String(validating: bytes[..<end], as: UTF8.self) else {
            throw .malformedAnswer("its head is no text")
        }
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let first = lines.removeFirst().split(separator: " ")
        guard first.count >= 2, first[0].hasPrefix("HTTP/1."), first[1].utf8.count == 3, let status = Int(first[1])
        else { throw .malformedAnswer("it begins with no status") }
        self.status = status
        let body = Array(bytes[(end + separator.count)...])
        var length: Int?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else {
                throw .malformedAnswer("a line of its head has no colon")
            }
            let value = line[line.index(after: colon)...].filter { $0 != " " && $0 != "\t" }
            switch line[..<colon].lowercased() {
            case "content-length":
                guard length == nil, let stated = Int(value), stated >= 0 else {
                    throw .malformedAnswer("its length is no number")
                }
                length = stated
            case "transfer-encoding": throw .malformedAnswer("its body is in pieces")
            default: break
            }
        }
        if let length, length != body.count {
            throw .malformedAnswer("its body has \(body.count) bytes and not \(length)")
        }
        self.body = body
    }
}
