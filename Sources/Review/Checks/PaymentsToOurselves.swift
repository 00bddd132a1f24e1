import Custody
import Descriptors

/// Warns about an output to the vault's own receive branch (number 49): it comes back, but it is not change, and an order
/// that seems to be paid by it pays nobody.
struct PaymentsToOurselves: SigningCheck {
    static let id = "output.to-ourselves"

    func findings(in context: ReviewContext) -> [Finding] {
        context.examination.outputs.compactMap { output in
            guard case .receive(let position) = output.role else { return nil }
            return finding(
                .warn, .output(output.index), .payment(.toOurselves(index: output.index, position: position)))
        }
    }
}
