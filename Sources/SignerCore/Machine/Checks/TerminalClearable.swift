import Review

/// Refuses a terminal that cannot be cleared, or does not say what it is: words and passphrases would stay on it.
struct TerminalClearable: MachineCheck {
    static let id = "machine.terminal"

    /// The types that say nothing: unset, terminfo's `dumb` and `unknown`.
    private static let plain: Set<String> = ["", "dumb", "unknown"]

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        guard let type = facts.terminalType, Self.plain.contains(type) else { return nil }
        return finding(duty.isStrict ? .refuse : .warn, .terminalPlain(type: type))
    }
}
