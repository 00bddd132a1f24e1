import COpenSSLSecret

/// Bytes that nobody may see: in libcrypto's secure heap, lent by closure, overwritten when their owner ends.
///
/// They cannot be copied by accident, printed, compared or encoded.
@safe
package struct SecretBytes: ~Copyable, @unchecked Sendable {
    private let memory: UnsafeMutablePointer<UInt8>
    private let capacity: Int

    /// The number of bytes.
    package let count: Int

    /// Makes room for secret bytes, all zero at first.
    package init(count: Int) throws(SecretError) {
        try self.init(capacity: count, count: count)
    }

    /// Copies bytes that are public or about to be overwritten by their owner.
    package init(copying bytes: some Collection<UInt8>) throws(SecretError) {
        try self.init(count: bytes.count)
        for (offset, byte) in zip(0..<count, bytes) {
            unsafe memory[offset] = byte
        }
    }

    /// Takes bytes over and overwrites the array they came in.
    package init(wiping bytes: inout [UInt8]) throws(SecretError) {
        try self.init(copying: bytes)
        let length = bytes.count
        unsafe bytes.withUnsafeMutableBytes { unsafe rensho_secret_cleanse($0.baseAddress, length) }
    }

    /// Lets a reader write up to `capacity` bytes straight into secret memory; it returns how many it wrote.
    package init(capacity: Int, filling: (UnsafeMutableRawBufferPointer) -> Int) throws(SecretError) {
        var room: UnsafeMutableRawPointer?
        try SecretCall.check(unsafe rensho_secret_allocate(max(capacity, 0), &room), "allocate")
        guard let room = unsafe room else { throw .outOfMemory }
        let written = unsafe filling(UnsafeMutableRawBufferPointer(start: room, count: max(capacity, 0)))
        unsafe memory = room.assumingMemoryBound(to: UInt8.self)
        self.capacity = max(capacity, 0)
        count = min(max(written, 0), max(capacity, 0))
    }

    private init(capacity: Int, count: Int) throws(SecretError) {
        try unsafe self.init(capacity: capacity) { _ in count }
    }

    deinit {
        unsafe rensho_secret_release(memory, capacity)
    }

    /// Lends the bytes.
    package borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe UnsafeBufferPointer(start: memory, count: count).span)
    }

    /// Lends the bytes for writing.
    package mutating func withMutableSpan<Result: ~Copyable, Failure: Error>(
        _ body: (inout MutableSpan<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var span = unsafe UnsafeMutableBufferPointer(start: memory, count: count).mutableSpan
        return try body(&span)
    }

    /// Whether both hold the same bytes, found out in a time that depends only on their number.
    package borrowing func equals(_ other: borrowing SecretBytes) -> Bool {
        unsafe count == other.count && rensho_secret_equal(memory, other.memory, count) == 1
    }

    /// A second owner of the same bytes.
    package borrowing func copy() throws(SecretError) -> SecretBytes {
        try slice(0..<count)
    }

    /// A second owner of some of the bytes.
    borrowing func slice(_ range: Range<Int>) throws(SecretError) -> SecretBytes {
        let part = range.clamped(to: 0..<count)
        let result = try SecretBytes(count: part.count)
        unsafe result.memory.update(from: memory + part.lowerBound, count: part.count)
        return result
    }

    /// The address for calls into `COpenSSLSecret`, good as long as the owner lives.
    @unsafe var address: UnsafePointer<UInt8> { unsafe UnsafePointer(memory) }

    /// The address for results of calls into `COpenSSLSecret`, good as long as the owner lives.
    @unsafe var mutableAddress: UnsafeMutablePointer<UInt8> {
        mutating get { unsafe memory }
    }
}
