import CommandSupport
import Foundation
import SignerCore
import TestSupport
import Testing

/// What is read of a machine, from folders as /sys and /proc have them.
@Suite("the facts about a machine")
struct MachineSourcesTests {
    /// A machine in a folder.
    struct Machine: ~Copyable {
        let folder = TemporaryFolder()
        var own = ["lo"]
        var swaps: String? = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
        var status = "Name:\trensho-signer\nTracerPid:\t0\nUid:\t0\n"

        init() throws {
            try FileAccess.makeDirectory(folder.file("net"))
            try add("lo", flags: "0x9", state: "unknown")
        }

        func add(_ name: String, flags: String?, state: String?) throws {
            let place = folder.file("net/\(name)")
            try FileAccess.makeDirectory(place)
            if let flags { try FileAccess.create(place + "/flags", Array("\(flags)\n".utf8)) }
            if let state { try FileAccess.create(place + "/operstate", Array("\(state)\n".utf8)) }
        }

        func facts(home: String? = nil, time: String = "2030-01-01T00:00:00Z") throws -> MachineFacts {
            let table =
                "Inter-|   Receive\n face |bytes\n" + own.map { "\($0.count < 6 ? "  " : "")\($0): 0 0\n" }.joined()
            try FileAccess.replaceAtomically(folder.file("dev"), Array(table.utf8))
            try FileAccess.replaceAtomically(folder.file("status"), Array(status.utf8))
            if let swaps { try FileAccess.replaceAtomically(folder.file("swaps"), Array(swaps.utf8)) }
            return try MachineSources(
                interfaces: folder.file("net"), ownInterfaces: folder.file("dev"), swaps: folder.file("swaps"),
                status: folder.file("status"), terminalType: "xterm"
            ).facts(home: home, at: UTCTime(parsing: time))
        }
    }

    @Test("loopback alone is no network, whatever it is called and whether or not it is up")
    func loopback() throws {
        let machine = try Machine()
        #expect(try machine.facts().interfacesUp == [])
        try machine.add("loop-of-mine", flags: "0x49", state: "up")
        // A file that lies among the interfaces, as bonding_masters does.
        try FileAccess.create(machine.folder.file("net/bonding_masters"), [])
        #expect(try machine.facts().interfacesUp == [])
    }

    @Test(
        "an interface is up when it was switched on, or says so, or does not say",
        arguments: [
            ("0x1003", "up", true), ("0x1003", "down", true), ("0x1002", "down", false), ("0x1002", "up", true),
            ("0x1003", nil, true), (nil, "down", true), ("what", "down", true),
        ] as [(String?, String?, Bool)])
    func up(flags: String?, state: String?, isUp: Bool) throws {
        let machine = try Machine()
        try machine.add("wlp3s0", flags: flags, state: state)
        #expect(try machine.facts().interfacesUp == (isUp ? ["wlp3s0"] : []))
    }

    @Test("an interface of the own name space that the folder does not show is up; no folder at all is unknown")
    func hidden() throws {
        var machine = try Machine()
        machine.own = ["lo", "wwan0long"]
        #expect(try machine.facts().interfacesUp == ["wwan0long"])
        let facts = try MachineSources(
            interfaces: machine.folder.file("none"), ownInterfaces: machine.folder.file("dev"),
            swaps: machine.folder.file("swaps"), status: machine.folder.file("status"), terminalType: nil
        ).facts(home: nil, at: UTCTime(parsing: "2030-01-01T00:00:00Z"))
        #expect(facts.interfacesUp == nil)
    }

    @Test("swap areas are named, and a kernel without the table has none")
    func swap() throws {
        var machine = try Machine()
        #expect(try machine.facts().swapAreas == [])
        machine.swaps? += "/dev/sda2                               partition\t999\t0\t-2\n/swapfile file 1 0 -3\n"
        #expect(try machine.facts().swapAreas == ["/dev/sda2", "/swapfile"])
        let without = try Machine()
        let facts = try MachineSources(
            interfaces: without.folder.file("net"), ownInterfaces: without.folder.file("net/lo/flags"),
            swaps: without.folder.file("none"), status: without.folder.file("none"), terminalType: nil
        ).facts(home: nil, at: UTCTime(parsing: "2030-01-01T00:00:00Z"))
        #expect(facts.swapAreas == [])
    }

    @Test("who traces the program is named")
    func tracer() throws {
        var machine = try Machine()
        #expect(try machine.facts().tracer == nil)
        machine.status = "TracerPid:\t4711\n"
        #expect(try machine.facts().tracer == 4711)
    }

    @Test("a home that others can read is named, and one that is not there is none")
    func home() throws {
        let machine = try Machine()
        #expect(try machine.facts(home: machine.folder.file("none")).openInHome == [])
        let home = machine.folder.file("home")
        try FileAccess.makeDirectory(home)
        try FileAccess.create(home + "/keystore", [1], mode: 0o644)
        #expect(try machine.facts(home: home).openInHome == [.init(path: home + "/keystore", mode: "644")])
    }

    @Test("the day that the program knows is not older than 120 days before the newest commit, and not after it")
    func buildDay() throws {
        let machine = try Machine()
        let day = try machine.facts().buildDay
        let root = VectorStore.root.deletingLastPathComponent().path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", root, "-c", "safe.directory=*", "log", "-1", "--format=%ct"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let seconds = Int64(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            withKnownIssue("these sources are no git checkout: the newest commit is not known") {
                Issue.record("BuildIdentity.day is not compared")
            }
            return
        }
        let commit = try UTCTime(secondsSince1970: seconds)
        let built = try UTCTime(parsing: "\(day)T00:00:00Z")
        #expect(built <= commit, "a day after the newest commit refuses clocks that are right")
        #expect(
            commit.secondsSince1970 - built.secondsSince1970 < 120 * 86_400,
            "set BuildIdentity.day to the day of this commit")
    }
}
