import Foundation
import TestSupport

/// A person at a terminal who follows the README: reads what is on the screen and types the answers, from the screen
/// where that is what a person does, from the paper (the payouts file) where the program asks for it.
struct TourPerson {
    /// What ends a command: the shell asks for the next one.
    static let prompt = "tour> "

    /// The passphrase that everybody chooses.
    static let passphrase = "correct horse battery staple"

    /// The published test words, by custodian.
    let words: [String: String]

    /// The payments on paper.
    let paper: Paper

    /// The shell's terminal.
    let terminal: PseudoTerminal

    /// Everything that the current command showed.
    private(set) var screen = ""

    init(terminal: PseudoTerminal) throws {
        self.terminal = terminal
        let cosigners = try JSONDecoder().decode(
            Cosigners.self, from: Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/cosigners.json")))
        words = Dictionary(uniqueKeysWithValues: zip(["alice", "bob", "carol"], cosigners.cosigners.map(\.mnemonic)))
            .merging(["rita": "scheme spot photo card baby mountain device kick cradle pact join borrow"]) { $1 }
        paper = try Paper(BuiltPrograms.sample + "/payouts.csv")
    }

    /// Types one command and answers until the shell is ready again; gives everything that was shown.
    mutating func run(_ command: String) throws -> String {
        screen = ""
        terminal.send(command)
        var destination = 0
        while true {
            let (found, text) = try terminal.expect(
                anyOf: [Self.prompt] + TerminalQuestion.allCases.map(\.rawValue), timeout: 120)
            screen += text
            guard let question = TerminalQuestion(rawValue: found) else { return screen }
            switch question {
            case .page, .secondLook: terminal.send("")
            case .warning: terminal.send(TerminalQuestion.word(ofWarning: text))
            case .words: terminal.send(words[custodian(in: command)] ?? "")
            case .newPassphrase, .samePassphrase, .passphrase: terminal.send(Self.passphrase)
            case .orderWord: terminal.send("order")
            case .vaultWord: terminal.send(vaultWord())
            case .destination: destination = Paper.destination(in: text)
            case .characters: terminal.send(paper.characters(of: destination, askedIn: text))
            case .amount: terminal.send(paper.amount(of: destination))
            }
        }
    }

    private func custodian(in command: String) -> String {
        let parts = command.split(separator: " ").map(String.init)
        guard let place = parts.firstIndex(of: "--home"), parts.indices.contains(place + 1) else { return "" }
        return parts[place + 1]
    }

    /// The word that another custodian reads out: here the one in the list on the screen.
    private func vaultWord() -> String {
        guard let position = lastNumber(before: " of 12: ") else { return "" }
        for line in screen.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == "\(position)" { return String(parts[1]) }
        }
        return ""
    }

    private func lastNumber(before stem: String) -> Int? {
        guard let range = screen.range(of: stem, options: .backwards) else { return nil }
        return Int(String(screen[..<range.lowerBound].reversed().prefix { $0.isNumber }.reversed()))
    }
}

private struct Cosigners: Decodable {
    struct Cosigner: Decodable { let mnemonic: String }
    let cosigners: [Cosigner]
}
