import BitcoinPrimitives
import Custody

/// Refuses `SIGHASH_SINGLE` on an input without an output at its position (number 36).
struct SighashSingleHasOutput: SigningCheck {
    static let id = "input.sighash-single"

    func findings(in context: ReviewContext) -> [Finding] {
        let count = context.examination.outputs.count
        return context.examination.inputs.flatMap { input in
            input.problems.compactMap { problem in
                guard case .sighashType(let type) = problem, type & 0x1f == UInt32(SighashType.single.rawValue),
                    input.index >= count
                else { return nil }
                return finding(
                    .refuse, .input(input.index), .sighashSingleWithoutOutput(index: input.index, type: type))
            }
        }
    }
}
