import Foundation
import TestSupport
import Testing

/// The guide, played as it stands: what it tells the operator to type is taken out of its text.
@Suite("the operator's guide")
struct OperatorGuideTests {
    private static let prompt = "operator> "

    @Test("every command works as it stands, typed at a terminal, and shows what the text says")
    func guide() throws {
        let walk = try SampleWalk()
        let steps = try ReadmeTour.load(page: "Docs/operator.md").steps
        try #require(steps.count >= 9, "the guide has no commands")
        let terminal = try PseudoTerminal(
            .init(
                "/bin/bash", ["--norc", "--noprofile", "-i"], folder: walk.folder.path,
                environment: BuiltPrograms.environment(home: walk.folder.path)
                    .merging(["PS1": Self.prompt, "SAMPLE": BuiltPrograms.sample]) { $1 },
                outputIsTerminal: true))
        try terminal.expect(Self.prompt)
        var screens: [(command: String, screen: String)] = []
        for command in steps.flatMap(\.commands) {
            terminal.send(command)
            let screen = try terminal.expect(Self.prompt, timeout: 120)
            #expect(!screen.contains(": error: "), "\(command)\n\(screen)")
            screens.append((command, screen))
        }
        func screen(_ words: String) -> String { screens.last { $0.command.contains(words) }?.screen ?? "" }
        #expect(screen("coins import --home").contains("4 coins proven"))
        #expect(screen("coins freeze").contains("frozen"))
        #expect(screens.contains { $0.screen.contains("frozen: claim of 21 November  \"deposit 1204\"") })
        #expect(screen("import-labels").contains("0 coins changed"))
        #expect(screen("--why").contains("* "))
        #expect(screen("--fee-estimates").contains("the estimate for 6 blocks is 8 sat/vB"))
        #expect(screen("propose --home operator --payouts payouts.csv --fee-rate 12 --split").contains("Dry run"))
        #expect(screen("status").contains("alice"))
        #expect(screens.contains { $0.command.contains("coins list") && $0.screen.contains("held by case") })
        #expect(screen("--consolidate").contains("Dry run") && screen("--sweep").contains("together 7.2"))
        // Only the one case was opened, and it was ended.
        let cases = try #require(try walk.json(walk.operate(["status", "--json"]))["cases"] as? [[String: Any]])
        #expect(cases.count == 1 && cases.allSatisfy { $0["state"] as? String == "aborted" }, "\(cases)")
    }

    @Test("every code that its table names is one of the programs'")
    func codes() throws {
        let page = try String(contentsOfFile: BuiltPrograms.repository + "/Docs/operator.md", encoding: .utf8)
        let codes = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { line in
            line.split(separator: "`").dropFirst().first.map(String.init)
        }
        try #require(codes.count >= 6)
        var sources = ""
        for folder in ["CoordinatorCore", "CoordinatorStore", "rensho"] {
            let path = BuiltPrograms.repository + "/Sources/" + folder
            for name in try #require(FileManager.default.enumerator(atPath: path)?.allObjects as? [String])
            where name.hasSuffix(".swift") { sources += try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
        }
        for code in codes {
            let stem = code.hasSuffix("…") ? String(code.dropLast()) : code
            #expect(sources.contains("\"\(stem)"), "\(code)")
        }
    }
}
