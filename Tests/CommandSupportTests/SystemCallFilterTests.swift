import CLinux
import CommandSupport
import Glibc
import Testing

/// The rules as the kernel will run them: the program is interpreted here for both architectures, whichever this
/// machine is.
@Suite("the filter of system calls")
struct SystemCallFilterTests {
    private static let endProcess: UInt32 = 0x8000_0000
    private static let allow: UInt32 = 0x7fff_0000

    /// What the issue of the signer names, with the numbers of the kernel's own tables.
    private static let named: [(name: String, x86: UInt32, arm: UInt32)] = [
        ("socket", 41, 198), ("socketpair", 53, 199), ("connect", 42, 203), ("io_uring_setup", 425, 425),
        ("io_uring_enter", 426, 426), ("io_uring_register", 427, 427), ("ptrace", 101, 117),
        ("process_vm_readv", 310, 270), ("process_vm_writev", 311, 271), ("execve", 59, 221), ("execveat", 322, 281),
        ("bpf", 321, 280),
    ]

    @Test("denies every call that the signer must not make, on both architectures", arguments: named)
    func denies(name: String, x86: UInt32, arm: UInt32) throws {
        let expected: UInt32 =
            ["socket", "socketpair", "connect"].contains(name) ? 0x5_0000 | UInt32(EPERM) : Self.endProcess
        #expect(try Self.run(.x86, number: x86) == expected)
        #expect(try Self.run(.arm, number: arm) == expected)
        #expect(
            SystemCallRule.all.contains { $0.name == name && $0.x86 == x86 && $0.arm == arm && $0.condition == nil })
    }

    @Test(
        "answers every number as its rule says, and allows every other one",
        arguments: SystemCallFilter.Architecture.allCases)
    func everyNumber(architecture: SystemCallFilter.Architecture) throws {
        for number in UInt32(0)..<600 {
            let rules = SystemCallRule.all.filter { $0.number(on: architecture) == number }
            let whole = rules.filter { $0.condition == nil }
            #expect(whole.count <= 1, "\(whole)")
            let expected = whole.first.map(Self.value) ?? Self.allow
            // No argument that a condition names.
            #expect(
                try Self.run(architecture, number: number, arguments: [0x10000, 1, 0, 0, 0, 0]) == expected, "\(number)"
            )
            for rule in rules {
                guard let condition = rule.condition else { continue }
                var arguments = [UInt64](repeating: 0x10000, count: 6)
                // The upper half of an argument does not count: the kernel ignores it, too.
                arguments[Int(condition.argument)] = UInt64(condition.value) | 0x7_0000_0000
                #expect(try Self.run(architecture, number: number, arguments: arguments) == Self.value(of: rule))
            }
        }
    }

    @Test("lets threads start, and nothing that begins another process")
    func threads() throws {
        let thread: UInt64 = 0x3d0f00  // What pthread_create asks for: CLONE_VM, CLONE_THREAD and others.
        #expect(try Self.run(.x86, number: 56, arguments: [thread, 0, 0, 0, 0, 0]) == Self.allow)
        #expect(try Self.run(.arm, number: 220, arguments: [thread, 0, 0, 0, 0, 0]) == Self.allow)
        #expect(try Self.run(.x86, number: 56, arguments: [17, 0, 0, 0, 0, 0]) == Self.endProcess)
        #expect(try Self.run(.x86, number: 57) == Self.endProcess)
        #expect(try Self.run(.x86, number: 435) == 0x5_0000 | UInt32(ENOSYS))
    }

    @Test(
        "ends the process at a call by another architecture's numbers",
        arguments: SystemCallFilter.Architecture.allCases)
    func foreign(architecture: SystemCallFilter.Architecture) throws {
        for audit: UInt32 in [0x4000_0003, 0x4000_0028, 0xc000_003e, 0xc000_00b7, 0]
        where audit != architecture.auditNumber {
            #expect(try Self.run(architecture, number: 39, audit: audit) == Self.endProcess)
        }
        #expect(try Self.run(.x86, number: 0x4000_0000 | 41) == Self.endProcess)
        #expect(try Self.run(.x86, number: 0x4000_0027) == Self.endProcess)
        #expect(try Self.run(.x86, number: .max) == Self.endProcess)
    }

    @Test("a rule that is left out is missed here")
    func missed() throws {
        let rules = SystemCallRule.all.filter { $0.name != "bpf" }
        let program = SystemCallFilter.program(for: .x86, rules: rules)
        #expect(try Self.run(program, number: 321, audit: SystemCallFilter.Architecture.x86.auditNumber) == Self.allow)
        #expect(SystemCallRule.all.count - rules.count == 1)
    }

    private static func value(of rule: SystemCallRule) -> UInt32 {
        switch rule.answer {
        case .endProcess: endProcess
        case .fail(let number): 0x5_0000 | UInt32(number)
        }
    }

    private static func run(
        _ architecture: SystemCallFilter.Architecture, number: UInt32, audit: UInt32? = nil,
        arguments: [UInt64] = [0x10000, 0, 0, 0, 0, 0]
    ) throws -> UInt32 {
        try run(
            SystemCallFilter.program(for: architecture), number: number, audit: audit ?? architecture.auditNumber,
            arguments: arguments)
    }

    /// Interprets classic BPF over a struct seccomp_data, and refuses what the kernel's own check would.
    private static func run(
        _ program: [rensho_linux_instruction], number: UInt32, audit: UInt32,
        arguments: [UInt64] = [UInt64](repeating: 0, count: 6)
    ) throws -> UInt32 {
        try #require(program.count <= 4096)
        var words = [number, audit, 0, 0]
        for argument in arguments { words += [UInt32(truncatingIfNeeded: argument), UInt32(argument >> 32)] }
        var place = 0
        var value: UInt32 = 0
        while true {
            try #require(program.indices.contains(place))
            let step = program[place]
            place += 1
            switch step.code {
            case 0x20:
                try #require(step.value % 4 == 0 && Int(step.value / 4) < words.count)
                value = words[Int(step.value / 4)]
            case 0x54: value &= step.value
            case 0x05: place += Int(step.value)
            case 0x15: place += Int(value == step.value ? step.jump_true : step.jump_false)
            case 0x35: place += Int(value >= step.value ? step.jump_true : step.jump_false)
            case 0x06: return step.value
            default: throw UnknownInstruction(code: step.code)
            }
        }
    }

    private struct UnknownInstruction: Error {
        let code: UInt16
    }
}
