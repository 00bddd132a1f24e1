import Custody
import Review

/// Refuses a clock that is before the program was made: expiry would be judged by a past day. How far it may be behind
/// the journal's last entry is judged when the home is open (`signer.clock-behind`).
struct ClockAfterBuild: MachineCheck {
    static let id = "machine.clock"

    func finding(in facts: MachineFacts, _ duty: MachineDuty) -> MachineFinding? {
        guard facts.today < facts.buildDay else { return nil }
        return finding(
            duty.isStrict ? .refuse : .warn,
            .clockEarly(clock: facts.today.description, build: facts.buildDay.description))
    }
}
