import Descriptors

/// How far the search for the vault's own scripts goes.
package enum OwnershipLimits {
    /// The number of indexes on each branch that are searched for an input whose hints do not lead to its script.
    package static let inputSearchWindow: UInt32 = 1_000

    /// How far beyond the highest index among the inputs an output is still recognised as the vault's.
    ///
    /// Money sent to an index far beyond what other software searches is money held to ransom.
    package static let changeIndexLookahead: UInt32 = 200

    /// The number of indexes on each branch that are searched for an output, however low the inputs' indexes are.
    ///
    /// A vault that keeps spending old coins, or whose cases are given up, uses change indexes without ever spending
    /// from them; they must not run away from the inputs. Other software is set to search as far.
    package static let smallestOutputWindow: UInt32 = 1_000

    /// The highest index at which an input is recognised: what lies beyond, with the lookahead, cannot be searched.
    package static let maximumIndex: UInt32 = OwnershipSearch.maximumWindow - changeIndexLookahead - 1

    /// The last index on each branch at which an output is recognised, for inputs up to `highestInput`.
    ///
    /// A function of the inputs alone: what a file hints at neither widens nor narrows what is the vault's.
    package static func lastOutputIndex(highestInput: UInt32) -> UInt32 {
        // Inputs above the limit are not recognised, so that the sum cannot overflow.
        max(smallestOutputWindow - 1, min(highestInput, maximumIndex) + changeIndexLookahead)
    }
}
