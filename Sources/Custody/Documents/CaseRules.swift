import BitcoinPrimitives
import ByteCoding
import Descriptors

/// The rules that a case document must obey by itself.
enum CaseRules {
    static func checkNumbers(_ numbers: [UInt32]) throws(CaseDocumentError) {
        for (place, number) in numbers.enumerated() where Int(number) != place {
            throw .number(found: number, expected: place)
        }
    }

    static func checkInputs(_ inputs: [CaseInput]) throws(CaseDocumentError) {
        guard !inputs.isEmpty else { throw .noInput }
        var seen: Set<OutPoint> = []
        for input in inputs {
            guard seen.insert(input.outPoint).inserted else { throw .repeatedOutPoint(input.outPoint) }
        }
    }

    static func checkOutputs(_ outputs: [CaseOutput], orders: Set<Bytes32>) throws(CaseDocumentError) {
        guard !outputs.isEmpty else { throw .noOutput }
        var lines: Set<OrderLine> = []
        for (index, output) in outputs.enumerated() {
            switch output.role {
            case .external(nil): break
            case .external(let line?):
                guard orders.contains(line.order) else { throw .unknownOrder(output: index) }
                guard lines.insert(line).inserted else { throw .repeatedOrderLine(output: index) }
            case .change(let position):
                guard position.branch == ScriptPosition.changeBranch else {
                    throw .branch(output: index, branch: position.branch)
                }
            case .receive(let position):
                guard position.branch == ScriptPosition.receiveBranch else {
                    throw .branch(output: index, branch: position.branch)
                }
            }
        }
    }

    static func checkBalance(
        _ inputs: [CaseInput], _ outputs: [CaseOutput], fee: Amount
    ) throws(CaseDocumentError) {
        let spent: Amount
        let paid: Amount
        let total: Amount
        do throws(AmountError) {
            spent = try Amount.sum(inputs.map(\.amount))
            paid = try Amount.sum(outputs.map(\.amount))
            total = try paid.adding(fee)
        } catch {
            throw .sum(ErrorCause(error))
        }
        guard spent == total else { throw .unbalanced(inputs: spent, outputs: paid, fee: fee) }
    }
}
