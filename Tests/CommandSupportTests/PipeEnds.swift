import Glibc

/// The reading end of a pipe that already holds bytes and has no writer left.
final class PipeEnds {
    let reader: Int32

    init(holding bytes: [UInt8]) throws {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw SmallDiskError() }
        reader = ends[0]
        _ = unsafe bytes.withUnsafeBytes { unsafe write(ends[1], $0.baseAddress, $0.count) }
        close(ends[1])
    }

    deinit { close(reader) }
}
