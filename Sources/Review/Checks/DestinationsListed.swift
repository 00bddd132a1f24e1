import BitcoinPrimitives
import Custody

/// Refuses or warns of a destination that no entry of the vault's address book names, as the vault's `allowlist` says.
struct DestinationsListed: SigningCheck {
    static let id = "output.not-in-address-book"

    func findings(in context: ReviewContext) -> [Finding] {
        let vault = context.vault.vault
        let severity: Severity
        switch vault.rules.allowlist {
        case .off: return []
        case .tiered: severity = .warn
        case .required: severity = .refuse
        }
        return context.examination.outputs.compactMap { output in
            guard output.role == .external, vault.addressBook.entry(paying: output.output.scriptPubKey) == nil else {
                return nil
            }
            let sentence = BookSentence.notListed(index: output.index, rule: vault.rules.allowlist)
            return finding(severity, .output(output.index), .book(sentence))
        }
    }
}

extension ReviewContext {
    /// The outputs that pay somebody else whom the address book names, with their entries.
    var listedOutputs: [(output: OutputExamination, entry: Destination)] {
        examination.outputs.compactMap { output in
            guard output.role == .external,
                let entry = vault.vault.addressBook.entry(paying: output.output.scriptPubKey)
            else { return nil }
            return (output, entry.destination)
        }
    }
}
