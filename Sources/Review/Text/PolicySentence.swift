package import Custody

/// What can be said about the tier of approval of a case, and about how unlike the others it is.
package enum PolicySentence: Hashable, Sendable {
    /// A tier is in force; why it holds by itself, and what has raised it.
    case tier(UInt32, of: Int, because: [TierReason], raisedBy: [AnomalyKind])

    /// None of the vault's tiers is in force.
    case noTier(of: Int)

    /// The custodians' machines may find a higher tier than this program can.
    case tierMayBe(highest: UInt32)

    /// The case is unlike the others.
    case anomaly(AnomalyEvidence, Anomaly.Effect)
}
