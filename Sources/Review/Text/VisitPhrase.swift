package import Custody

/// Every sentence of a visit around the review: what is said before the questions, who has answered, and what follows.
package enum VisitPhrase: Hashable, Sendable {
    // Before the questions.
    case askedBefore(times: Int)
    case answerFromPaper
    case positionsCount

    // A person's own decision, before the findings are shown.
    case decideFirst
    case decidePrompt(matches: String, differs: String)
    case decidedMatches
    case decidedDiffers

    // From the first look to the second.
    case shareWritten
    case secondLookOffered
    case secondLookPrompt(word: String)

    // The first page of a second look or a release.
    case title(VisitStep)
    case quorumNotCounted
    case quorumStands(shares: Int, threshold: Int)
    case heldBack([Identifier])
    case inThisFile([Identifier])
    case approved
    case confirmedSoFar
    /// `missing` where fewer than all who have not confirmed are needed.
    case stillToConfirm(missing: Int?)
    case nobody
    case person(Identifier, organisation: Identifier, site: Identifier)
    case otherFactsShown(to: [Identifier])
    case compareWithThem

    // What follows from an answer.
    case lastConfirmation(isReleasing: Bool)
    case releaseNotice

    // A refusal.
    case signaturesAreOut
    case refusalIsFinal
    case refusalReason(String)
    case refusePrompt(word: String)
    case refusedBefore
    case reasonDropped(String)
}

/// A step of a case that begins with a page about everybody's answers.
package enum VisitStep: Hashable, Sendable {
    case secondLook, release
}
