package import BitcoinPrimitives
import ByteCoding

/// Why a case document contradicts itself.
package enum CaseDocumentError: CodedError, Hashable {
    /// The case names itself as the one that it replaces.
    case replacesItself
    /// A reason is given although the case replaces none.
    case reasonWithoutReplacement
    /// More than one reason is given.
    case severalReasons
    /// The last moment is before the first.
    case endsBeforeStart
    /// There is no input.
    case noInput
    /// There is no output.
    case noOutput
    /// There is nobody whose confirmation is required.
    case noCustodian
    /// An input or output has another number than its place.
    case number(found: UInt32, expected: Int)
    /// A coin is spent twice.
    case repeatedOutPoint(OutPoint)
    /// The amounts do not add up.
    case sum(ErrorCause)
    /// Inputs are not outputs plus fee.
    case unbalanced(inputs: Amount, outputs: Amount, fee: Amount)
    /// An output is called change or receive on the other branch.
    case branch(output: Int, branch: UInt32)
    /// An output pays a line of an order that the case does not name.
    case unknownOrder(output: Int)
    /// Two outputs pay one line of an order.
    case repeatedOrderLine(output: Int)

    package var code: String {
        switch self {
        case .replacesItself: "case.replaces-itself"
        case .reasonWithoutReplacement: "case.reason-without-replacement"
        case .severalReasons: "case.several-reasons"
        case .endsBeforeStart: "case.ends-before-start"
        case .noInput: "case.no-input"
        case .noOutput: "case.no-output"
        case .noCustodian: "case.no-custodian"
        case .number: "case.number"
        case .repeatedOutPoint: "case.repeated-outpoint"
        case .sum: "case.sum"
        case .unbalanced: "case.unbalanced"
        case .branch: "case.branch"
        case .unknownOrder: "case.unknown-order"
        case .repeatedOrderLine: "case.repeated-order-line"
        }
    }

    package var description: String {
        switch self {
        case .replacesItself: "the case replaces itself"
        case .reasonWithoutReplacement: "a reason is given, and no case is replaced"
        case .severalReasons: "more than one reason is given"
        case .endsBeforeStart: "not-after is before not-before"
        case .noInput: "the case has no input"
        case .noOutput: "the case has no output"
        case .noCustodian: "the case names no custodian"
        case .number(let found, let expected): "number \(found) stands at place \(expected)"
        case .repeatedOutPoint(let outPoint): "\(outPoint) is spent twice"
        case .sum(let cause): "the amounts do not add up: \(cause.description)"
        case .unbalanced(let inputs, let outputs, let fee):
            "inputs of \(inputs.sat) sat are not outputs of \(outputs.sat) sat plus a fee of \(fee.sat) sat"
        case .branch(let output, let branch): "output \(output): branch \(branch) is not the one that its role means"
        case .unknownOrder(let output): "output \(output) pays an order that the case does not name"
        case .repeatedOrderLine(let output): "output \(output) pays an order line that another output pays"
        }
    }
}
