import Glibc

/// One system call that this program has no use for, and what becomes of whoever makes it.
package struct SystemCallRule: Sendable, Hashable {
    /// The name in the kernel's manual.
    package let name: String
    /// The number on x86-64; `nil` where the call does not exist there.
    package let x86: UInt32?
    /// The number on aarch64 (asm-generic/unistd.h); `nil` where the call does not exist there.
    package let arm: UInt32?
    /// What happens.
    package let answer: Answer
    /// Which calls of this name are meant; `nil` for all.
    package let condition: Condition?

    /// What becomes of a call.
    package enum Answer: Sendable, Hashable {
        /// The process ends at once (SIGSYS), with a line in the kernel's log: no code of ours makes this call.
        case endProcess
        /// The call fails with this error and the program goes on: a library may try it and do without.
        case fail(Int32)
    }

    /// A condition on one argument.
    package struct Condition: Sendable, Hashable {
        /// Which argument, from 0.
        package let argument: UInt32
        /// The bits of its lower half that count.
        package let mask: UInt32
        /// What they are.
        package let value: UInt32
    }

    init(
        _ name: String, x86: UInt32?, arm: UInt32?, _ answer: Answer = .endProcess, only condition: Condition? = nil
    ) {
        self.name = name
        self.x86 = x86
        self.arm = arm
        self.answer = answer
        self.condition = condition
    }

    /// The number on an architecture.
    package func number(on architecture: SystemCallFilter.Architecture) -> UInt32? {
        switch architecture {
        case .x86: x86
        case .arm: arm
        }
    }
}

extension SystemCallRule {
    /// Every rule. A call that stands in none of them is allowed.
    package static let all: [SystemCallRule] = network + rings + otherProcesses + programs + kernel + keyboard

    /// Sockets of any kind. libc asks a name service through one when it looks up the user, and does without it.
    private static let network: [SystemCallRule] = [
        .init("socket", x86: 41, arm: 198, .fail(EPERM)),
        .init("socketpair", x86: 53, arm: 199, .fail(EPERM)),
        .init("connect", x86: 42, arm: 203, .fail(EPERM)),
        .init("bind", x86: 49, arm: 200, .fail(EPERM)),
        .init("listen", x86: 50, arm: 201, .fail(EPERM)),
        .init("accept", x86: 43, arm: 202, .fail(EPERM)),
        .init("accept4", x86: 288, arm: 242, .fail(EPERM)),
    ]

    /// Rings make calls that no filter sees, sockets and files among them.
    private static let rings: [SystemCallRule] = [
        .init("io_uring_setup", x86: 425, arm: 425),
        .init("io_uring_enter", x86: 426, arm: 426),
        .init("io_uring_register", x86: 427, arm: 427),
    ]

    /// Looking into other processes, and letting them look into this one.
    private static let otherProcesses: [SystemCallRule] = [
        .init("ptrace", x86: 101, arm: 117),
        .init("process_vm_readv", x86: 310, arm: 270),
        .init("process_vm_writev", x86: 311, arm: 271),
        .init("process_madvise", x86: 440, arm: 440),
        .init("pidfd_getfd", x86: 438, arm: 438),
        .init("kcmp", x86: 312, arm: 272),
        .init("userfaultfd", x86: 323, arm: 282),
        .init("perf_event_open", x86: 298, arm: 241),
        // PR_SET_DUMPABLE and PR_SET_PTRACER (prctl(2)): what was forbidden at the start stays forbidden.
        .init("prctl", x86: 157, arm: 167, only: .init(argument: 0, mask: .max, value: 4)),
        .init("prctl", x86: 157, arm: 167, only: .init(argument: 0, mask: .max, value: 0x5961_6d61)),
    ]

    /// Other programs and processes. Threads stay: clone with CLONE_THREAD (0x10000).
    private static let programs: [SystemCallRule] = [
        .init("execve", x86: 59, arm: 221),
        .init("execveat", x86: 322, arm: 281),
        .init("fork", x86: 57, arm: nil),
        .init("vfork", x86: 58, arm: nil),
        .init("clone", x86: 56, arm: 220, only: .init(argument: 0, mask: 0x10000, value: 0)),
        // Its flags lie in memory, where no filter can look: libc then takes clone.
        .init("clone3", x86: 435, arm: 435, .fail(ENOSYS)),
    ]

    /// The kernel, its clock, its name spaces, its file systems and its keys.
    private static let kernel: [SystemCallRule] = [
        .init("bpf", x86: 321, arm: 280),
        .init("init_module", x86: 175, arm: 105),
        .init("finit_module", x86: 313, arm: 273),
        .init("delete_module", x86: 176, arm: 106),
        .init("kexec_load", x86: 246, arm: 104),
        .init("kexec_file_load", x86: 320, arm: 294),
        .init("reboot", x86: 169, arm: 142),
        .init("iopl", x86: 172, arm: nil),
        .init("ioperm", x86: 173, arm: nil),
        .init("modify_ldt", x86: 154, arm: nil),
        .init("personality", x86: 135, arm: 92),
        .init("settimeofday", x86: 164, arm: 170),
        .init("clock_settime", x86: 227, arm: 112),
        .init("mount", x86: 165, arm: 40),
        .init("umount2", x86: 166, arm: 39),
        .init("pivot_root", x86: 155, arm: 41),
        .init("chroot", x86: 161, arm: 51),
        .init("open_tree", x86: 428, arm: 428),
        .init("move_mount", x86: 429, arm: 429),
        .init("fsopen", x86: 430, arm: 430),
        .init("fsconfig", x86: 431, arm: 431),
        .init("fsmount", x86: 432, arm: 432),
        .init("fspick", x86: 433, arm: 433),
        .init("mount_setattr", x86: 442, arm: 442),
        .init("swapon", x86: 167, arm: 224),
        .init("unshare", x86: 272, arm: 97),
        .init("setns", x86: 308, arm: 268),
        .init("open_by_handle_at", x86: 304, arm: 265),
        .init("add_key", x86: 248, arm: 217),
        .init("request_key", x86: 249, arm: 218),
        .init("keyctl", x86: 250, arm: 219),
    ]

    /// Typing into the terminal in the person's place: TIOCSTI, and TIOCLINUX, which can paste (ioctl_tty(2)).
    private static let keyboard: [SystemCallRule] = [
        .init("ioctl", x86: 16, arm: 29, only: .init(argument: 1, mask: .max, value: 0x5412)),
        .init("ioctl", x86: 16, arm: 29, only: .init(argument: 1, mask: .max, value: 0x541c)),
    ]
}
