import Foundation
import TestSupport

/// Three custodians and a requester who follow the guide of the key ceremony at a terminal: they throw dice, write words down and type them
/// back, hear words and type what they hear, and answer from the order on paper.
struct CeremonyPerson {
    /// What ends a command: the shell asks for the next one.
    static let prompt = "ceremony> "

    /// What the programs ask, in either language, as it stands on the screen.
    private enum Question: String, CaseIterable {
        case page = "press Enter to go on: |Enterキーを押すと進みます："
        case dice = "(not shown; Enter alone ends): |（表示されません。Enterキーだけで終了）："
        case diceAccepted = "or anything else to type them anew: |それ以外を入力すると、最初から入力し直します："
        case alone = "when you are alone and have paper and pen: |紙とペンがあることを確かめてから、Enterキーを押してください："
        case secretPage = "Press Enter; the page is then cleared: |Enterキーを押すと、この画面は消去されます："
        case wordBack = " of 24 (not shown): | of 12 (not shown): |番目の単語（表示されません）："
        case fingerprint = "with the words, then press Enter: |書き添えてから、Enterキーを押してください："
        case newPassphrase = "New passphrase for the keystore: |キーストアの新しいパスフレーズ："
        case samePassphrase = "The same passphrase again: |同じパスフレーズをもう一度："
        case passphrase = "Passphrase of the keystore: |キーストアのパスフレーズ："
        case vaultWord = " of 12: |番目）："
        case backupWords = "or all words in one line (not shown): |一行にまとめた全単語（表示されません）："
        case history = "if no machine ever held them, or nothing: |それ以外は何も入力せずにEnterキーを押してください："
        case adoption = "Type \"take over\" to go on: |取り込むには「take over」と入力してください："
        case order = "to sign this order: |この指図書に署名する場合は「order」と入力してください："
        case warning =
            "if you have read this, or nothing to stop: |と入力し、止めるなら何も入力しないでください："
        case characters = "(they begin in group |グループから始まります）："
        case amount = "in BTC (2.50000000) or in sat (250000000 sat): |（250000000 sat）で入力してください："
        case secondLook = "for the second look, or nothing to stop here: |ここで止める場合は何も入力しないでください："

        /// The question in English, once for each number of words, and in Japanese.
        var stems: [String] { rawValue.components(separatedBy: "|") }
    }

    /// The shell's terminal.
    let terminal: PseudoTerminal
    /// The folder in which everything happens.
    let folder: String
    /// The words on each custodian's paper, by the folder that stands for his machine.
    private(set) var papers: [String: [String]] = [:]
    /// The words of the vault, as the operator reads them in the call.
    private(set) var vaultWords: [String] = []
    /// Everything that the current command showed.
    private var screen = ""
    private var dice = SeededGenerator(seed: 0xD1CE)

    /// Sits down at a shell in a folder.
    init(terminal: PseudoTerminal, folder: String, papers: [String: [String]] = [:]) {
        self.terminal = terminal
        self.folder = folder
        self.papers = papers
    }

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
            guard let question = Question.allCases.first(where: { $0.stems.contains(found) }) else { break }
            switch question {
            case .page, .alone, .fingerprint, .history, .secondLook: terminal.send("")
            case .dice:
                terminal.send(hasThrown ? "" : throwDice(60))
                hasThrown = true
            case .diceAccepted: terminal.send("yes")
            case .secretPage:
                paper += Self.words(on: text, after: paper.count)
                terminal.send("")
            case .wordBack:
                let number = Self.numbers(in: text, before: found).last ?? 0
                terminal.send(paper.indices.contains(number - 1) ? paper[number - 1] : "")
            case .newPassphrase, .samePassphrase, .passphrase: terminal.send(CustodianAtTerminal.passphrase)
            case .vaultWord: terminal.send(vaultWord(in: text, before: found))
            case .backupWords: terminal.send((papers["alice"] ?? []).joined(separator: " "))
            case .warning: terminal.send(Self.quoted(in: text))
            case .order: terminal.send("order")
            case .adoption: terminal.send("take over")
            case .characters: terminal.send(try characters(in: text, before: found))
            case .amount: terminal.send(try payment().amount)
            }
        }
        if !paper.isEmpty { papers[machine] = paper }
        if let line = screen.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("Words        ") }) {
            vaultWords = line.split(separator: " ").dropFirst().map(String.init)
        }
        return screen
    }

    /// The folder that a command names as its home.
    private static func machine(in command: String) -> String {
        let parts = command.split(separator: " ").map(String.init)
        guard let place = parts.firstIndex(of: "--home"), parts.indices.contains(place + 1) else { return "" }
        return parts[place + 1]
    }

    /// What stands in quotation marks at the end of a text, in either language.
    private static func quoted(in text: String) -> String {
        let parts = text.split(omittingEmptySubsequences: false) { "\"「」".contains($0) }
        return parts.count >= 3 ? String(parts[parts.count - 2]) : ""
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

    /// The word of the vault that somebody reads out: not the one on this screen, but the operator's.
    private func vaultWord(in text: String, before stem: String) -> String {
        guard let number = Self.numbers(in: text, before: stem).last, vaultWords.indices.contains(number - 1) else {
            return ""
        }
        return vaultWords[number - 1]
    }

    /// The order on paper.
    private func payment() throws -> (address: String, amount: String) {
        guard let payment = try Paper(folder + "/payouts.csv").payments.first else {
            throw WalkFailure("no order on paper")
        }
        return payment
    }

    /// The characters of the address that are asked for.
    private func characters(in text: String, before stem: String) throws -> String {
        // Japanese names the group before the question ends.
        let numbers = Self.numbers(in: text, before: stem).suffix(stem.hasPrefix("(") ? 2 : 3)
        let address = Array(try payment().address)
        guard numbers.count >= 2, let first = numbers.first, let last = numbers.dropFirst().first, first >= 1,
            last <= address.count, first <= last
        else { return "" }
        return String(address[(first - 1)...(last - 1)])
    }

    /// The numbers in the last line of a text, without what is asked at its end.
    private static func numbers(in text: String, before stem: String) -> [Int] {
        let question = text.dropLast(stem.count).split(whereSeparator: \.isNewline).last ?? ""
        return question.split { !($0.isASCII && $0.isNumber) }.compactMap { Int($0) }
    }
}
