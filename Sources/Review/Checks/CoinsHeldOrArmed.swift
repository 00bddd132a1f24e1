import Custody

/// Says for which coins of the case this machine holds signatures back, and for which signatures have left it.
struct CoinsHeldOrArmed: SigningCheck {
    static let id = "journal.kept-coins"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return context.machine.answered.compactMap { answered in
            guard answered.signatures != .notGiven else { return nil }
            let coins = Set(answered.spends)
            let inputs = facts.inputs.filter { coins.contains($0.outpoint) }.map(\.index)
            guard !inputs.isEmpty else { return nil }
            let isArmed = answered.signatures == .armed
            let isOther = answered.caseID != facts.header.caseID
            let sentence = MachineSentence.coinsKept(
                inputs: inputs, caseID: answered.caseID, isOther: isOther, isArmed: isArmed)
            return finding(isArmed && isOther ? .warn : .note, .machine, .machine(sentence))
        }
    }
}
