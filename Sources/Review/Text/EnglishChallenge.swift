import Custody

/// What is said around the typed challenge, in English.
enum EnglishChallenge {
    static func text(_ phrase: ChallengePhrase) -> String {
        switch phrase {
        case .title(let number, let total, let output, let isExternal):
            "\(isExternal ? "Destination" : "Own address") \(number) of \(total) (output \(output)): answer from the "
                + "paper or order in your hand, not from this screen."
        case .characters(let positions, let group):
            "Type characters \(positions.lowerBound) to \(positions.upperBound) of the address (they begin in group "
                + "\(group)): "
        case .amount: "Type the amount, in BTC (2.50000000) or in sat (250000000 sat): "
        case .wrong(let left): "That is not what this file pays. \(EnglishFacts.count(left, "attempt")) left."
        case .failed: "Too many wrong answers: nothing was signed. The case is not refused; it can be looked at again."
        case .complete: "Every destination and amount is confirmed."
        case .repetition(let earlier, let day):
            "PAID TWICE? This machine has approved the same payment in the case \(earlier.short)"
                + (day.map { " on \($0)" } ?? "")
                + ", from other coins: if you go on, both can be paid. Go on only if the order in your hand asks for a "
                + "further payment. If you were told that the first one failed, stop: ask for a case that replaces it."
        case .bothPrompt(let words): "Type \"\(words)\" to pay both, or nothing to stop: "
        case .sampled(let asked, let total, let lots):
            "You are asked for \(asked) of \(total) destinations: the largest, those that this machine has not approved "
                + "before, and \(lots) drawn by lot; and then for the totals. Compare the others with your paper, too."
        case .totalsTitle:
            "All destinations together: answer from the paper or order in your hand, not from this screen."
        case .totalsCount: "Type how many destinations there are: "
        case .totalsAmount: "Type the sum of all of them, in BTC (2.50000000) or in sat (250000000 sat): "
        case .completeSample: "Every destination that was asked for is confirmed, and so are the totals."
        case .warningTitle(let number, let total): "Warning \(number) of \(total)"
        case .warningPrompt(let word): "Type \"\(word)\" if you have read this, or nothing to stop: "
        case .wrongWord(let left): "That is not the word. \(EnglishFacts.count(left, "attempt")) left."
        }
    }
}
