import ByteCoding
import CLinux

/// Closes the process to others, and the machine to the process, before a secret exists in it.
package enum ProcessHardening {
    /// Forbids core dumps and tracing by other processes of the same user, gives up gaining privileges, and puts every
    /// thread under the filter of ``SystemCallRule``. Once for a process, and for good.
    package static func apply() throws(ProcessHardeningError) {
        try step(.coreFiles, rensho_linux_forbid_core_files())
        try step(.dumping, rensho_linux_forbid_dumping())
        try step(.privileges, rensho_linux_forbid_new_privileges())
        guard let architecture = SystemCallFilter.Architecture.current else {
            throw ProcessHardeningError(step: .systemCalls, systemError: 0)
        }
        let program = SystemCallFilter.program(for: architecture)
        try step(.systemCalls, unsafe rensho_linux_filter_calls(program, UInt16(clamping: program.count)))
    }

    /// Whether the process stands as ``apply()`` leaves it.
    package static var isApplied: Bool {
        rensho_linux_dumpable() == 0 && rensho_linux_core_limit() == 0 && rensho_linux_filter_mode() == 2
    }

    private static func step(_ step: ProcessHardeningError.Step, _ failure: Int32) throws(ProcessHardeningError) {
        guard failure == 0 else { throw ProcessHardeningError(step: step, systemError: failure) }
    }
}

/// The system did not let the process be closed.
package struct ProcessHardeningError: CommandError, Equatable {
    /// What it did not allow.
    package enum Step: Sendable, Equatable {
        case coreFiles, dumping, privileges, systemCalls, folders
    }

    /// What it did not allow.
    package let step: Step
    /// The number that the system gave; 0 where there was nothing to ask it for.
    package let systemError: Int32

    package var code: String { "process.not-hardened" }
    package var exitStatus: ExitStatus { .internalError }
    package var description: String {
        let number = systemError == 0 ? "not on this processor" : "system error \(systemError)"
        return switch step {
        case .coreFiles, .dumping: "memory dumps cannot be forbidden: \(number)"
        case .privileges: "gaining privileges cannot be given up: \(number)"
        case .systemCalls: "system calls cannot be filtered: \(number)"
        case .folders: "folders cannot be closed: \(number)"
        }
    }
    package var remedy: String? {
        switch step {
        case .coreFiles, .dumping, .privileges, .folders: nil
        case .systemCalls: "Use a kernel with seccomp filters (CONFIG_SECCOMP_FILTER), outside of a restricted sandbox."
        }
    }
}
