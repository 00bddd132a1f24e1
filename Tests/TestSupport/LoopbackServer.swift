import Foundation
import Glibc

/// A tiny HTTP server on this computer that answers every request by a closure; for tests of what asks a node.
package final class LoopbackServer: @unchecked Sendable {
    // A class, because a thread serves it until it goes away; everything that is stored never changes.
    private let listener: Int32

    /// Where it listens, as an endpoint is written.
    package let endpoint: String

    /// A request as it arrived.
    package struct Request: Sendable {
        /// The lines before the body.
        package let head: String
        /// The body.
        package let body: String
    }

    /// Listens on a free loopback port, or on a Unix socket.
    /// - Parameter answer: gives the whole answer, head and body.
    package init(socket path: String? = nil, answer: @escaping @Sendable (Request) -> String) throws {
        let family = path == nil ? AF_INET : AF_UNIX
        let listener = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw ServerFailure(step: "socket", number: errno) }
        self.listener = listener
        if let path {
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &place.sun_path) { buffer in
                for (index, byte) in path.utf8.enumerated() where index < buffer.count - 1 {
                    unsafe buffer[index] = byte
                }
            }
            guard Self.listen(listener, at: &place) else { throw ServerFailure(step: "listen", number: errno) }
            endpoint = "unix:" + path
        } else {
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
            guard Self.listen(listener, at: &place) else { throw ServerFailure(step: "listen", number: errno) }
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let named = unsafe withUnsafeMutablePointer(to: &place) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe getsockname(listener, address, &size)
                }
            }
            guard named == 0 else { throw ServerFailure(step: "getsockname", number: errno) }
            endpoint = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
        }
        Thread.detachNewThread {
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else {
                    // Closed here and not where it is let go: its number may belong to another server by then.
                    close(listener)
                    return
                }
                if let request = Self.read(client) {
                    let bytes = Array(answer(request).utf8)
                    _ = unsafe bytes.withUnsafeBytes {
                        unsafe send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                    }
                }
                close(client)
            }
        }
    }

    deinit {
        // Wakes the thread, which closes it.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// An answer with a status and a JSON text.
    package static func answer(_ body: String, status: Int = 200) -> String {
        "HTTP/1.1 \(status) OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
    }

    private static func listen<Place>(_ listener: Int32, at place: inout Place) -> Bool {
        let size = socklen_t(MemoryLayout<Place>.size)
        let bound = unsafe withUnsafePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, size)
            }
        }
        return bound == 0 && Glibc.listen(listener, 8) == 0
    }

    private static func read(_ client: Int32) -> Request? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(client, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let head = String(text[..<end.lowerBound])
            let length =
                head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.drop { !$0.isNumber }) } ?? 0
            let body = text[end.upperBound...]
            if body.utf8.count >= length { return Request(head: head, body: String(body)) }
        }
    }
}

/// Says which step of a test server failed.
package struct ServerFailure: Error {
    let step: String
    let number: Int32
}
