import ByteCoding
import CLinux

/// Random bytes of the kernel for names that only have to be unpredictable and unique; never for keys.
package enum KernelRandom {
    /// That many random bytes.
    package static func bytes(_ count: Int) throws(KernelRandomError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let failure = unsafe bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return Int32(0) }
            return unsafe rensho_linux_random(start, buffer.count)
        }
        guard failure == 0 else { throw KernelRandomError(systemError: failure) }
        return bytes
    }
}

/// Says that the kernel gave no random bytes.
package struct KernelRandomError: CommandError, Equatable {
    /// The error number of the system.
    package let systemError: Int32

    package var code: String { "random.unavailable" }
    package var exitStatus: ExitStatus { .internalError }
    package var description: String { "the kernel gives no random bytes: system error \(systemError)" }
}
