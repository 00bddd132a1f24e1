import Glibc

/// How much memory this process holds, as Linux counts it (proc(5), `/proc/pid/status`).
package struct ProcessMemory: Hashable, Sendable {
    /// The most bytes that were resident at any time.
    package let peakBytes: Int

    /// The bytes that are resident now.
    package let residentBytes: Int

    /// The longest status that is read; a page holds it several times over.
    private static let statusLimit = 1 << 16

    /// Asks the system.
    package static func current() throws(FileError) -> ProcessMemory {
        let path = "/proc/self/status"
        let file = try FileAccess.openFile(path, O_RDONLY | O_CLOEXEC)
        guard let bytes = file.read(upTo: statusLimit) else { throw FileAccess.readError(errno, path) }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let peak = kilobytes("VmHWM:", in: lines), let resident = kilobytes("VmRSS:", in: lines) else {
            throw .unreadable(path: path, reason: "it does not state the memory")
        }
        return ProcessMemory(peakBytes: peak << 10, residentBytes: resident << 10)
    }

    /// The number on the line that begins with `label`; the unit is always 1,024 bytes.
    private static func kilobytes(_ label: String, in lines: [Substring]) -> Int? {
        guard let line = lines.first(where: { $0.hasPrefix(label) }) else { return nil }
        return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
    }
}
