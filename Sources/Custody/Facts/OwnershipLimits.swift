/// How far the search for the vault's own scripts goes.
package enum OwnershipLimits {
    /// The number of indexes on each branch that are searched for an input whose hints do not lead to its script.
    package static let inputSearchWindow: UInt32 = 1_000

    /// How far beyond the highest index among the inputs an output is still recognised as the vault's.
    ///
    /// Money sent to an index far beyond what other software searches is money held to ransom.
    package static let changeIndexLookahead: UInt32 = 200

    /// The highest index at which an input is recognised.
    ///
    /// It bounds the work of the search for outputs, which covers every index up to the highest input's and the
    /// lookahead: about a quarter of a millisecond for each index, branch and cosigner triple.
    package static let maximumIndex: UInt32 = 100_000
}
