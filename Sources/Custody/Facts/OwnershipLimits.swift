import Descriptors

/// How far the search for the vault's own scripts goes.
package enum OwnershipLimits {
    /// The number of indexes on each branch that are searched for an input whose hints do not lead to its script.
    package static let inputSearchWindow: UInt32 = 1_000

    /// How far beyond the highest index among the inputs an output is still recognised as the vault's.
    ///
    /// Money sent to an index far beyond what other software searches is money held to ransom.
    package static let changeIndexLookahead: UInt32 = 200

    /// The highest index at which an input is recognised: what lies beyond, with the lookahead, cannot be searched.
    package static let maximumIndex: UInt32 = OwnershipSearch.maximumWindow - changeIndexLookahead - 1
}
