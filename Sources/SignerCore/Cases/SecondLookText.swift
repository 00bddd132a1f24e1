import ByteCoding
import Custody
import Review

/// The first page of a second look or a release: who has approved and confirmed, and who has not.
struct SecondLookText {
    private let step: VisitStep
    private let quorum: VerifiedQuorum
    private let reviewed: CaseReview
    private let text: ReviewText
    private let language: ScreenLanguage

    init(_ step: VisitStep, of quorum: VerifiedQuorum, _ reviewed: CaseReview, in language: ScreenLanguage) {
        self.step = step
        self.quorum = quorum
        self.reviewed = reviewed
        text = ReviewText(language)
        self.language = language
    }

    /// The page when there is nothing to say about a quorum, because the review itself refuses.
    static func withoutQuorum(in language: ScreenLanguage) -> [String] {
        let text = ReviewText(language)
        return text.visit(.title(.secondLook)) + [""] + text.visit(.quorumNotCounted)
    }

    /// The page.
    var page: [String] {
        let vault = quorum.agreedCase.vault.vault
        let attachments = reviewed.file.attachments
        let tally = ConfirmationTally(
            of: quorum, confirmations: attachments.confirmations, refusals: attachments.refusals, stops: reviewed.stops)
        let open = quorum.shares.filter { $0.body.kind == .open }.map(\.body.statement.person)
        let held = quorum.shares.filter { $0.body.kind == .held }.map(\.body.statement.person)
        var lines = text.visit(.title(step)) + [""]
        lines += text.visit(.quorumStands(shares: quorum.shares.count, threshold: vault.threshold))
        lines += ["  " + reviewed.review.words.joined(separator: " "), ""]
        if !held.isEmpty { lines += text.visit(.heldBack(held), hanging: "  ") }
        if !open.isEmpty { lines += text.visit(.inThisFile(open), hanging: "  ") }
        lines += [""] + text.visit(.approved) + people(quorum.people, in: vault)
        lines += [""] + text.visit(.confirmedSoFar) + people(tally.confirmedBy, in: vault)
        lines += [""]
        lines += text.visit(.stillToConfirm(missing: tally.missing < tally.awaited.count ? tally.missing : nil))
        lines += people(tally.missing == 0 ? [] : tally.awaited, in: vault)
        if !tally.excused.isEmpty { lines += [""] + language.lines(StopPhrase.secondLookExcused(tally.excused)) }
        let facts = reviewed.review.factsHash
        let differing = quorum.shares.filter { $0.body.facts != facts }.map(\.body.statement.person)
        if !differing.isEmpty {
            lines += [""] + text.visit(.otherFactsShown(to: differing), hanging: "  ")
            lines += text.visit(.compareWithThem, indent: "  ")
        }
        return lines
    }

    private func people(_ people: [Identifier], in vault: Vault) -> [String] {
        people.isEmpty ? text.visit(.nobody, indent: "  ") : people.flatMap { describe($0, in: vault) }
    }

    // A name stands alone on its line: one that runs from right to left turns nothing else around.
    private func describe(_ id: Identifier, in vault: Vault) -> [String] {
        guard let person = vault.person(id) else { return ["  \(id)"] }
        return text.visit(.person(id, organisation: person.organisation, site: person.site), indent: "  ")
            + TextLayout.wrap(SafeText.free(person.name.description), indent: "    ")
    }
}
