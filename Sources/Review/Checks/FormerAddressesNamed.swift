import BitcoinPrimitives
import Custody
import Descriptors

/// Names a destination that was ours once (number 57): an address of an earlier version of the vault, or of a coin that
/// this machine has signed for, and says when an output goes back to where a coin of the case came from.
struct FormerAddressesNamed: SigningCheck {
    static let id = "output.former-own"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let version = context.vault.vault.version
        var former: [Script: (UInt32, KnownAddress.Name)] = [:]
        for known in context.ownAddresses {
            if case .own(let earlier, _) = known.name, earlier != version {
                former[known.address.scriptPubKey] = (earlier, known.name)
            }
        }
        let coins = Dictionary(
            context.machine.seenCoins.map { ($0.value.scriptPubKey, $0.key) }, uniquingKeysWith: { min($0, $1) })
        let spent = Dictionary(
            facts.inputs.map { ($0.script.scriptPubKey, $0.index) }, uniquingKeysWith: { first, _ in first })
        return facts.outputs.compactMap { output in
            let subject = FindingSubject.output(output.index)
            if let input = spent[output.script] {
                return finding(.note, subject, .payment(.coinAddress(index: output.index, input: input)))
            }
            guard output.role == .external else { return nil }
            if case .own(let earlier, let position) = former[output.script]?.1 {
                let sentence = PaymentSentence.formerVault(
                    index: output.index, version: earlier, position: position)
                return finding(.warn, subject, .payment(sentence))
            }
            if let outpoint = coins[output.script] {
                return finding(
                    .warn, subject, .payment(.formerCoin(index: output.index, outpoint: outpoint)))
            }
            return nil
        }
    }
}
