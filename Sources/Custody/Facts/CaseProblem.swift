package import BitcoinPrimitives

/// One thing about the transaction as a whole that is not as it must be.
package enum CaseProblem: Hashable, Sendable {
    /// The PSBT does not give an unsigned transaction.
    case transactionUnreadable(ErrorCause)

    /// The search for the vault's own scripts could not be made.
    case ownershipUndecided(ErrorCause)

    /// The file carries no case document, so nothing names the case.
    case caseUnnamed

    /// The facts make no case document that obeys its own rules.
    case caseRefused(ErrorCause)

    /// Two or more inputs spend the same coin.
    case duplicateOutpoint(OutPoint, inputs: [Int])

    /// The amounts of all inputs together exceed 21 million bitcoin.
    case inputSumOverLimit

    /// The amounts of all outputs together exceed 21 million bitcoin.
    case outputSumOverLimit

    /// The outputs are worth more than the inputs.
    case outputsExceedInputs(inputs: Amount, outputs: Amount)

    /// The fee is not known, because the amounts of these inputs are not proven.
    case feeUnknown(unprovenInputs: [Int])
}
