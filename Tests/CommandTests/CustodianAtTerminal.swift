import Foundation
import TestSupport

/// A custodian at the terminal of his machine, with the paper in his hand.
struct CustodianAtTerminal {
    /// The passphrase that everybody chooses.
    static let passphrase = "correct horse battery staple"

    /// What a visit was like.
    struct Visit {
        /// How the program ended.
        let status: Int32
        /// Everything that stood on the screen, standard output included.
        let screen: String
        /// How many destinations were asked for.
        let destinations: Int
        /// How often the passphrase was asked for.
        let passphrases: Int
        /// Whether the second look was offered.
        let wasOffered: Bool

        /// The screen without the line ends and spaces that only fit text into the window.
        var text: String { screen.filter { !$0.isWhitespace } }
    }

    /// What the payments should be.
    let paper: Paper
    /// Whether he takes the second look when it is offered.
    var goesOn = false

    private static let end = "the visit ended with "

    /// Runs the signer in a folder and answers everything that it asks.
    func run(_ arguments: [String], in folder: String) throws -> Visit {
        // The shell tells when the program is over, on the terminal itself.
        let terminal = try PseudoTerminal(
            .init(
                "/bin/sh", ["-c", "\"$@\"; echo \"\(Self.end)$?\"", "sh", BuiltPrograms.signer] + arguments,
                folder: folder, environment: BuiltPrograms.environment(home: folder), outputIsTerminal: true))
        var screen = ""
        var (destination, destinations, passphrases) = (0, 0, 0)
        var wasOffered = false
        while true {
            let (found, text) = try terminal.expect(
                anyOf: [Self.end] + TerminalQuestion.allCases.map(\.rawValue), timeout: 300)
            screen += text
            guard let question = TerminalQuestion(rawValue: found) else { break }
            switch question {
            case .page: terminal.send("")
            case .warning: terminal.send(TerminalQuestion.word(ofWarning: text))
            case .passphrase:
                passphrases += 1
                terminal.send(Self.passphrase)
            case .destination:
                destination = Paper.destination(in: text)
                destinations += 1
            case .characters: terminal.send(paper.characters(of: destination, askedIn: text))
            case .amount: terminal.send(paper.amount(of: destination))
            case .secondLook:
                wasOffered = true
                terminal.send(goesOn ? "yes" : "")
            case .words, .newPassphrase, .samePassphrase, .vaultWord, .orderWord: terminal.send("")
            }
        }
        let status = Int32(try terminal.expect("\n").filter { $0.isNumber }) ?? -1
        _ = try terminal.exitStatus()
        return Visit(
            status: status, screen: screen, destinations: destinations, passphrases: passphrases, wasOffered: wasOffered
        )
    }
}
