package import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors

/// The rules by which one case takes the place of another.
package enum Replacement {
    /// Refuses a replacement that spends none of the other's coins: both could be paid.
    ///
    /// Another version of the vault with the same keys may replace it: signatures that are out outlive a change of rules.
    package static func check(_ new: CaseFacts, replaces old: CaseFacts) throws(ReplacementError) {
        let names = (new.header.caseID, old.header.caseID)
        let (one, other) = (new.vault.vault, old.vault.vault)
        guard one.network == other.network, one.name == other.name, one.descriptor == other.descriptor else {
            throw .otherVault(new: names.0, old: names.1)
        }
        guard sharesCoin(new, old) else { throw .sharesNoCoin(new: names.0, old: names.1) }
    }

    /// Whether the network can accept only one of two cases, because they spend a coin in common.
    package static func sharesCoin(_ one: CaseFacts, _ other: CaseFacts) -> Bool {
        !Set(one.inputs.map(\.outpoint)).isDisjoint(with: other.inputs.map(\.outpoint))
    }

    /// The earlier cases that pay somebody outside the same amount as this one and could be paid beside it.
    ///
    /// A machine that approved one of them goes on only after its custodian typed that both are to be paid.
    package static func repetitions(of new: CaseFacts, among earlier: [CaseDocument]) -> [CaseID] {
        let paid = Set(new.externalOutputs.map { Payment(script: $0.script, amount: $0.amount) })
        let coins = Set(new.inputs.map(\.outpoint))
        return earlier.filter { old in
            old.header.caseID != new.header.caseID && old.network == new.vault.vault.network
                && !paid.isDisjoint(with: Payment.outside(of: old))
                && coins.isDisjoint(with: old.inputs.map(\.outPoint))
        }.map(\.header.caseID).sorted()
    }

    private struct Payment: Hashable {
        let script: Script
        let amount: Amount

        /// What a case pays to others.
        static func outside(of document: CaseDocument) -> [Payment] {
            document.outputs.compactMap { output in
                guard case .external = output.role else { return nil }
                return Payment(script: output.scriptPubKey, amount: output.amount)
            }
        }
    }
}

/// Says why a case cannot take the place of another.
package enum ReplacementError: CodedError, Equatable {
    /// The cases spend no coin in common.
    case sharesNoCoin(new: CaseID, old: CaseID)
    /// The cases are of different vaults, or of versions with other keys.
    case otherVault(new: CaseID, old: CaseID)
    /// Nodes that have the earlier transaction would not take the new one for it.
    case feeTooLow(old: CaseID, fee: Amount, needed: Amount, virtualSize: Int)

    package var code: String {
        switch self {
        case .sharesNoCoin: "replace.shares-no-coin"
        case .otherVault: "replace.other-vault"
        case .feeTooLow: "replace.fee-too-low"
        }
    }

    package var description: String {
        switch self {
        case .sharesNoCoin(let new, let old):
            "case \(new.short) spends no coin of case \(old.short) which it replaces, so both could be paid"
        case .otherVault(let new, let old):
            "case \(new.short) is not of the vault and the keys of case \(old.short) which it replaces"
        case .feeTooLow(let old, let fee, let needed, _):
            "the transaction of case \(old.short) may be at nodes already: they take another in its place for a fee of at "
                + "least \(needed.text), and this one pays \(fee.text)"
        }
    }

    package var remedy: String? {
        switch self {
        case .sharesNoCoin: "Spend at least one of its coins; without --coins all of them are spent again."
        case .otherVault:
            "Coins under the keys of an earlier version are moved by its custodians in another wallet; see Docs/security.md."
        case .feeTooLow(_, _, let needed, let size): "Choose a fee rate of at least \(Self.rate(needed, size)) sat/vB."
        }
    }

    /// A fee as a rate for a size, rounded up to thousandths.
    private static func rate(_ fee: Amount, _ virtualSize: Int) -> String {
        let size = UInt64(clamping: max(1, virtualSize))
        // At most 21e14 × 1000 and a size below 2^32.
        let rate = (fee.sat * 1_000 + size - 1) / size
        return "\(rate / 1_000).\(String(1_000 + rate % 1_000).dropFirst())"
    }
}
