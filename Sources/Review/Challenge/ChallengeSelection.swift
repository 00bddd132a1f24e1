package import Custody

/// Which outputs of a case a challenge asks for: all of them, or above the number that the vault sets those that stand out
/// and as many of the others as that number says, drawn by lot.
package struct ChallengeSelection: Sendable {
    /// How many of the largest payments are always asked for: whoever wants much changes few.
    package static let largestCount = 5

    /// The random bytes that one lot takes.
    static let randomBytesPerLot = 8

    /// Everything that could be asked for, in the order of the outputs: what leaves, or what comes back when nothing does.
    package let outputs: [OutputFact]

    /// How many lots are drawn; 0 where everything is asked for.
    package let lots: Int

    private let always: Set<Int>

    /// Looks at what a case pays.
    package init(_ facts: CaseFacts, on machine: MachineView) {
        let external = facts.externalOutputs
        outputs = external.isEmpty ? facts.ownOutputs : external
        guard let sample = facts.vault.vault.rules.challenge.sample, outputs.count > sample else {
            always = Set(outputs.map(\.index))
            lots = 0
            return
        }
        let largest = outputs.sorted { ($1.amount, $0.index) < ($0.amount, $1.index) }.prefix(Self.largestCount)
        // The vault's own addresses are derived here, and no record of paying them is kept.
        always = Set(largest.map(\.index) + PaymentHistory(facts, on: machine).firstTime)
        lots = min(sample, outputs.count - always.count)
    }

    /// Whether only a part is asked for, so that the totals are asked for, too.
    package var isSampled: Bool { always.count < outputs.count }

    /// The random bytes that ``drawn(with:)`` takes.
    var randomByteCount: Int { lots * Self.randomBytesPerLot }

    /// The outputs that are asked for, in their order.
    /// - Parameter randomness: ``randomByteCount`` random bytes.
    func drawn(with randomness: ArraySlice<UInt8>) -> [OutputFact] {
        var pool = outputs.filter { !always.contains($0.index) }
        var chosen = always
        var rest = randomness
        for _ in 0..<lots where !pool.isEmpty {
            // 64 random bits over at most some thousand outputs: the bias is below 2^-50.
            let number = rest.prefix(Self.randomBytesPerLot).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(Self.randomBytesPerLot)
            let place = Int(number % UInt64(pool.count))
            chosen.insert(pool[place].index)
            pool.swapAt(place, pool.count - 1)
            pool.removeLast()
        }
        return outputs.filter { chosen.contains($0.index) }
    }
}
