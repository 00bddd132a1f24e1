import CommandSupport
import Foundation
import TestSupport
import Testing

/// The filter of system calls and the confinement to folders, tried on this kernel by a program that does nothing else.
@Suite("what the signing process has given up")
struct MachineProbeTests {
    private static let probe = BuiltPrograms.folder + "/machine-probe"

    /// SIGSYS, as a shell says it.
    private static let ended: Int32 = 128 + 31

    private static func call(_ number: UInt32, _ options: [String] = []) throws -> ProgramRun {
        try ProgramRun(probe, ["call", "\(number)"] + options, in: "/")
    }

    private static func number(_ name: String) throws -> UInt32 {
        let architecture = try #require(SystemCallFilter.Architecture.current)
        return try #require(
            SystemCallRule.all.first { $0.name == name && $0.condition == nil }?.number(on: architecture))
    }

    @Test("every rule holds on this kernel")
    func everyRule() throws {
        let architecture = try #require(SystemCallFilter.Architecture.current)
        var tried = 0
        for rule in SystemCallRule.all {
            guard let number = rule.number(on: architecture) else { continue }
            var arguments = ["0", "0"]
            if let condition = rule.condition { arguments[Int(condition.argument)] = "\(condition.value)" }
            let run = try Self.call(number, arguments)
            switch rule.answer {
            case .endProcess: #expect(run.status == Self.ended && run.output.isEmpty, "\(rule.name): \(run)")
            case .fail(let error): #expect(run.output == "refused \(error)\n", "\(rule.name): \(run)")
            }
            tried += 1
        }
        #expect(tried > 40)
    }

    @Test(
        "the rules hold in a thread that was there before, and in one that comes later",
        arguments: [
            "socket", "socketpair", "connect", "io_uring_setup", "io_uring_enter", "io_uring_register", "ptrace",
            "process_vm_readv", "process_vm_writev", "execve", "execveat", "bpf",
        ], ["waiting", "fresh"])
    func threads(name: String, thread: String) throws {
        let run = try Self.call(Self.number(name), [thread])
        if ["socket", "socketpair", "connect"].contains(name) {
            #expect(run.output == "refused 1\n", "\(run)")
        } else {
            #expect(run.status == Self.ended && run.output.isEmpty, "\(run)")
        }
    }

    @Test("without the filter this kernel lets the same calls through, so that the filter is what stops them")
    func control() throws {
        // AF_UNIX, SOCK_STREAM.
        let socket = try Self.number("socket")
        #expect(try Self.call(socket, ["1", "1", "bare"]).output == "allowed\n")
        #expect(try Self.call(socket, ["1", "1", "bare", "waiting"]).output == "allowed\n")
        #expect(try Self.call(socket, ["1", "1"]).output == "refused 1\n")
        // A program that is not there: the kernel looks for it.
        #expect(try Self.call(Self.number("execve"), ["bare"]).output == "refused 14\n")
        #expect(try Self.call(Self.number("process_vm_readv"), ["bare"]).status == 0)
    }

    @Test("a ring of io_uring that was made before makes no call afterwards")
    func ring() throws {
        let enter = try Self.number("io_uring_enter")
        let control = try Self.call(enter, ["ring", "bare"])
        guard control.output == "allowed\n" else {
            withKnownIssue("this kernel has no io_uring, or keeps it from this user: a ring cannot be made here") {
                Issue.record("\(control.output)")
            }
            return
        }
        for thread in [[], ["waiting"], ["fresh"]] {
            let run = try Self.call(enter, ["ring"] + thread)
            #expect(run.status == Self.ended && run.output.isEmpty, "\(run)")
        }
    }

    @Test("a call by the convention of another architecture ends the process")
    func foreign() throws {
        let run = try ProgramRun(Self.probe, ["foreign"], in: "/")
        let control = try ProgramRun(Self.probe, ["foreign", "bare"], in: "/")
        if control.output == "allowed\n" {
            #expect(run.status == Self.ended && run.output.isEmpty, "\(run)")
        } else {
            withKnownIssue("this kernel takes no calls of 32-bit programs: they cannot be tried here") {
                Issue.record("\(control)")
            }
        }
        if SystemCallFilter.Architecture.current == .x86 {
            // getpid, and with the bit of x32.
            #expect(try Self.call(39).output == "allowed\n")
            #expect(try Self.call(0x4000_0000 | 39).status == Self.ended)
        }
    }

    @Test("folders that no command named are closed, and of those that were named only what is needed is open")
    func confinement() throws {
        let folder = TemporaryFolder()
        for name in ["read", "write", "other"] {
            try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: false)
            try Data([1]).write(to: URL(fileURLWithPath: folder.file(name + "/a")))
        }
        let run = try ProgramRun(
            Self.probe,
            ["open", folder.file("read"), folder.file("write")]
                + ["read", "write", "other"].map { folder.file("\($0)/a") } + ["/proc/self/stat"],
            in: folder.path)
        guard run.output.hasPrefix("confined\n") else {
            withKnownIssue("this kernel has no landlock: nothing is confined here") { Issue.record("\(run)") }
            return
        }
        // Opened to read, opened to write, made beside, linked.
        #expect(
            run.output == "confined\nyes no no no\nyes yes yes no\nno no no no\nyes no no no\nallowed\n", "\(run)")
    }

    @Test("threads that work for longer than libdispatch leaves them unwatched go on to their end")
    func threadsAtWork() throws {
        let run = try ProgramRun(Self.probe, ["work", "2200"], in: "/")
        #expect(run.status == 0 && run.output == "done\n", "\(run)")
    }

    @Test("a limit on the size of files is an error of the write, and leaves nothing")
    func sizeLimit() throws {
        let folder = TemporaryFolder()
        let run = try ProgramRun(
            "/bin/bash", ["-c", "ulimit -f 1; exec \"$@\"", "bash", Self.probe, "create", folder.file("a"), "70000"],
            in: folder.path)
        #expect(run.status == 73)
        #expect(run.error.contains("it is larger than this system allows [file.unwritable]"), "\(run)")
        #expect(folder.entries == [])
    }
}
