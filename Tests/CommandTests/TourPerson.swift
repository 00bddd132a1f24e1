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

    /// The payments on paper: address and amount.
    let payments: [(address: String, amount: String)]

    /// The shell's terminal.
    let terminal: PseudoTerminal

    /// Everything that the current command showed.
    private(set) var screen = ""

    init(terminal: PseudoTerminal) throws {
        self.terminal = terminal
        let cosigners = try JSONDecoder().decode(
            Cosigners.self, from: Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/cosigners.json")))
        words = Dictionary(uniqueKeysWithValues: zip(["alice", "bob", "carol"], cosigners.cosigners.map(\.mnemonic)))
        let paper = try String(contentsOfFile: BuiltPrograms.sample + "/payouts.csv", encoding: .utf8)
        payments = paper.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let fields = line.split(separator: ",").map(String.init)
            return (fields[0], fields[1])
        }
    }

    /// Types one command and answers until the shell is ready again; gives everything that was shown.
    mutating func run(_ command: String) throws -> String {
        screen = ""
        terminal.send(command)
        var destination = 0
        while true {
            let (found, text) = try terminal.expect(anyOf: Question.allCases.map(\.rawValue), timeout: 120)
            screen += text
            guard let question = Question(rawValue: found) else { continue }
            switch question {
            case .shell: return screen
            case .page: terminal.send("")
            case .words: terminal.send(words[custodian(in: command)] ?? "")
            case .newPassphrase, .samePassphrase, .passphrase: terminal.send(Self.passphrase)
            case .vaultWord: terminal.send(vaultWord())
            case .destination: destination = number(after: "Destination ", in: text) ?? 0
            case .characters: terminal.send(characters(of: destination, askedIn: text))
            case .amount:
                terminal.send(payments.indices.contains(destination - 1) ? payments[destination - 1].amount : "")
            }
        }
    }

    /// What the programs ask, as it stands on the screen.
    private enum Question: String, CaseIterable {
        case shell = "tour> "
        case page = "press Enter to go on: "
        case words = "Backup words, separated by spaces (not shown): "
        case newPassphrase = "New passphrase for the keystore: "
        case samePassphrase = "The same passphrase again: "
        case passphrase = "Passphrase of the keystore: "
        case vaultWord = " of 12: "
        case destination = "answer from the"
        case characters = "(they begin in group "
        case amount = "Type the amount, in BTC (2.50000000) or in sat (250000000 sat): "
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

    private func characters(of destination: Int, askedIn text: String) -> String {
        guard payments.indices.contains(destination - 1),
            let first = number(after: "Type characters ", in: text), let last = number(after: " to ", in: text)
        else { return "" }
        let address = Array(payments[destination - 1].address)
        guard first >= 1, last <= address.count, first <= last else { return "" }
        return String(address[(first - 1)...(last - 1)])
    }

    private func number(after stem: String, in text: String) -> Int? {
        guard let range = text.range(of: stem, options: .backwards) else { return nil }
        return Int(text[range.upperBound...].prefix { $0.isNumber })
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
