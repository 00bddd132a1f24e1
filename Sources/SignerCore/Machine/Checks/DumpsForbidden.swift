import Review

/// Refuses a process that can be dumped, leaves core files or is under no filter of system calls, although it asked for
/// all of that.
struct DumpsForbidden: MachineCheck {
    static let id = "machine.dumps"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        facts.isHardened ? nil : finding(.refuse, .dumpsPossible)
    }
}
