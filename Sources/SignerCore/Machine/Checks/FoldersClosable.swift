import Review

/// Notes a kernel without landlock: the process keeps every folder of its user within reach.
struct FoldersClosable: MachineCheck {
    static let id = "machine.landlock"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        facts.landlock > 0 ? nil : finding(.note, .noLandlock)
    }
}
