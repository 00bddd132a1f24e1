import ByteCoding
import CommandSupport
import Custody
import Foundation
import Review
import SignerCore
import TestSupport
import Testing

@Suite("the checks of the machine at the start")
struct MachineCheckTests {
    /// One check's pair: what it refuses or warns of, beside the machine that passes everything.
    struct Pair: Sendable, CustomTestStringConvertible {
        let check: String
        let strict: Severity
        let lenient: Severity
        let phrase: MachinePhrase
        let change: @Sendable (inout MachineFacts) -> Void

        var testDescription: String { "\(check) \(phrase)" }
    }

    /// A machine without a fault.
    private static func good() throws -> MachineFacts {
        var facts = MachineFacts(
            faultlessOn: try CalendarDate(documentText: "2026-12-01"),
            buildDay: try CalendarDate(documentText: "2026-11-30"))
        facts.terminalType = "xterm"
        return facts
    }

    static let pairs: [Pair] = [
        Pair(check: "machine.network", strict: .refuse, lenient: .warn, phrase: .networkUp(["eth0", "wlan0"])) {
            $0.interfacesUp = ["eth0", "wlan0"]
        },
        Pair(check: "machine.network", strict: .refuse, lenient: .warn, phrase: .networkUnknown) {
            $0.interfacesUp = nil
        },
        Pair(check: "machine.swap", strict: .warn, lenient: .note, phrase: .swapOn(["/dev/sda2"])) {
            $0.swapAreas = ["/dev/sda2"]
        },
        Pair(check: "machine.swap", strict: .warn, lenient: .note, phrase: .swapUnknown) { $0.swapAreas = nil },
        Pair(check: "machine.dumps", strict: .refuse, lenient: .refuse, phrase: .dumpsPossible) {
            $0.isHardened = false
        },
        Pair(check: "machine.traced", strict: .refuse, lenient: .warn, phrase: .traced(by: 7)) { $0.tracer = 7 },
        Pair(check: "machine.root", strict: .warn, lenient: .note, phrase: .runsAsRoot) { $0.isRoot = true },
        Pair(
            check: "machine.home", strict: .refuse, lenient: .refuse,
            phrase: .homeOpen(path: "/h/keystore", mode: "644")
        ) { $0.openInHome = [.init(path: "/h/keystore", mode: "644")] },
        Pair(
            check: "machine.clock", strict: .refuse, lenient: .warn,
            phrase: .clockEarly(clock: "2026-12-01", build: "2026-12-02")
        ) { facts in
            if let day = try? CalendarDate(documentText: "2026-12-02") { facts.buildDay = day }
        },
        Pair(check: "machine.terminal", strict: .refuse, lenient: .warn, phrase: .terminalPlain(type: "dumb")) {
            $0.terminalType = "dumb"
        },
        Pair(check: "machine.terminal", strict: .refuse, lenient: .warn, phrase: .terminalPlain(type: "")) {
            $0.terminalType = ""
        },
        Pair(check: "machine.landlock", strict: .note, lenient: .note, phrase: .noLandlock) { $0.landlock = 0 },
    ]

    @Test("each finds its fault and nothing else, as bad as the keys make it", arguments: pairs)
    func refuses(_ pair: Pair) throws {
        var facts = try Self.good()
        #expect(MachineChecks.findings(in: facts, MachineDuty(isStrict: true)) == [])
        pair.change(&facts)
        for (isStrict, severity) in [(true, pair.strict), (false, pair.lenient)] {
            let finding = MachineFinding(check: pair.check, severity: severity, phrase: pair.phrase)
            #expect(MachineChecks.findings(in: facts, MachineDuty(isStrict: isStrict)) == [finding])
            let report = MachineReport(facts, MachineDuty(isStrict: isStrict))
            if severity == .refuse {
                #expect(throws: MachineError.refused([finding])) { try report.require() }
                #expect(MachineError.refused([finding]).code == pair.check)
                #expect(MachineError.refused([finding]).exitStatus == .refused)
            } else {
                try report.require()
            }
        }
    }

    @Test("a machine without a terminal, without landlock's absence and with today's build passes")
    func accepts() throws {
        var facts = try Self.good()
        facts.terminalType = nil
        facts.buildDay = facts.today
        #expect(MachineChecks.findings(in: facts, MachineDuty(isStrict: true)) == [])
    }

    @Test("every check has a pair here and a heading in the page of checks")
    func complete() throws {
        let paired = Set(Self.pairs.map(\.check))
        let page = VectorStore.root.deletingLastPathComponent().appending(path: "Docs/checks.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for check in MachineChecks.all {
            let id = type(of: check).id
            #expect(paired.contains(id), "\(id) has no pair")
            #expect(text.split(separator: "\n").contains { $0.hasPrefix("### 82") && $0.contains("`\(id)`") }, "\(id)")
        }
        #expect(paired.count == MachineChecks.all.count)
    }

    @Test("says the worst first, in both languages, and hides no name's escape sequence")
    func says() throws {
        var facts = try Self.good()
        facts.landlock = 0
        facts.swapAreas = ["/swap\u{1b}[2J"]
        facts.interfacesUp = ["eth0"]
        let report = MachineReport(facts, MachineDuty(isStrict: true))
        let english = report.lines(program: "rensho-signer", language: .english)
        #expect(
            english.first == "rensho-signer: refused: a network interface of this machine is up: eth0 [machine.network]"
        )
        #expect(english.contains { $0.hasPrefix("rensho-signer: warning: ") && $0.hasSuffix("[machine.swap]") })
        #expect(english.last?.hasPrefix("rensho-signer: note: this kernel has no landlock: ") == true)
        #expect(!english.joined().contains("\u{1b}"))
        let japanese = report.lines(program: "rensho-signer", language: .japanese)
        #expect(japanese.count == english.count)
        #expect(japanese.first?.hasPrefix("rensho-signer: 続行不可: 本機の") == true)
    }

    @Test("a custodian of the main network types a word for every warning, and without one nothing goes on")
    func acknowledges() throws {
        var facts = try Self.good()
        facts.swapAreas = ["/dev/sda2"]
        facts.isRoot = true
        let strict = MachineReport(facts, MachineDuty(isStrict: true))
        try strict.acknowledge(on: Typing(["swap", "root"]))
        for answers in [["swap", ""], ["yes", "root"], ["root", "swap"], ["", ""]] {
            let error = #expect(throws: SignerError.self) { try strict.acknowledge(on: Typing(answers)) }
            #expect(["machine.swap", "machine.root"].contains(error?.code))
        }
        let nobody = #expect(throws: SignerError.self) { try strict.acknowledge(on: nil) }
        #expect(nobody?.code == "machine.swap")
        #expect(nobody?.exitStatus == .refused)
        #expect(throws: SignerError.self) { try strict.acknowledge(on: UnattendedTerminal()) }
        // Where nothing of value is at stake, saying it is enough.
        try MachineReport(facts, MachineDuty(isStrict: false)).acknowledge(on: nil)
    }
}

/// A person who types these answers, one after the other.
private final class Typing: ReviewTerminal, @unchecked Sendable {
    // A class, because answers are used up; one test alone asks.
    private var answers: [String]

    init(_ answers: [String]) { self.answers = answers }

    var isAttended: Bool { true }
    func write(_ lines: [String]) throws(TerminalError) {}
    func show(pages: [[String]]) throws(TerminalError) {}
    func ask(_ question: String) throws(TerminalError) -> String {
        guard !answers.isEmpty else { throw .closed }
        return answers.removeFirst()
    }
    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret { throw .closed }
}
