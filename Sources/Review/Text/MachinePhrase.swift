package import ByteCoding

/// What the signer says at its start about the machine that it runs on. Names and paths come from the machine and are
/// made safe where they are put into a sentence.
package enum MachinePhrase: Hashable, Sendable {
    /// Network interfaces that are up.
    case networkUp([String])
    /// It cannot be found out which network interfaces are up.
    case networkUnknown
    /// Files and devices that memory is swapped to.
    case swapOn([String])
    /// It cannot be found out whether memory is swapped.
    case swapUnknown
    /// The process can be dumped or leaves core files, although it asked for neither.
    case dumpsPossible
    /// Another process traces this one, by its number.
    case traced(by: Int)
    case runsAsRoot
    /// Something in the home, or the home itself, is open to other users, with its mode in octal digits.
    case homeOpen(path: String, mode: String)
    /// The clock shows a day before the program was made.
    case clockEarly(clock: String, build: String)
    /// The terminal says that it can do nothing but print, or does not say what it is.
    case terminalPlain(type: String)
    case noLandlock
}

/// What the signer asks and heads at its start.
package enum MachinePrompt: Hashable, Sendable {
    /// The word that stands before a finding, by its severity.
    case label(Severity)
    /// Leads to a word to be typed in spite of a warning.
    case goOn(word: String)
}

extension ScreenLanguage {
    /// What was found.
    package func text(_ phrase: MachinePhrase) -> String {
        switch self {
        case .english: EnglishMachine.text(phrase)
        case .japanese: JapaneseMachine.text(phrase)
        }
    }

    /// What to do about it.
    package func remedy(_ phrase: MachinePhrase) -> String {
        switch self {
        case .english: EnglishMachine.remedy(phrase)
        case .japanese: JapaneseMachine.remedy(phrase)
        }
    }

    /// A question or a label of the start.
    package func text(_ prompt: MachinePrompt) -> String {
        switch self {
        case .english: EnglishMachine.text(prompt)
        case .japanese: JapaneseMachine.text(prompt)
        }
    }
}
