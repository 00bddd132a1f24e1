import BitcoinPrimitives
import Custody

/// Refuses a transaction version that nodes do not relay (number 11).
struct TransactionVersionStandard: SigningCheck {
    static let id = "transaction.version"

    /// Bitcoin Core relays these versions everywhere; the third is for parents and children that pay for each other.
    private static let standard: ClosedRange<Int32> = 1...2

    func findings(in context: ReviewContext) -> [Finding] {
        guard let version = context.examination.transaction?.version, !Self.standard.contains(version) else {
            return []
        }
        return [finding(.refuse, .transaction, .transactionVersion(version))]
    }
}
