import Custody

/// Refuses to sign where the file carries a signature of this machine's key for a case that it has never answered.
///
/// Only this machine's own journal says so before anything is signed: the signature may well verify.
struct OwnSignaturesKnown: SigningCheck {
    static let id = "machine.own-signature"

    func findings(in context: ReviewContext) -> [Finding] {
        guard context.machine.purpose == .sign, let keyIndex = context.machine.keyIndex,
            let facts = context.examination.facts, context.machine.answeredCases[facts.header.caseID] == nil
        else { return [] }
        return context.examination.inputs.filter { $0.isSigned(byKey: keyIndex) }.map {
            finding(.refuse, .input($0.index), .machine(.ownSignatureUnknown(index: $0.index)))
        }
    }
}
