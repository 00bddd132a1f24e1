import Review

/// Refuses to be traced from the start on, which nothing that the process asks for can end.
struct NotTraced: MachineCheck {
    static let id = "machine.traced"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        facts.tracer.map { finding(duty.isStrict ? .refuse : .warn, .traced(by: $0)) }
    }
}
