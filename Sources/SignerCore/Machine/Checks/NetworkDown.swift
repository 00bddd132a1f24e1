import Review

/// Refuses a custodian's keys of the main network on a machine with a network interface that is up; loopback alone is
/// fine. Other keys are warned of.
struct NetworkDown: MachineCheck {
    static let id = "machine.network"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        let severity: Severity = duty.isStrict ? .refuse : .warn
        guard let up = facts.interfacesUp else { return finding(severity, .networkUnknown) }
        return up.isEmpty ? nil : finding(severity, .networkUp(up))
    }
}
