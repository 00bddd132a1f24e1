import Review

/// Warns of running as root.
struct NotRoot: MachineCheck {
    static let id = "machine.root"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        facts.isRoot ? finding(duty.isStrict ? .warn : .note, .runsAsRoot) : nil
    }
}
