import Foundation
import TestSupport

/// A custodian who reads Japanese, at the terminal of his machine, with the paper in his hand.
struct JapaneseCustodian {
    /// What the signer asks, as it stands on the screen.
    private enum Question: String, CaseIterable {
        case page = "Enterキーを押すと進みます："
        case passphrase = "キーストアのパスフレーズ："
        case warning = "と入力し、止めるなら何も入力しないでください："
        case destination = "を見て答えて"
        case characters = "グループから始まります）："
        case amount = "（250000000 sat）で入力してください："
        case secondLook = "ここで止める場合は何も入力しないでください："
    }

    /// What the payments should be.
    let paper: Paper
    /// What his shell sets beside the small environment of every test.
    var environment: [String: String] = [:]

    private static let end = "the visit ended with "

    /// Runs the signer in a folder and answers everything that it asks.
    func run(_ arguments: [String], in folder: String) throws -> CustodianAtTerminal.Visit {
        let terminal = try PseudoTerminal(
            .init(
                "/bin/sh", ["-c", "\"$@\"; echo \"\(Self.end)$?\"", "sh", BuiltPrograms.signer] + arguments,
                folder: folder,
                environment: BuiltPrograms.environment(home: folder).merging(environment) { $1 },
                outputIsTerminal: true))
        var screen = ""
        var (destination, destinations, passphrases) = (0, 0, 0)
        var wasOffered = false
        while true {
            let (found, text) = try terminal.expect(
                anyOf: [Self.end] + Question.allCases.map(\.rawValue), timeout: 300)
            screen += text
            guard let question = Question(rawValue: found) else { break }
            switch question {
            case .page: terminal.send("")
            case .warning: terminal.send(Self.word(in: text))
            case .passphrase:
                passphrases += 1
                terminal.send(CustodianAtTerminal.passphrase)
            case .destination:
                destination = Self.number(after: "送金先 ", in: text) ?? 0
                // Before the first question stands what to answer from, in nearly the same words.
                if destination > destinations { destinations = destination }
            case .characters: terminal.send(characters(of: destination, askedIn: text))
            case .amount: terminal.send(paper.amount(of: destination))
            case .secondLook:
                wasOffered = true
                terminal.send("")
            }
        }
        let status = Int32(try terminal.expect("\n").filter { $0.isNumber }) ?? -1
        _ = try terminal.exitStatus()
        return CustodianAtTerminal.Visit(
            status: status, screen: screen, destinations: destinations, passphrases: passphrases, wasOffered: wasOffered
        )
    }

    private func characters(of destination: Int, askedIn text: String) -> String {
        guard paper.payments.indices.contains(destination - 1),
            let first = Self.number(after: "アドレスの", in: text),
            let last = Self.number(after: "文字目から", in: text)
        else { return "" }
        let address = Array(paper.payments[destination - 1].address)
        guard first >= 1, last <= address.count, first <= last else { return "" }
        return String(address[(first - 1)...(last - 1)])
    }

    /// What stands between the last pair of brackets.
    private static func word(in text: String) -> String {
        guard let start = text.range(of: "「", options: .backwards), let end = text.range(of: "」", options: .backwards),
            start.upperBound < end.lowerBound
        else { return "" }
        return String(text[start.upperBound..<end.lowerBound])
    }

    private static func number(after stem: String, in text: String) -> Int? {
        guard let range = text.range(of: stem, options: .backwards) else { return nil }
        return Int(text[range.upperBound...].filter { !$0.isNewline }.prefix { $0.isNumber })
    }
}
