import Custody

/// Refuses to sign or confirm for a person whose part in the vault has ended.
struct OwnerNotExpired: SigningCheck {
    static let id = "machine.person-expired"

    func findings(in context: ReviewContext) -> [Finding] {
        let machine = context.machine
        guard machine.purpose != .inspect, let id = machine.person, let today = machine.today,
            let lastDay = context.vault.vault.person(id)?.expiry, lastDay < today
        else { return [] }
        return [
            finding(.refuse, .machine, .machine(.personExpired(person: id, lastDay: lastDay, today: today)))
        ]
    }
}
