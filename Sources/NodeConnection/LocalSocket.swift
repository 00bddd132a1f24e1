import Glibc

/// A connected socket to this computer that closes itself.
struct LocalSocket: ~Copyable {
    private let descriptor: Int32

    /// Connects to a loopback address or a Unix socket.
    init(connecting endpoint: NodeEndpoint, timeoutSeconds: Int) throws(NodeError) {
        let family =
            switch endpoint.door {
            case .loopback4: AF_INET
            case .loopback6: AF_INET6
            case .unix: AF_UNIX
            }
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .notReached("\(endpoint)", number: errno) }
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard Self.connect(descriptor, to: endpoint.door) == 0 else {
            let number = errno
            _ = Glibc.close(descriptor)
            throw .notReached("\(endpoint)", number: number)
        }
        self.descriptor = descriptor
    }

    deinit { _ = Glibc.close(descriptor) }

    private static func connect(_ descriptor: Int32, to door: NodeEndpoint.Door) -> Int32 {
        switch door {
        case .loopback4(let bytes, let port):
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = port.bigEndian
            place.sin_addr = in_addr(s_addr: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
            return connect(descriptor, &place)
        case .loopback6(let port):
            var place = sockaddr_in6()
            place.sin6_family = sa_family_t(AF_INET6)
            place.sin6_port = port.bigEndian
            place.sin6_addr = in6addr_loopback
            return connect(descriptor, &place)
        case .unix(let path):
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &place.sun_path) { buffer in
                for (index, byte) in path.utf8.enumerated() where index < buffer.count { unsafe buffer[index] = byte }
            }
            return connect(descriptor, &place)
        }
    }

    private static func connect<Place>(_ descriptor: Int32, _ place: inout Place) -> Int32 {
        let size = socklen_t(MemoryLayout<Place>.size)
        return unsafe withUnsafePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.connect(descriptor, address, size)
            }
        }
    }

    /// Sends all bytes; whether that worked.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe Glibc.send(descriptor, start + sent, buffer.count - sent, Int32(MSG_NOSIGNAL))
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { return false }
            sent += step
        }
        return true
    }

    /// Seconds of a clock that nobody sets.
    private static var monotonicSeconds: Int {
        var now = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec
    }

    /// Receives up to the end, and no more than `limit` bytes; `nil` when the connection broke, or brought a byte now and then
    /// for as long as `longestSeconds`.
    func receiveAll(limit: Int, longestSeconds: Int) -> [UInt8]? {
        let start = Self.monotonicSeconds
        var received: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while received.count < limit {
            let step = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe Glibc.recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0, Self.monotonicSeconds - start < longestSeconds else { return nil }
            if step == 0 { break }
            received += piece.prefix(min(step, limit - received.count))
        }
        return received
    }
}
