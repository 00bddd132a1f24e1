import Review

/// Warns of memory that is swapped: what a library leaves in ordinary memory for a moment can be written to a disk.
struct SwapOff: MachineCheck {
    static let id = "machine.swap"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        let severity: Severity = duty.isStrict ? .warn : .note
        guard let areas = facts.swapAreas else { return finding(severity, .swapUnknown) }
        return areas.isEmpty ? nil : finding(severity, .swapOn(areas))
    }
}
