package import Review

/// One rule that the machine is measured against before a command begins. Every check always runs, and none can be
/// switched off.
///
/// To add one: a file in `Checks`, its line in ``MachineChecks/all``, its sentences in `MachinePhrase` and the two
/// catalogues, its heading in `Docs/checks.md`, and a pair in `MachineCheckTests`.
package protocol MachineCheck: Sendable {
    /// The stable id: `machine.`, and the word that is typed to go on in spite of a warning.
    static var id: String { get }

    /// What this rule finds; `nil` when the machine passes.
    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding?
}

extension MachineCheck {
    /// A finding of this check.
    func finding(_ severity: Severity, _ phrase: MachinePhrase) -> MachineFinding {
        MachineFinding(check: Self.id, severity: severity, phrase: phrase)
    }
}

/// What a check has to say about the machine.
package struct MachineFinding: Sendable, Hashable {
    /// The stable id of the check.
    package let check: String
    /// How bad it is.
    package let severity: Severity
    /// What is said, before it is put into words of a language.
    package let phrase: MachinePhrase

    package init(check: String, severity: Severity, phrase: MachinePhrase) {
        self.check = check
        self.severity = severity
        self.phrase = phrase
    }

    /// What is typed to go on in spite of it: the id without `machine.`.
    package var word: String { String(check.drop { $0 != "." }.dropFirst()) }
}

/// Every check of the machine.
package enum MachineChecks {
    /// The checks, in the order in which findings of one severity are said.
    package static let all: [any MachineCheck] = [
        NetworkDown(), NotTraced(), DumpsForbidden(), HomeClosed(), ClockAfterBuild(), TerminalClearable(), SwapOff(),
        NotRoot(), FoldersClosable(),
    ]

    /// Everything that the checks find, the worst first.
    package static func findings(in facts: MachineFacts, _ duty: MachineDuty) -> [MachineFinding] {
        let found = all.compactMap { $0.finding(in: facts, duty) }
        return Severity.allCases.flatMap { severity in found.filter { $0.severity == severity } }
    }
}
