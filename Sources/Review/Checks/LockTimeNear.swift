import BitcoinPrimitives
import Custody

/// Warns about a lock time more than a day ahead of what is known, after the end of the case, or that this machine cannot
/// judge (number 44): a payment that is kept back is a payment held to ransom.
///
/// The height is the machine's own or the one from which the case says that it is valid; the day is the machine's own.
struct LockTimeNear: SigningCheck {
    static let id = "transaction.lock-far"

    /// A day: 144 blocks at one in ten minutes.
    private static let blocksPerDay: UInt32 = 144

    func findings(in context: ReviewContext) -> [Finding] {
        guard let transaction = context.examination.transaction,
            !transaction.inputs.allSatisfy(\.sequence.isFinal)
        else { return [] }
        let header = context.examination.facts?.header
        let sentences: [TimeSentence]
        switch transaction.lockTime.meaning {
        case .unlocked: return []
        case .height(let height):
            sentences = Self.judge(height: height, header, knownHeight: context.machine.height)
        case .time(let seconds): sentences = Self.judge(seconds: seconds, header, today: context.machine.today)
        }
        return sentences.map { finding(.warn, .transaction, .time($0)) }
    }

    private static func judge(height: UInt32, _ header: CaseHeader?, knownHeight: UInt32?) -> [TimeSentence] {
        var found: [TimeSentence] = []
        var stated: UInt32?
        if case .height(let start) = header?.notBefore { stated = start }
        if let known = [knownHeight, stated].compactMap(\.self).max() {
            // Both are below 500,000,000.
            if height > known + blocksPerDay { found.append(.farHeight(height + 1, known: known)) }
        } else {
            found.append(.heightUnjudged(height + 1))
        }
        if case .height(let end) = header?.notAfter, height >= end { found.append(.afterEnd(.height(end))) }
        return found
    }

    private static func judge(seconds: UInt32, _ header: CaseHeader?, today: CalendarDate?) -> [TimeSentence] {
        var found: [TimeSentence] = []
        let utc = UTCDate.text(unixSeconds: seconds)
        // "YYYY-MM-DD" of both compares as the days do. A day is added because two clocks may stand on two days.
        let dayBefore = UTCDate.text(unixSeconds: seconds - min(seconds, 86_400)).prefix(10)
        if let today {
            if dayBefore > today.description {
                found.append(.farTime(utc: utc, unixSeconds: seconds, today: today))
            }
        } else {
            found.append(.timeUnjudged(utc: utc, unixSeconds: seconds))
        }
        if case .date(let end) = header?.notAfter, utc.prefix(10) > end.description {
            found.append(.afterEnd(.date(end)))
        }
        return found
    }
}
