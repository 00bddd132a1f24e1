import Foundation
import TestSupport
import Testing

@Suite("The guide of the key ceremony")
struct CeremonyGuideTests {
    /// The two pages, and what each says where the backup is good.
    static let pages = ["Docs/ceremony.md", "Docs/ceremony.ja.md"]

    @Test(
        "leads three custodians from empty machines to a vault with the same addresses, typed as it stands",
        arguments: pages)
    func guide(_ page: String) throws {
        let folder = TemporaryFolder()
        let steps = try ReadmeTour.load(page: page).steps
        try #require(steps.count >= 8, "\(page) has no commands")
        let terminal = try PseudoTerminal(
            .init(
                "/bin/bash", ["--norc", "--noprofile", "-i"], folder: folder.path,
                environment: BuiltPrograms.environment(home: folder.path)
                    .merging(["PS1": CeremonyPerson.prompt]) { $1 }, outputIsTerminal: true))
        try terminal.expect(CeremonyPerson.prompt)
        var person = CeremonyPerson(terminal: terminal)
        var screens: [String: String] = [:]
        for command in steps.flatMap(\.commands) {
            let screen = try person.run(command)
            #expect(!screen.contains(": error: "), "\(command)\n\(screen)")
            screens[command] = screen
        }
        // Three sets of 24 different words, each typed back.
        #expect(Set(person.papers.keys) == ["alice", "bob", "carol"])
        #expect(Set(person.papers.values).count == 3 && person.papers.values.allSatisfy { $0.count == 24 })
        // The restored keys are the first ones.
        #expect(screens.contains { $0.key.hasPrefix("cmp ") && $0.value.contains("the backup is good\n") })
        // Four machines derive the same first address.
        let addresses = screens.filter { $0.key.contains(" address 0 ") }.map { Self.address(in: $0.value) }
        #expect(addresses.count == 4 && Set(addresses).count == 1 && addresses.first??.isEmpty == false, "\(addresses)")
        // Everybody registered the vault, and nothing of the trial is left.
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for person in ["alice", "bob", "carol"] { #expect(files.contains("treasury.\(person).acknowledgement")) }
        #expect(!files.contains("alice-spare"))
    }

    @Test("tells the same commands in both languages")
    func sameCommands() throws {
        let commands = try Self.pages.map { page in
            try ReadmeTour.load(page: page).steps.flatMap(\.commands).map {
                $0.replacingOccurrences(of: " --lang ja", with: "")
            }
        }
        #expect(commands[0] == commands[1])
        let titles = try Self.pages.map { page in
            try String(contentsOfFile: BuiltPrograms.repository + "/" + page, encoding: .utf8)
                .split(separator: "\n").count { $0.hasPrefix("## ") }
        }
        #expect(titles[0] == titles[1])
    }

    private static func address(in screen: String) -> String? {
        screen.split { $0.isWhitespace }.first { $0.hasPrefix("bcrt1") }.map(String.init)
    }
}
