import Foundation
import TestSupport

/// A custodian who follows the guide of the key ceremony at a terminal: throws dice, writes words down and types them
/// back, hears words and types what he hears.
struct CeremonyPerson {
    /// What ends a command: the shell asks for the next one.
    static let prompt = "ceremony> "

    /// What the programs ask, in either language, as it stands on the screen.
    private enum Question: String, CaseIterable {
        case page = "press Enter to go on: |Enterキーを押すと進みます："
        case dice = " on (not shown; Enter alone ends): |回目から（表示されません。Enterキーだけで終了）："
        case diceAccepted = "or anything else to type them anew: |それ以外は最初から入力し直します："
        case alone = "when you are alone and have paper and pen: |紙とペンがあることを確かめてから、Enterキーを押してください："
        case secretPage = "the page is then cleared: |この画面は消去されます："
        case wordBack = " of 24 (not shown): |番目の単語（表示されません）："
        case fingerprint = "then press Enter: |書き添えてから、Enterキーを押してください："
        case newPassphrase = "New passphrase for the keystore: |キーストアの新しいパスフレーズ："
        case samePassphrase = "The same passphrase again: |同じパスフレーズをもう一度："
        case passphrase = "Passphrase of the keystore: |キーストアのパスフレーズ："
        case vaultWord = " of 12: |番目）："
        case backupWords = " or all words in one line (not shown): |まとめた全単語（表示されません）："
        case backupEnds = " or Enter if these were all (not shown): |以上で全部の場合はEnterキー（表示されません）："
        case history = "if no machine ever held them, or nothing: |それ以外は何も入力せずにEnterキーを押してください："

        var stems: [String] { rawValue.components(separatedBy: "|") }
    }

    /// The shell's terminal.
    let terminal: PseudoTerminal
    /// The words on each custodian's paper, by the folder that stands for his machine.
    private(set) var papers: [String: [String]] = [:]
    /// Everything that the current command showed.
    private var screen = ""
    private var dice = SeededGenerator(seed: 0xD1CE)

    init(terminal: PseudoTerminal) { self.terminal = terminal }

    /// Types one command and answers until the shell is ready again; gives everything that was shown.
    mutating func run(_ command: String) throws -> String {
        screen = ""
        terminal.send(command)
        let machine = Self.machine(in: command)
        var paper: [String] = []
        var hasThrown = false
        while true {
            let (found, text) = try terminal.expect(
                anyOf: [Self.prompt] + Question.allCases.flatMap(\.stems), timeout: 300)
            screen += text
            guard let question = Question.allCases.first(where: { $0.stems.contains(found) }) else {
                if !paper.isEmpty { papers[machine] = paper }
                return screen
            }
            switch question {
            case .page, .alone, .fingerprint, .history, .backupEnds: terminal.send("")
            case .dice:
                terminal.send(hasThrown ? "" : throwDice(60))
                hasThrown = true
            case .diceAccepted: terminal.send("yes")
            case .secretPage:
                paper += Self.words(on: text, after: paper.count)
                terminal.send("")
            case .wordBack:
                let number = Self.lastNumber(before: found, in: screen) ?? 0
                terminal.send(paper.indices.contains(number - 1) ? paper[number - 1] : "")
            case .newPassphrase, .samePassphrase, .passphrase: terminal.send(CustodianAtTerminal.passphrase)
            case .vaultWord: terminal.send(vaultWord(asked: found))
            case .backupWords: terminal.send((papers["alice"] ?? []).joined(separator: " "))
            }
        }
    }

    /// The folder that a command names as its home.
    private static func machine(in command: String) -> String {
        let parts = command.split(separator: " ").map(String.init)
        guard let place = parts.firstIndex(of: "--home"), parts.indices.contains(place + 1) else { return "" }
        return parts[place + 1]
    }

    private mutating func throwDice(_ count: Int) -> String {
        (0..<count).map { _ in "\(Int.random(in: 1...6, using: &dice))" }.joined()
    }

    /// The numbered words on a page, those that follow the ones already written down.
    private static func words(on page: String, after count: Int) -> [String] {
        var found: [String] = []
        for line in page.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == "\(count + found.count + 1)" { found.append(String(parts[1])) }
        }
        return found
    }

    /// The word of the vault that somebody reads out: here the one in the list on the screen.
    private func vaultWord(asked stem: String) -> String {
        guard let number = Self.lastNumber(before: stem, in: screen) else { return "" }
        for line in screen.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == "\(number)" { return String(parts[1]) }
        }
        return ""
    }

    private static func lastNumber(before stem: String, in text: String) -> Int? {
        guard let range = text.range(of: stem, options: .backwards) else { return nil }
        let before = text[..<range.lowerBound].reversed().drop { $0 == " " }
        return Int(String(before.prefix { $0.isNumber }.reversed()))
    }
}
