import Foundation
import TestSupport

/// A machine of its own for a program: a network name space in which loopback alone is, as on a custodian's machine; or
/// one whose folder of interfaces shows a card that is up. The built program has no switch for either: the kernel
/// itself gives it another world.
struct OfflineMachine {
    /// What stands before the program's own command line.
    let launcher: [String]

    /// Whether this machine lets the tests make name spaces: root, or a user who may have one of his own.
    static let isPossible =
        (try? ProgramRun(
            command[0], Array(command.dropFirst()) + ["mount -t sysfs none /sys"], in: "/"))?
        .status == 0

    private static var command: [String] {
        ["/usr/bin/unshare"] + (geteuid() == 0 ? [] : ["--map-root-user"]) + ["--net", "--mount", "/bin/sh", "-c"]
    }

    /// A machine without a network.
    static let offline = OfflineMachine(preparing: [])

    /// A machine without a network whose /sys shows a folder's interfaces, and /proc a file's swap areas.
    init(interfaces: String? = nil, swaps: String? = nil) {
        self.init(
            preparing: (interfaces.map { ["mount --bind \($0) /sys/class/net"] } ?? [])
                + (swaps.map { ["mount --bind \($0) /proc/swaps"] } ?? []))
    }

    private init(preparing steps: [String]) {
        let script = (["mount -t sysfs none /sys"] + steps + ["exec \"$@\""]).joined(separator: " && ")
        launcher = Self.command + [script, "sh"]
    }

    /// Starts the signer at a terminal.
    func signer(
        _ arguments: [String], in folder: String, passed: [UInt8]? = nil, environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let all = BuiltPrograms.environment(home: folder).merging(environment) { $1 }
        return try PseudoTerminal(
            .init(
                launcher[0], launcher.dropFirst() + [BuiltPrograms.signer] + arguments, folder: folder,
                environment: all, passed: passed, outputIsTerminal: true))
    }
}
