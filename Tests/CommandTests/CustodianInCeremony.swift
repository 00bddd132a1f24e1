import Foundation
import TestSupport

/// A custodian who makes keys at the terminal of his machine, with dice, paper and pen.
struct CustodianInCeremony {
    /// The passphrase that he chooses for the keystore.
    static let passphrase = "correct horse battery staple"
    /// Dice that look fair.
    static let dice = "21536311225323325666211343356122533642321462261463"

    /// What the ceremony was like.
    struct Visit {
        /// How the program ended.
        var status: Int32 = -1
        /// Everything that stood on the screen, standard output included.
        var screen = ""
        /// The words that he wrote down, by number.
        var words: [Int: String] = [:]
        /// The secret pages, each as it stood on the screen.
        var pages: [String] = []
        /// How many words were asked for.
        var asked = 0

        /// The words in order.
        var sentence: String { words.keys.sorted().compactMap { words[$0] }.joined(separator: " ") }

        /// The value of a line of the key record.
        func value(_ field: String) -> String? {
            screen.split(whereSeparator: \.isNewline).first { $0.hasPrefix(field + ": ") }
                .map { String($0.dropFirst(field.count + 2)) }
        }
    }

    /// What he throws.
    var throwing = dice
    /// The passphrase that he gives to the words, where it is asked for.
    var wordsPassphrase = "twenty-fifth word of a test"
    /// What stands before the signer's own command line.
    var launcher: [String] = []
    /// What he types for a word instead of it, once, by its number.
    var mistakes: [Int: String] = [:]

    private static let end = "the ceremony ended with "
    private static let page = "Press Enter; the page is then cleared: "
    private static let prompts = [
        end, page, "(not shown; Enter alone ends): ", "to type them anew: ", "and have paper and pen: ",
        " (not shown): ", "The same BIP-39 passphrase again: ", "with the words, then press Enter: ",
        "New passphrase for the keystore: ", "The same passphrase again: ", "Passphrase of the keystore: ",
    ]

    /// Runs the signer in a folder and answers everything that it asks.
    func run(_ arguments: [String], in folder: String) throws -> Visit {
        let terminal = try PseudoTerminal(
            .init(
                "/bin/sh",
                ["-c", "\"$@\"; echo \"\(Self.end)$?\"", "sh"] + launcher + [BuiltPrograms.signer] + arguments,
                folder: folder, environment: BuiltPrograms.environment(home: folder), outputIsTerminal: true))
        var visit = Visit()
        var mistakes = mistakes
        var hasThrown = false
        while true {
            let (found, text) = try terminal.expect(anyOf: Self.prompts, timeout: 300)
            visit.screen += text
            switch found {
            case Self.end:
                visit.status = Int32(try terminal.expect("\n").filter { $0.isNumber }) ?? -1
                _ = try terminal.exitStatus()
                return visit
            case Self.page:
                note(text, in: &visit)
                terminal.send("")
            case "(not shown; Enter alone ends): ":
                terminal.send(hasThrown ? "" : throwing)
                hasThrown.toggle()
            case "to type them anew: ": terminal.send("yes")
            case " (not shown): ": terminal.send(answer(text, &mistakes, &visit))
            case "The same BIP-39 passphrase again: ": terminal.send(wordsPassphrase)
            case "New passphrase for the keystore: ", "The same passphrase again: ", "Passphrase of the keystore: ":
                terminal.send(Self.passphrase)
            default: terminal.send("")
            }
        }
    }

    private func answer(_ text: String, _ mistakes: inout [Int: String], _ visit: inout Visit) -> String {
        guard let question = text.split(separator: "\n").last, question.hasPrefix("Word "),
            let number = question.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return wordsPassphrase }
        visit.asked += 1
        return mistakes.removeValue(forKey: number) ?? visit.words[number] ?? ""
    }

    /// Writes the words of a page down.
    private func note(_ text: String, in visit: inout Visit) {
        let page = text.components(separatedBy: "\u{1B}[3J").last ?? ""
        visit.pages.append(page)
        guard page.hasPrefix("Words ") else { return }
        for line in page.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, let number = Int(parts[0]) { visit.words[number] = String(parts[1]) }
        }
    }
}
