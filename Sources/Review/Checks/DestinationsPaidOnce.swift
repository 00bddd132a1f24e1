import BitcoinPrimitives
import Custody

/// Warns about one address that several outputs pay, with their number and sum (number 56).
struct DestinationsPaidOnce: SigningCheck {
    static let id = "output.repeated"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        var places: [Script: [Int]] = [:]
        for output in facts.outputs { places[output.script, default: []].append(output.index) }
        return places.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.compactMap { outputs in
            guard let total = try? Amount.sum(outputs.map { facts.outputs[$0].amount }) else { return nil }
            return finding(.warn, .output(outputs[0]), .payment(.repeated(outputs: outputs, total: total)))
        }
    }
}
