import Glibc

/// Tells a program that waits for its person from one that is at work, or that waits for the processor.
///
/// A test that waits for a question which never comes would otherwise wait as long as the slowest machine may take for the
/// longest work. A program that asks something is asleep, with all its children and threads, and uses no processor time; one
/// that is kept from the processor by others is not asleep. So what is counted are looks at a sleeping session, not seconds.
struct SessionActivity {
    /// So many looks in a row at a session that is asleep, has used no time and has said nothing mean that it waits.
    static let looks = 40
    /// The time between two looks, in seconds.
    static let pause = 0.25

    private let session: pid_t
    private var before: (received: Int, ticks: UInt64)?
    private var still = 0
    private var nextLook = 0.0

    /// Watches the session of a process that leads it.
    init(session: pid_t) { self.session = session }

    /// Whether the session has been waiting for long enough.
    /// - Parameters:
    ///   - received: The bytes that came from it so far.
    ///   - now: The time in seconds.
    mutating func isWaiting(received: Int, at now: Double) -> Bool {
        guard now >= nextLook else { return false }
        nextLook = now + Self.pause
        guard let ticks = sleepingTicks() else {
            (before, still) = (nil, 0)
            return false
        }
        still = before.map { $0 == (received, ticks) } == true ? still + 1 : 0
        before = (received, ticks)
        return still >= Self.looks
    }

    /// The processor time that the session has used, in ticks; `nil` while any thread of it runs, wants to run, or waits for
    /// a disk.
    private func sleepingTicks() -> UInt64? {
        var ticks: UInt64 = 0
        for process in Self.numbers(in: "/proc") {
            guard let own = Status(path: "/proc/\(process)/stat"), own.session == session else { continue }
            for thread in Self.numbers(in: "/proc/\(process)/task") {
                guard let status = Status(path: "/proc/\(process)/task/\(thread)/stat") else { continue }
                guard !["R", "D"].contains(status.state) else { return nil }
                ticks &+= status.ticks
            }
        }
        return ticks
    }

    /// The names of a folder that are numbers.
    private static func numbers(in folder: String) -> [Int32] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { _ = unsafe closedir(handle) }
        var found: [Int32] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if let number = Int32(name) { found.append(number) }
        }
        return found
    }

    /// What proc(5) says of a process or a thread.
    private struct Status {
        let state: String
        let session: pid_t
        /// Time in user and in kernel mode.
        let ticks: UInt64

        init?(path: String) {
            let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return nil }
            defer { close(file) }
            var bytes = [UInt8](repeating: 0, count: 1024)
            let count = unsafe read(file, &bytes, bytes.count)
            guard count > 0 else { return nil }
            // The name of the program, in brackets, may have spaces and brackets itself.
            guard let end = bytes[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
            let fields = String(decoding: bytes[(end + 1)..<count], as: UTF8.self).split(separator: " ")
            // From field 3 on: state, ppid, pgrp, session, ..., utime is field 14 and stime 15.
            guard fields.count > 12, let session = pid_t(fields[3]), let user = UInt64(fields[11]),
                let system = UInt64(fields[12])
            else { return nil }
            state = String(fields[0])
            self.session = session
            ticks = user &+ system
        }
    }
}
