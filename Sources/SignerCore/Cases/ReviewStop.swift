import ByteCoding

/// Why a person did not come to the questions of a case.
package enum ReviewStop: CodedError, Hashable {
    /// He did not acknowledge a warning, by its word.
    case warning(String)
    /// He said that the case differs from his order.
    case differs
    /// He said neither that it matches nor that it differs.
    case undecided

    package var code: String {
        switch self {
        case .warning: "review.warning-not-acknowledged"
        case .differs: "review.differs-from-order"
        case .undecided: "review.undecided"
        }
    }

    package var description: String {
        switch self {
        case .warning(let word): "the warning \"\(word)\" was not acknowledged"
        case .differs: "the person at the machine said that the case differs from the order"
        case .undecided: "the person at the machine said neither that the case matches the order nor that it differs"
        }
    }

    package var remedy: String? {
        switch self {
        case .warning: "if the warning is right, refuse the case: rensho-signer refuse"
        case .differs: "refuse the case, so that it stops for everybody: rensho-signer refuse"
        case .undecided: nil
        }
    }
}
