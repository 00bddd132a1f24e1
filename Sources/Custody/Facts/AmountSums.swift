import BitcoinPrimitives

/// The sums of a transaction's amounts, each within the money supply, and the fee; what is not proven is no number.
struct AmountSums: Sendable {
    let inputs: Amount?
    let outputs: Amount?
    let fee: Amount?
    let problems: [CaseProblem]

    init(transaction: Transaction, inputs examinations: [InputExamination]) {
        var found: [CaseProblem] = []
        let unproven = examinations.filter { $0.proven == nil }.map(\.index)
        if !unproven.isEmpty {
            found.append(.feeUnknown(unprovenInputs: unproven))
        }
        let provenSum = try? Amount.sum(examinations.compactMap { $0.proven?.amount })
        if provenSum == nil {
            found.append(.inputSumOverLimit)
        }
        inputs = unproven.isEmpty ? provenSum : nil
        outputs = try? Amount.sum(transaction.outputs.map(\.amount))
        if outputs == nil {
            found.append(.outputSumOverLimit)
        }
        if let inputs, let outputs {
            fee = try? inputs.subtracting(outputs)
            if fee == nil {
                found.append(.outputsExceedInputs(inputs: inputs, outputs: outputs))
            }
        } else {
            fee = nil
        }
        problems = found
    }
}
