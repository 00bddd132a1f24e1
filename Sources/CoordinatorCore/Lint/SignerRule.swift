package import BitcoinPSBT

/// One rule of a signer, with where its figure comes from.
package struct SignerRule: Hashable, Sendable {
    /// What the rule asks.
    package enum Requirement: Hashable, Sendable {
        /// A file of at most so many bytes.
        case fileBytes(Int)
        /// At most so many inputs.
        case inputs(Int)
        /// At most so many outputs.
        case outputs(Int)
        /// At most so many cosigners in a script.
        case cosigners(Int)
        /// At most so many outputs back to the vault.
        case changeOutputs(Int)
        /// Paths of at most so many steps.
        case pathSteps(Int)
        /// An index of change at most so far above the highest index of an input.
        case changeGap(UInt32)
        /// One of these PSBT versions.
        case versions([PSBTVersion])
        /// One of these transaction versions.
        case transactionVersions([Int32])
        /// A lock time that is a height, or none.
        case heightLockTime
        /// The whole previous transaction of every input.
        case previousTransactions
        /// The spent output of every input beside the previous transaction.
        case witnessOutputs
        /// The witness script of every input and of every output to the vault.
        case witnessScripts
        /// The derivation of every key of every script.
        case derivations
        /// The derivation of at least one key of every script.
        case someDerivation
        /// The extended key of every cosigner in the global map.
        case globalXpubs
        /// Nothing in the global map but the transaction and extended keys.
        case plainGlobals
        /// No hash type but SIGHASH_ALL.
        case sighashAll
        /// No input that is finished already.
        case unfinishedInputs
        /// No master fingerprint of zeros.
        case fingerprints
        /// A signed transaction of at most so many weight units.
        case weight(Int)
    }

    /// What happens where the rule is broken.
    package enum Effect: String, Hashable, Sendable {
        /// The signer does not sign, or cannot be used for the vault.
        case refuses
        /// The signer signs after a warning, or without showing something.
        case warns
        /// The signer takes a copy of the file without Rensho's documents only, which `rensho lint --plain` writes.
        case asksForCopy = "asks-for-copy"
    }

    /// What the rule asks.
    package let requirement: Requirement
    /// What happens where it is broken.
    package let effect: Effect
    /// Where the figure comes from: a public repository and the file in it, with the month of the state that was read.
    package let source: String
    /// Whether the source was read and says so; otherwise the rule is what is said of that signer.
    package let isConfirmed: Bool

    init(_ requirement: Requirement, _ effect: Effect, _ source: String, isConfirmed: Bool = true) {
        self.requirement = requirement
        self.effect = effect
        self.source = source
        self.isConfirmed = isConfirmed
    }

    /// The stable name.
    package var id: String {
        switch requirement {
        case .fileBytes: "file-bytes"
        case .inputs: "inputs"
        case .outputs: "outputs"
        case .cosigners: "cosigners"
        case .changeOutputs: "change-outputs"
        case .pathSteps: "path-steps"
        case .changeGap: "change-gap"
        case .versions: "psbt-version"
        case .transactionVersions: "transaction-version"
        case .heightLockTime: "lock-time"
        case .previousTransactions: "previous-transactions"
        case .witnessOutputs: "witness-outputs"
        case .witnessScripts: "witness-scripts"
        case .derivations: "derivations"
        case .someDerivation: "some-derivation"
        case .globalXpubs: "global-xpubs"
        case .plainGlobals: "plain-globals"
        case .sighashAll: "sighash"
        case .unfinishedInputs: "unfinished-inputs"
        case .fingerprints: "fingerprints"
        case .weight: "weight"
        }
    }
}

/// A rule of a signer that a file would break.
package struct BrokenRule: Hashable, Sendable {
    /// The signer.
    package let signer: SignerMake
    /// The rule.
    package let rule: SignerRule
    /// What the file has instead.
    package let found: String
    /// What the rule asks, in words.
    package let asked: String

    /// What to do about it; `nil` where only another signer helps.
    package var remedy: String? {
        switch rule.requirement {
        case .fileBytes, .inputs, .weight: "Split the payouts, or choose fewer and larger coins with --coins."
        case .outputs: "Split the payouts with --split or over several files."
        case .versions(let versions):
            versions.first.map { "Propose with --psbt-version \($0.rawValue)." }
        case .heightLockTime: "Use a height for --lock-time, or none."
        case .previousTransactions, .witnessOutputs, .witnessScripts, .derivations, .someDerivation, .globalXpubs:
            "Have the PSBT written by rensho propose, or by its maker's program with everything that signers need."
        case .plainGlobals:
            "Give it the copy that rensho lint FILE --plain COPY writes; rensho collect takes what comes back."
        case .sighashAll: "Have the PSBT written again with SIGHASH_ALL or no hash type."
        case .unfinishedInputs: "Start from the PSBT as it was before anybody finished it."
        case .fingerprints: "Give the cosigner's key with its true origin when the vault is made."
        case .transactionVersions: "Have the PSBT written again with transaction version 2."
        case .changeOutputs, .changeGap: "Let one change output go to the vault's next change address."
        case .cosigners, .pathSteps: nil
        }
    }

    /// The sentence for people.
    package var text: String {
        let verb =
            switch rule.effect {
            case .refuses: "refuses"
            case .warns: "warns"
            case .asksForCopy: "needs a copy"
            }
        let doubt = rule.isConfirmed ? "" : "; not confirmed by its source"
        return "\(signer.name) \(verb): \(asked), and this file has \(found) (\(rule.source)\(doubt))"
    }
}
