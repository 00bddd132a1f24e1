import ByteCoding
import CLinux

/// Closes the process to others before a secret exists in it.
package enum ProcessHardening {
    /// Forbids core dumps and tracing by other processes of the same user, and gives up gaining privileges.
    package static func apply() throws(ProcessHardeningError) {
        let steps = [
            rensho_linux_forbid_core_files(), rensho_linux_forbid_dumping(), rensho_linux_forbid_new_privileges(),
        ]
        if let failure = steps.first(where: { $0 != 0 }) { throw ProcessHardeningError(systemError: failure) }
    }
}

/// The system did not let the process be closed to others.
package struct ProcessHardeningError: CommandError, Equatable {
    /// The number that the system gave.
    package let systemError: Int32

    package var code: String { "process.not-hardened" }
    package var exitStatus: ExitStatus { .internalError }
    package var description: String { "memory dumps cannot be forbidden: system error \(systemError)" }
}
