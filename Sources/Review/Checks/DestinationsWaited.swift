import Custody

/// Refuses a payment to an entry of the address book before its first day, judged by the machine's own clock alone: no date
/// in a file ends the wait. A machine that does not know the day cannot sign for any entry.
struct DestinationsWaited: SigningCheck {
    static let id = "output.entry-waiting"

    func findings(in context: ReviewContext) -> [Finding] {
        context.listedOutputs.compactMap { output, entry in
            guard let clock = context.machine.earliestDay else {
                let sentence = BookSentence.dayUnknown(
                    index: output.index, entry: entry.id, firstUse: entry.firstUse, expiry: entry.expiry)
                // Whoever only looks, on the coordinator, is told; whoever signs is not let pass.
                let severity: Severity = context.machine.purpose == .inspect ? .warn : .refuse
                return finding(severity, .output(output.index), .book(sentence))
            }
            guard clock < entry.firstUse else { return nil }
            let sentence = BookSentence.waiting(
                index: output.index, entry: entry.id, firstUse: entry.firstUse, clock: clock)
            return finding(.refuse, .output(output.index), .book(sentence))
        }
    }
}
