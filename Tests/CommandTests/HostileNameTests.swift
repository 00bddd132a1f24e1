import Foundation
import TestSupport
import Testing

/// Files that are no files, under names that are no names, given to the built programs.
@Suite("hostile files and names at the command line")
struct HostileNameTests {
    private static let names = [
        "\u{1b}[2J\u{1b}[1;1Hrensho-signer: signed", "\u{1b}]0;owned\u{7}", "a\nrensho-signer: error: none [ok]",
        "\u{9b}31mred", "gpj.\u{202e}tbsp", "a\u{200b}b", "\u{8}\u{8}\u{8}", "раyment.psbt",
    ]

    /// What stands in the way of reading, and what the programs say about it.
    private static let kinds: [(make: @Sendable (String) -> Bool, code: String)] = [
        ({ unsafe mkfifo($0, 0o600) == 0 }, "file.not-regular"),
        ({ unsafe symlink("/etc/shadow", $0) == 0 }, "file.link"),
        // /dev/null by another name.
        ({ unsafe mknod($0, S_IFCHR | 0o600, 0x103) == 0 }, "file.not-regular"),
        ({ unsafe mkdir($0, 0o700) == 0 }, "file.not-regular"),
        ({ made($0) { unsafe truncate($0, 4 << 30) } }, "file.too-big"),
        ({ made($0) { unsafe link($0, $0 + "2") } }, "file.hard-linked"),
        ({ !FileManager.default.fileExists(atPath: $0) }, "file.missing"),
    ]

    private static func made(_ path: String, _ change: (String) -> Int32) -> Bool {
        FileManager.default.createFile(atPath: path, contents: nil) && change(path) == 0
    }

    @Test("each is refused by its code, at once, and nothing in its name reaches the screen")
    func refused() throws {
        let walk = try SampleWalk()
        for (first, name) in Self.names.enumerated() {
            for (second, kind) in Self.kinds.enumerated() where (first + second).isMultiple(of: 3) {
                // A device is made by root alone.
                if second == 2, geteuid() != 0 { continue }
                let file = "\(name)\(second)"
                #expect(kind.make(walk.folder.file(file)), "\(kind.code)")
                for run in [
                    try walk.signer(["review", file, "--home", "alice"]), try walk.operate(["collect", file]),
                ] {
                    let said = run.error + run.output
                    #expect(run.status != 0)
                    #expect(said.contains("[\(kind.code)]"), "\(kind.code): \(run)")
                    // Letters of other scripts stand in a name that the operator typed; nothing that steers stands.
                    let raw = said.unicodeScalars.filter {
                        $0 != "\n" && !(0x20..<0x7f).contains($0.value) && !$0.properties.isAlphabetic
                    }
                    #expect(raw.isEmpty, "\(raw.map { String($0.value, radix: 16) }): \(said)")
                    #expect(!said.contains("\nrensho-signer: error: none"), "\(said)")
                }
            }
        }
    }

    @Test("a case in a folder with 10,000 odd entries is looked at as in any other, and answers beside it")
    func crowdedFolder() throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(["--payouts", BuiltPrograms.sample + "/payouts.csv", "--fee-rate", "5"])
        let stick = walk.folder.file("stick")
        try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: false)
        for number in 0..<10_000 {
            let path = stick + "/" + Self.names[number % Self.names.count] + "-\(number)"
            let isMade = number % 3 == 0 ? unsafe mkfifo(path, 0o600) == 0 : unsafe symlink("/dev/zero", path) == 0
            #expect(isMade)
        }
        let name = "\(proposed.name).proposal.psbt"
        try FileManager.default.copyItem(atPath: walk.folder.file(name), toPath: stick + "/" + name)
        try walk.expectDone(
            walk.custodian("alice", ["sign", "stick/\(name)", "--expect-digest", proposed.digest]))
        #expect(FileManager.default.fileExists(atPath: stick + "/\(proposed.name).alice.share"))
        try walk.expectDone(walk.operate(["collect", "stick/\(proposed.name).alice.share"]))
    }
}
