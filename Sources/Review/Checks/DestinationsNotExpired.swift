import Custody

/// Refuses a payment to an entry of the address book after its last day, judged by the latest day that there is reason to
/// believe in: a clock that is set back extends nothing.
struct DestinationsNotExpired: SigningCheck {
    static let id = "output.entry-expired"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let today = context.machine.today else { return [] }
        return context.listedOutputs.compactMap { output, entry in
            guard let expiry = entry.expiry, expiry < today else { return nil }
            let sentence = BookSentence.expired(
                index: output.index, entry: entry.id, expiry: expiry, today: today)
            return finding(.refuse, .output(output.index), .book(sentence))
        }
    }
}
