package import BitcoinCrypto
package import BitcoinPSBT

/// One cosigner's partial signatures in a PSBT, input by input, as the examination verified them.
package struct CosignerSignatures: Hashable, Sendable {
    /// The signatures that verify, by input.
    package let valid: [Int: ECDSASignature]
    /// The inputs whose signature does not, ascending, with the reason.
    package let bad: [BadInput]
    /// The inputs without a signature by this cosigner, ascending.
    package let missing: [Int]

    /// An input with a signature that does not hold.
    package struct BadInput: Hashable, Sendable {
        /// The position in the transaction.
        package let input: Int
        /// What is wrong.
        package let verdict: SignatureFact.Verdict
    }

    /// Collects the signatures of the cosigner with this place in the vault's list.
    package init(ofKey keyIndex: Int, in psbt: PSBT, examination: CaseExamination) {
        var valid: [Int: ECDSASignature] = [:]
        var bad: [BadInput] = []
        var missing: [Int] = []
        for input in examination.inputs {
            guard let fact = input.signatures.first(where: { $0.keyIndex == keyIndex }) else {
                missing.append(input.index)
                continue
            }
            guard fact.verdict == .valid, psbt.inputs.indices.contains(input.index),
                let partial = psbt.inputs[input.index].partialSigs.first(where: { $0.publicKey == fact.publicKey }),
                let signature = try? ECDSASignature(strictDER: partial.signature.dropLast())
            else {
                bad.append(BadInput(input: input.index, verdict: fact.verdict))
                continue
            }
            valid[input.index] = signature
        }
        self.valid = valid
        self.bad = bad
        self.missing = missing
    }

    /// One signature for each input in order, when all are there and valid.
    package var complete: [ECDSASignature]? {
        guard bad.isEmpty, missing.isEmpty, !valid.isEmpty else { return nil }
        return valid.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether there is no signature at all.
    package var isEmpty: Bool { valid.isEmpty && bad.isEmpty }
}
