import BitcoinPrimitives
import Custody

/// Refuses a payment that brings an entry of the address book more than its cap, all outputs to it together.
struct DestinationsWithinCap: SigningCheck {
    static let id = "output.entry-cap"

    func findings(in context: ReviewContext) -> [Finding] {
        var outputs: [Identifier: [OutputExamination]] = [:]
        var caps: [Identifier: Amount] = [:]
        for (output, entry) in context.listedOutputs {
            guard let cap = entry.cap else { continue }
            caps[entry.id] = cap
            outputs[entry.id, default: []].append(output)
        }
        return caps.sorted { $0.key < $1.key }.compactMap { id, cap in
            let paying = outputs[id] ?? []
            // A sum above all bitcoin is above the cap as well.
            let total = (try? Amount.sum(paying.map(\.output.amount))) ?? .maximum
            guard total > cap, let first = paying.first else { return nil }
            let sentence = BookSentence.aboveCap(outputs: paying.map(\.index), entry: id, total: total, cap: cap)
            return finding(.refuse, .output(first.index), .book(sentence))
        }
    }
}
