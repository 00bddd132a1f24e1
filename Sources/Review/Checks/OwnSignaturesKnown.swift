import Custody

/// Refuses a file that carries a signature of this machine's key for a case for which this machine has let none out.
///
/// Only this machine's own journal says so: the signature may well verify. It is looked for in both looks and at the
/// release, since a held cosigner's signatures are in no honest file before it.
struct OwnSignaturesKnown: SigningCheck {
    static let id = "machine.own-signature"

    func findings(in context: ReviewContext) -> [Finding] {
        let machine = context.machine
        guard machine.purpose != .inspect, let keyIndex = machine.keyIndex, let facts = context.examination.facts,
            machine.answered.first(where: { $0.caseID == facts.header.caseID })?.signatures != .armed
        else { return [] }
        return context.examination.inputs.filter { $0.isSigned(byKey: keyIndex) }.map {
            finding(.refuse, .input($0.index), .machine(.ownSignatureUnknown(index: $0.index)))
        }
    }
}
