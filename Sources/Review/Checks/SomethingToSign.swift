import Custody
import Descriptors

/// Refuses to sign where this machine has no key, or has signed everything already (number 31).
struct SomethingToSign: SigningCheck {
    static let id = "machine.nothing-to-sign"

    func findings(in context: ReviewContext) -> [Finding] {
        guard context.machine.purpose == .sign else { return [] }
        guard let keyIndex = context.machine.keyIndex,
            context.vault.descriptor.keys.indices.contains(keyIndex)
        else {
            let person = context.machine.person?.description ?? "-"
            return [finding(.refuse, .machine, .machine(.noKeyInVault(person: person)))]
        }
        let ours = context.examination.inputs.filter { $0.script != nil }
        guard !ours.isEmpty, ours.allSatisfy({ $0.isSigned(byKey: keyIndex) }) else { return [] }
        // What the journal knows is explained and done again, with the same bytes; anything else is somebody else's doing.
        let caseID = context.examination.facts?.header.caseID
        guard context.machine.answered.first(where: { $0.caseID == caseID })?.signatures == .armed else {
            return [finding(.refuse, .machine, .machine(.nothingToSign))]
        }
        return [finding(.note, .machine, .machine(.alreadySigned))]
    }
}
