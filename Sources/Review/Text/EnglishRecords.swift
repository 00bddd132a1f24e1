import BitcoinPrimitives
import Custody

/// What a destination's page says from this machine's records, in English.
enum EnglishRecords {
    static func text(_ phrase: RecordPhrase) -> String {
        switch phrase {
        case .heading: "From this machine's journal:"
        case .firstTime: "First time: this machine has approved no payment to this address before."
        case .approvedBefore(let times, let last, let largest):
            "Known: this machine has approved \(EnglishFacts.count(times, "payment")) to this address before"
                + (last.map { ", the last on \($0)" } ?? "") + ", at most \(largest.text)."
        case .largestEver(let before):
            "LARGEST EVER: this machine has approved no payment above \(before.text) before."
        case .notLargest(let largest): "The largest payment that this machine has approved before: \(largest.text)."
        case .nothingToCompare: "This machine has approved no payment before, so there is no amount to compare with."
        case .share(let share):
            "\(EnglishFacts.percent(share)) of the coins that this case spends; what the vault holds in all is not known here."
        }
    }
}
