import Glibc

/// An open file descriptor that closes itself.
struct OpenFile: ~Copyable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = Glibc.close(descriptor) }

    /// Reads up to `count` bytes, fewer only at the end; `nil` with `errno` set on failure.
    func read(upTo count: Int) -> [UInt8]? {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                guard let start = buffer.baseAddress else { return }
                let step = unsafe Glibc.read(descriptor, start + filled, count - filled)
                if step < 0 {
                    if errno == EINTR { continue }
                    failed = true
                    return
                }
                if step == 0 { return }
                filled += step
            }
        }
        return failed ? nil : bytes
    }

    /// Writes all bytes; 0, or the errno.
    func write(_ bytes: [UInt8]) -> Int32 {
        var written = 0
        while written < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe Glibc.write(descriptor, start + written, buffer.count - written)
            }
            if step < 0 {
                if errno == EINTR { continue }
                return errno
            }
            if step == 0 { return EIO }
            written += step
        }
        return 0
    }

    /// Brings what was written to the medium; 0, or the errno.
    func synchronize() -> Int32 {
        while fsync(descriptor) != 0 {
            if errno != EINTR { return errno }
        }
        return 0
    }

    /// What the system says about the file; `nil` with `errno` set on failure.
    func status() -> stat? {
        var facts = stat()
        return unsafe fstat(descriptor, &facts) == 0 ? facts : nil
    }
}
