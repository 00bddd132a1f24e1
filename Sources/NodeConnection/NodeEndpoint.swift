/// Where a node's RPC listens on this very computer: a loopback address or a Unix socket, never a name or another machine.
package struct NodeEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// The door.
    enum Door: Hashable, Sendable {
        /// An address of 127.0.0.0/8, in its four bytes.
        case loopback4([UInt8], port: UInt16)
        /// `::1`.
        case loopback6(port: UInt16)
        /// A socket in the file system.
        case unix(path: String)
    }

    let door: Door

    /// The longest path of a Unix socket in bytes, without the zero at its end (`sun_path`).
    static let maximumSocketPath = 107

    /// Reads `http://127.0.0.1:8332`, `http://localhost:8332`, `http://[::1]:8332` or `unix:/path/of/the.socket`.
    ///
    /// `localhost` stands for 127.0.0.1 and is never looked up.
    package init(parsing text: String) throws(NodeError) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard path.hasPrefix("/"), path.utf8.count <= Self.maximumSocketPath, !path.utf8.contains(0) else {
                throw .malformedEndpoint(text)
            }
            door = .unix(path: path)
            return
        }
        guard text.hasPrefix("http://") else { throw .malformedEndpoint(text) }
        var rest = text.dropFirst(7)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]), port > 0,
            rest[rest.index(after: colon)...].allSatisfy(\.isNumber)
        else { throw .malformedEndpoint(text) }
        let host = rest[..<colon]
        if host == "[::1]" {
            door = .loopback6(port: port)
            return
        }
        if host == "localhost" {
            door = .loopback4([127, 0, 0, 1], port: port)
            return
        }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part in part.utf8.count <= 3 ? UInt8(part) : nil }
        guard parts.count == 4, bytes.count == 4 else { throw .notLocal(text) }
        guard bytes[0] == 127 else { throw .notLocal(text) }
        door = .loopback4(bytes, port: port)
    }

    package var description: String {
        switch door {
        case .loopback4(let bytes, let port): "http://\(bytes.map(String.init).joined(separator: ".")):\(port)"
        case .loopback6(let port): "http://[::1]:\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
