package import ByteCoding
package import CommandSupport
import Review

/// What was found out about the machine at the start of a command, and what follows from it.
package struct MachineReport: Sendable, Hashable {
    /// Everything that was found, the worst first.
    package let findings: [MachineFinding]
    private let duty: MachineDuty

    /// Measures a machine.
    package init(_ facts: MachineFacts, _ duty: MachineDuty) {
        findings = MachineChecks.findings(in: facts, duty)
        self.duty = duty
    }

    /// The lines that say all of it, each warning and refusal with what to do about it.
    package func lines(program: String, language: ScreenLanguage) -> [String] {
        findings.flatMap { finding in
            let label = language.text(MachinePrompt.label(finding.severity))
            let line = "\(program): \(label): \(language.text(finding.phrase)) [\(finding.check)]"
            return finding.severity == .note ? [line] : [line, "  " + language.remedy(finding.phrase)]
        }
    }

    /// Refuses the machine when a finding does.
    package func require() throws(MachineError) {
        let refusing = findings.filter { $0.severity == .refuse }
        guard refusing.isEmpty else { throw .refused(refusing) }
    }

    /// Asks of each warning, before a custodian's keys of the main network are opened, whether to go on in spite of it.
    /// - Parameter terminal: Where to ask; `nil` where nobody can be asked, which is then no.
    package func acknowledge(on terminal: (any ReviewTerminal)?) throws(SignerError) {
        guard duty.isStrict else { return }
        for finding in findings where finding.severity == .warn {
            guard let terminal, terminal.isAttended else { throw Self.refusal(finding) }
            let answer = try SignerError.lifting {
                try terminal.ask(terminal.language.text(MachinePrompt.goOn(word: finding.word)))
            }
            guard answer == finding.word else { throw Self.refusal(finding) }
        }
    }

    private static func refusal(_ finding: MachineFinding) -> SignerError {
        .cause(SignerErrorCause(error: MachineError.notAcknowledged(finding)))
    }
}

/// Says that the machine is not one on which the command goes on.
package enum MachineError: CommandError, Equatable {
    /// Findings that refuse by themselves; the first gives the code.
    case refused([MachineFinding])
    /// A warning in spite of which nobody wanted to go on.
    case notAcknowledged(MachineFinding)

    private var findings: [MachineFinding] {
        switch self {
        case .refused(let findings): findings
        case .notAcknowledged(let finding): [finding]
        }
    }

    package var code: String { findings.first?.check ?? "machine.refused" }
    package var exitStatus: ExitStatus { .refused }

    package var description: String {
        switch self {
        case .refused(let findings):
            findings.map { ScreenLanguage.english.text($0.phrase) }.joined(separator: "; ")
        case .notAcknowledged(let finding):
            "\(ScreenLanguage.english.text(finding.phrase)), and nobody typed \"\(finding.word)\" to go on"
        }
    }

    package var remedy: String? { findings.first.map { ScreenLanguage.english.remedy($0.phrase) } }
}
