import Review

/// Refuses a home that others can enter, or in which something lies that others can read or that belongs to them.
struct HomeClosed: MachineCheck {
    static let id = "machine.home"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        facts.openInHome.first.map { finding(.refuse, .homeOpen(path: $0.path, mode: $0.mode)) }
    }
}
