import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

/// P-33: wipe, restore, quarantine, the peers' records and back, for a custodian's machine and for the operator's.
@Suite("the guide to replacing a machine")
struct ReplacementGuideTests {
    private static let page = "Docs/replacement.md"

    @Test("leads from two lost machines back to the payment that was under way, typed at a terminal as it stands")
    func guide() throws {
        let walk = try SampleWalk()
        let words = try SampleWalk.words()[0].split(separator: " ").map(String.init)
        let play = try CeremonyPlay(Self.page, from: walk.folder.path, papers: ["alice": words])
        try #require(play.commands.count > 25)
        for command in play.commands {
            let screen = try play.run(command)
            guard !command.contains("refused in quarantine") else {
                #expect(
                    screen.contains("[signer.quarantine]") && screen.contains("\nrefused in quarantine\n"), "\(screen)")
                continue
            }
            #expect(!screen.contains(": error: "), "\(command)\n\(screen)")
        }
        #expect(play.screen(of: "keys restore").contains("in quarantine"))
        #expect(play.screen(of: "cmp treasury.alice").contains("\nthe acknowledgement is the same\n"))
        #expect(play.screen(of: "log import").contains("The quarantine is over for: treasury"))
        #expect(play.screen(of: "cmp $CASE.alice.share").contains("\nthe share is the same\n"))
        let shown = play.screen(of: "rensho log show")
        #expect(shown.contains("store-restored") && !shown.contains("bob.share"), "\(shown)")
        #expect(play.screen(of: "log verify").contains("No contradiction."))
        #expect(play.screen(of: "confirm --home bob").contains("MACHINES THAT WERE RESTORED"))
        let made = try FileManager.default.contentsOfDirectory(atPath: play.folder).filter { $0.hasSuffix(".tx") }
        let hex = try String(contentsOfFile: play.folder + "/" + (try #require(made.first)), encoding: .utf8)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        #expect(transaction.inputs.allSatisfy { $0.witness.count == 4 })
    }

    @Test("every code that its text names is one of the programs', and every page that it points to is there")
    func references() throws {
        let text = try String(contentsOfFile: BuiltPrograms.repository + "/" + Self.page, encoding: .utf8)
        for part in text.components(separatedBy: "](").dropFirst() {
            let name = String(part.prefix { $0 != ")" })
            #expect(FileManager.default.fileExists(atPath: BuiltPrograms.repository + "/Docs/" + name), "\(name)")
        }
    }
}
