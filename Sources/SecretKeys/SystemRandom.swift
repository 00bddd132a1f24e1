import CLinux

/// Randomness from the kernel and from nowhere else: `getrandom(2)`, which waits until it has been seeded.
package enum SystemRandom {
    /// Public randomness, for identifiers and salts.
    package static func bytes(_ count: Int) throws(SecretError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(count, 0))
        let failure = unsafe bytes.withUnsafeMutableBytes { unsafe rensho_linux_random($0.baseAddress, $0.count) }
        guard failure == 0 else { throw .randomUnavailable(errno: failure) }
        return bytes
    }

    /// Secret randomness, for keys.
    package static func secret(_ count: Int) throws(SecretError) -> SecretBytes {
        var failure: Int32 = 0
        let bytes = try unsafe SecretBytes(capacity: count) { room in
            failure = unsafe rensho_linux_random(room.baseAddress, room.count)
            return room.count
        }
        guard failure == 0 else { throw .randomUnavailable(errno: failure) }
        return bytes
    }

    /// Tries the way to the kernel: the system errors of a flag that no kernel knows, of a source that gives too little,
    /// of one that is not there, and of one that a signal interrupts, which is 0 because it is asked again.
    package static func probe() -> [Int32] {
        var results = [Int32](repeating: -1, count: 4)
        unsafe rensho_linux_probe_random(&results)
        return results
    }
}
