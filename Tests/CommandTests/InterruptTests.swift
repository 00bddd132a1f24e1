import Foundation
import TestSupport
import Testing

/// P-33: Ctrl-C, and the end of a session, at every question of a visit.
@Suite("a visit that is interrupted at any question")
struct InterruptTests {
    /// What ends the visit.
    enum End: CaseIterable, Sendable {
        /// Ctrl-C, of which the terminal makes a signal.
        case key
        case terminated
        case hungUp

        func send(to terminal: PseudoTerminal) {
            switch self {
            case .key: terminal.type("\u{3}")
            case .terminated: terminal.signal(SIGTERM)
            case .hungUp: terminal.signal(SIGHUP)
            }
        }
    }

    /// How a visit went.
    private struct Visit {
        var questions: [TerminalQuestion] = []
        let status: Int32
        let isEchoing: Bool
        let screen: String
    }

    /// Answers the questions of a visit, up to the one where it ends.
    private static func visit(
        _ arguments: [String], _ paper: Paper, in folder: WalkFolder, until last: Int = .max, by end: End = .key
    ) throws -> Visit {
        let terminal = try PseudoTerminal(
            .init(
                BuiltPrograms.signer, arguments, folder: folder.path,
                environment: BuiltPrograms.environment(home: folder.path), outputIsTerminal: true))
        var questions: [TerminalQuestion] = []
        var destination = 0
        // A terminal that nobody writes to any more ends the expecting, too.
        while questions.count < last,
            let (found, text) = try? terminal.expect(
                anyOf: TerminalQuestion.allCases.map(\.rawValue), timeout: 120),
            let question = TerminalQuestion(rawValue: found)
        {
            if question == .destination {
                // No question by itself: the characters are asked for next.
                destination = Paper.destination(in: text)
                continue
            }
            questions.append(question)
            if questions.count == last {
                end.send(to: terminal)
                break
            }
            switch question {
            case .warning: terminal.send(TerminalQuestion.word(ofWarning: text))
            case .passphrase: terminal.send(CustodianAtTerminal.passphrase)
            case .characters: terminal.send(paper.characters(of: destination, askedIn: text))
            case .amount: terminal.send(paper.amount(of: destination))
            default: terminal.send("")
            }
        }
        let status = try terminal.exitStatus()
        return Visit(
            questions: questions, status: status, isEchoing: terminal.isEchoing, screen: terminal.transcript)
    }

    @Test(
        "the terminal shows again what is typed, no file is there, and the next visit is as the first",
        arguments: End.allCases)
    func interrupted(end: End) throws {
        let stage = try PointWalk.stage("sign")
        let name = try #require(stage.made.first)
        let arguments = Array(stage.arguments[..<2]) + ["--home", "alice"]
        let whole = try WalkFolder(copying: stage.before, inMemory: true)
        let paper = try Paper(whole.file("payouts.csv"))
        let unbroken = try Self.visit(arguments, paper, in: whole)
        try #require(unbroken.status == 0 && unbroken.questions.count > 5, "\(unbroken.screen)")
        #expect(unbroken.questions.contains(.passphrase) && unbroken.questions.contains(.amount))
        let isAll = ProcessInfo.processInfo.environment["RENSHO_POINTS"] == "all"
        var dice = SeededGenerator(seed: 5)
        let every = Array(1...unbroken.questions.count)
        // The passphrase's among them: there the terminal shows nothing.
        let secret = (unbroken.questions.firstIndex(of: .passphrase) ?? 0) + 1
        for last in isAll ? every : [secret, every.randomElement(using: &dice) ?? 1] {
            let folder = try WalkFolder(copying: stage.before, inMemory: true)
            let visit = try Self.visit(arguments, paper, in: folder, until: last, by: end)
            let place = "\(end) at question \(last), \(unbroken.questions[last - 1])\n\(visit.screen.suffix(800))"
            #expect(visit.status != 0 && visit.questions.count == last, "\(visit.status), \(place)")
            #expect(visit.isEchoing, "\(place)")
            #expect(!FileManager.default.fileExists(atPath: folder.file(name)), "\(place)")
            #expect(!visit.screen.contains(CustodianAtTerminal.passphrase), "\(place)")
            let left = try folder.entries(of: "alice").filter { $0.hasPrefix(".rensho-") }
            #expect(left.isEmpty, "\(left), \(place)")
            let journal = String(decoding: try folder.bytes("alice/journal"), as: UTF8.self)
            #expect(!journal.contains(" signed "), "\(place)")
            let again = try Self.visit(arguments, paper, in: folder)
            #expect(again.status == 0 && again.questions == unbroken.questions, "\(place)\n\(again.screen.suffix(800))")
            #expect(FileManager.default.fileExists(atPath: folder.file(name)), "\(place)")
        }
    }
}
