import Glibc

/// A secret line as a person or a pipe gave it: in a page of its own that is never swapped out where the system allows
/// it, and overwritten when the value goes away.
///
/// Locking works by whole pages and does not nest: two secrets in one page would be unlocked by the first to go.
@safe package struct TypedSecret: ~Copyable {
    /// The longest line that is taken, in bytes: 24 words or a long passphrase fit several times.
    package static let capacity = 1024

    private let start: UnsafeMutablePointer<UInt8>
    /// The number of bytes.
    package private(set) var count = 0

    /// Makes an empty secret.
    package init() {
        let page = unsafe mmap(
            nil, Self.capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let page = unsafe page, unsafe page != MAP_FAILED else {
            preconditionFailure("the system has no page left for a secret")
        }
        // The system gives whole pages, filled with zeros.
        unsafe start = page.bindMemory(to: UInt8.self, capacity: Self.capacity)
        // Without the permission to lock, the memory could be swapped: the signer reports swap by itself.
        _ = unsafe mlock(start, Self.capacity)
    }

    /// Makes a secret from bytes that are not secret: fixed values of tests.
    package init(publicBytes bytes: [UInt8]) {
        self.init()
        for byte in bytes { _ = append(byte) }
    }

    deinit {
        unsafe explicit_bzero(start, Self.capacity)
        _ = unsafe munmap(start, Self.capacity)
    }

    /// Adds one byte; false when the line is full.
    package mutating func append(_ byte: UInt8) -> Bool {
        guard count < Self.capacity else { return false }
        unsafe start[count] = byte
        count += 1
        return true
    }

    /// Lends the bytes to `body`, which must not keep a copy.
    package borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let span = unsafe Span<UInt8>(_unsafeStart: UnsafePointer(start), count: count)
        return try body(span)
    }

    /// Whether two secrets have the same bytes; takes the same time wherever they differ.
    package static func areEqual(_ left: borrowing TypedSecret, _ right: borrowing TypedSecret) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in 0..<left.count { unsafe difference |= left.start[index] ^ right.start[index] }
        return difference == 0
    }
}
