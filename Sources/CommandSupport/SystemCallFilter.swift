package import CLinux

/// Writes the rules of ``SystemCallRule`` as the small program that the kernel runs before each system call
/// (seccomp(2), classic BPF).
package enum SystemCallFilter {
    /// The architectures that the rules have numbers for.
    package enum Architecture: Sendable, CaseIterable {
        case x86, arm

        /// The one of this machine; `nil` where the rules have no numbers.
        package static var current: Architecture? {
            #if arch(x86_64)
                .x86
            #elseif arch(arm64)
                .arm
            #else
                nil
            #endif
        }

        /// AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 (linux/audit.h).
        package var auditNumber: UInt32 {
            switch self {
            case .x86: 0xc000_003e
            case .arm: 0xc000_00b7
            }
        }
    }

    /// The bit that x86-64 adds to the numbers of its 32-bit relative x32, which would pass by every rule.
    private static let x32Bit: UInt32 = 0x4000_0000

    /// The program: foreign calling conventions end the process, the rules follow, everything else is allowed.
    package static func program(
        for architecture: Architecture, rules: [SystemCallRule] = SystemCallRule.all
    ) -> [rensho_linux_instruction] {
        var program: [rensho_linux_instruction] = [
            load(Place.architecture), jump(ifEqual: architecture.auditNumber, otherwiseOver: 1), skip(1),
            give(endProcess),
            load(Place.number),
        ]
        if architecture == .x86 { program += [jump(ifAtLeast: x32Bit, otherwiseOver: 1), give(endProcess)] }
        for rule in rules {
            guard let number = rule.number(on: architecture) else { continue }
            program += instructions(of: rule, number)
        }
        return program + [give(allow)]
    }

    private static func instructions(of rule: SystemCallRule, _ number: UInt32) -> [rensho_linux_instruction] {
        let answer = give(value(of: rule.answer))
        guard let condition = rule.condition else {
            return [jump(ifEqual: number, otherwiseOver: 1), answer]
        }
        return [
            jump(ifEqual: number, otherwiseOver: 5), load(Place.lowHalf(ofArgument: condition.argument)),
            keep(condition.mask), jump(ifEqual: condition.value, otherwiseOver: 1), answer, load(Place.number),
        ]
    }

    private static func value(of answer: SystemCallRule.Answer) -> UInt32 {
        switch answer {
        case .endProcess: endProcess
        case .fail(let number): error | UInt32(truncatingIfNeeded: number) & 0xffff
        }
    }

    // linux/seccomp.h
    private static let endProcess: UInt32 = 0x8000_0000
    private static let error: UInt32 = 0x0005_0000
    private static let allow: UInt32 = 0x7fff_0000

    /// Where the parts of a call lie in struct seccomp_data; both architectures are little-endian.
    private enum Place {
        static let number: UInt32 = 0
        static let architecture: UInt32 = 4

        static func lowHalf(ofArgument index: UInt32) -> UInt32 { 16 + 8 * index }
    }

    // The instructions of linux/bpf_common.h.
    private static func load(_ place: UInt32) -> rensho_linux_instruction { instruction(0x20, place) }
    private static func keep(_ mask: UInt32) -> rensho_linux_instruction { instruction(0x54, mask) }
    private static func give(_ value: UInt32) -> rensho_linux_instruction { instruction(0x06, value) }
    private static func skip(_ count: UInt32) -> rensho_linux_instruction { instruction(0x05, count) }

    private static func jump(ifEqual value: UInt32, otherwiseOver count: UInt8) -> rensho_linux_instruction {
        instruction(0x15, value, otherwiseOver: count)
    }

    private static func jump(ifAtLeast value: UInt32, otherwiseOver count: UInt8) -> rensho_linux_instruction {
        instruction(0x35, value, otherwiseOver: count)
    }

    private static func instruction(
        _ code: UInt16, _ value: UInt32, otherwiseOver count: UInt8 = 0
    ) -> rensho_linux_instruction {
        rensho_linux_instruction(code: code, jump_true: 0, jump_false: count, value: value)
    }
}
