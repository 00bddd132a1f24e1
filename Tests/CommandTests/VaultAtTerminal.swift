import Foundation
import TestSupport

/// A custodian who reads a vault at his terminal and types the words that the others read out: here those on his screen.
struct VaultAtTerminal {
    /// What a visit was like.
    struct Visit {
        /// How the program ended.
        let status: Int32
        /// Everything that stood on the screen.
        let screen: String
    }

    private static let end = "the visit ended with "

    /// Runs the signer in a folder and answers everything that it asks.
    static func run(_ arguments: [String], in folder: String) throws -> Visit {
        // The shell tells when the program is over, on the terminal itself.
        let terminal = try PseudoTerminal(
            .init(
                "/bin/sh", ["-c", "\"$@\"; echo \"\(end)$?\"", "sh", BuiltPrograms.signer] + arguments,
                folder: folder, environment: BuiltPrograms.environment(home: folder), outputIsTerminal: true))
        var screen = ""
        while true {
            let (found, text) = try terminal.expect(
                anyOf: [end] + TerminalQuestion.allCases.map(\.rawValue), timeout: 300)
            screen += text
            guard let question = TerminalQuestion(rawValue: found) else { break }
            switch question {
            case .passphrase: terminal.send(CustodianAtTerminal.passphrase)
            case .vaultWord: terminal.send(word(askedIn: screen))
            default: terminal.send("")
            }
        }
        let status = Int32(try terminal.expect("\n").filter { $0.isNumber }) ?? -1
        _ = try terminal.exitStatus()
        return Visit(status: status, screen: screen)
    }

    /// The word with the number that was asked for last, from the list on the screen.
    private static func word(askedIn screen: String) -> String {
        let stem = TerminalQuestion.vaultWord.rawValue
        guard let range = screen.range(of: stem, options: .backwards),
            let number = Int(String(screen[..<range.lowerBound].reversed().prefix { $0.isNumber }.reversed()))
        else { return "" }
        for line in screen.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == "\(number)" { return parts[1].filter { !$0.isWhitespace } }
        }
        return ""
    }
}
