import BitcoinPrimitives
import Custody

/// Warns about a lock time that has no effect, and says until when one that has keeps the transaction back (number 42).
struct LockTimeJudged: SigningCheck {
    static let id = "transaction.lock-time"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let transaction = context.examination.transaction else { return [] }
        let lock = transaction.lockTime
        guard !transaction.inputs.allSatisfy(\.sequence.isFinal) else {
            return lock == .unlocked
                ? [] : [finding(.warn, .transaction, .time(.withoutEffect(lock.rawValue)))]
        }
        switch lock.meaning {
        case .unlocked: return []
        case .height(let height):
            return [finding(.note, .transaction, .time(.untilHeight(height + 1)))]
        case .time(let seconds):
            let utc = UTCDate.text(unixSeconds: seconds)
            return [finding(.note, .transaction, .time(.untilTime(utc: utc, unixSeconds: seconds)))]
        }
    }
}
