import Custody

/// The sentences of a visit, in English.
enum EnglishVisit {
    static func text(_ phrase: VisitPhrase) -> String {
        switch phrase {
        case .askedBefore(let times):
            "This machine has asked about this case \(times) time(s) before without getting an answer."
        case .answerFromPaper: "Type what is asked for from the paper or order in your hand, not from this screen."
        case .positionsCount: "Positions count from 1 and leave out the spaces of the groups."
        case .decideFirst:
            "This machine has not shown its findings yet. Decide first: does everything that you have just read match the "
                + "order in your hand?"
        case .decidePrompt(let matches, let differs): "Type \"\(matches)\" or \"\(differs)\": "
        case .decidedMatches: "Noted: it matches. Now what this machine has found:"
        case .decidedDiffers: "Noted: it differs, so nothing is signed. Now what this machine has found:"
        case .shareWritten: "Your share is written, and with it the quorum stands."
        case .secondLookOffered:
            "You can take the second look now: everything is shown again, with other questions."
        case .secondLookPrompt(let word): "Type \"\(word)\" for the second look, or nothing to stop here: "
        case .title(.secondLook): "SECOND LOOK"
        case .title(.release): "RELEASE"
        case .quorumNotCounted: "The quorum was not counted: the review refuses the case."
        case .quorumStands(let shares, let threshold):
            "The quorum stands: \(shares) shares, \(threshold) are needed; each was verified on this machine, over the "
                + "case with the words"
        case .heldBack(let people): "signatures held back until everybody has confirmed: \(list(people))"
        case .inThisFile(let people): "signatures in this file already, every one verified: \(list(people))"
        case .approved: "approved:"
        case .confirmedSoFar: "confirmed so far:"
        case .stillToConfirm(let missing): "still to confirm\(missing.map { ", \($0) of" } ?? ""):"
        case .nobody: "nobody"
        case .person(let person, let organisation, let site): "\(person), \(organisation), \(site)"
        case .otherFactsShown(let people):
            "! Another version of the program showed other facts, or other words for them, to: \(list(people))."
        case .compareWithThem: "Compare with them what they saw."
        case .lastConfirmation(isReleasing: true):
            "Nobody else's confirmation is missing: with yours, your signatures leave this machine too."
        case .lastConfirmation(isReleasing: false):
            "Nobody else's confirmation is missing; your signatures stay here until you release them."
        case .releaseNotice: "With your passphrase your signatures leave this machine."
        case .signaturesAreOut:
            "Your signatures for this case have left this machine, and a refusal does not call them back: only a coin of "
                + "the case spent otherwise makes them useless."
        case .refusalIsFinal: "A refusal is final for this case."
        case .refusalReason(let reason): "Reason: \(SafeText.free(reason))"
        case .refusePrompt(let word): "Type \"\(word)\" to refuse: "
        case .refusedBefore:
            "These contents were refused here before; that refusal is given again, with its own reason."
        case .reasonDropped(let reason): "The new reason is dropped: \(SafeText.free(reason))"
        }
    }

    private static func list(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: ", ")
    }
}
