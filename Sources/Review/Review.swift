import BitcoinCrypto
package import BitcoinPSBT
package import ByteCoding
package import Custody

/// The answer to "what would this transaction do, and what speaks against it?".
package struct Review: Sendable {
    /// The PSBT that was reviewed; what is signed later is this value and nothing read again.
    package let psbt: PSBT

    /// SHA-256 of the file that the PSBT was read from.
    package let fileHash: Bytes32

    /// The facts; `nil` when they cannot be established.
    package let facts: CaseFacts?

    /// The eight words of the case digest; empty without facts.
    package let words: [String]

    /// Everything that was found, worst first.
    package let findings: [Finding]

    /// Who looked, and for what.
    package let machine: MachineView

    /// Runs every check and computes the words.
    package init(_ context: ReviewContext) {
        self.init(context, checks: SigningChecks.all) { try? DigestWords.caseWords($0) }
    }

    /// Runs some checks, with words from elsewhere: tests show with it that no problem passes when its check is
    /// missing, and do not wait for scrypt a hundred times.
    package init(
        _ context: ReviewContext, checks: [any SigningCheck],
        words makeWords: (Bytes32) -> [String]?
    ) {
        psbt = context.psbt
        fileHash = context.fileHash
        facts = context.examination.facts
        machine = context.machine
        var found = checks.flatMap { $0.findings(in: context) }
        found += Self.unclaimed(in: context, claimedBy: found)
        words = facts.flatMap { makeWords($0.digest) } ?? []
        if facts != nil, words.isEmpty {
            found.append(
                Finding(
                    check: "review.words", severity: .refuse, subject: .machine,
                    sentence: .caseDocument(.wordsUnavailable)))
        }
        found = found.map(context.overriding)
        if context.vault.vault.rules.isStrict { found = found.map(\.refusingWarnings) }
        findings = found.enumerated().sorted { left, right in
            let one = (left.element.severity.rawValue, left.element.subject.rank.0, left.element.subject.rank.1)
            let other = (right.element.severity.rawValue, right.element.subject.rank.0, right.element.subject.rank.1)
            return one == other ? left.offset < right.offset : one < other
        }.map(\.element)
    }

    /// Whether facts are established and nothing refuses.
    package var isSignable: Bool {
        facts != nil && !findings.contains { $0.severity == .refuse }
    }

    /// Whether facts are established and only rules refuse that an emergency may override.
    package var waitsForOverride: Bool {
        let refusals = findings.filter { $0.severity == .refuse }
        let rules = Set(OverridableRule.allCases.map(\.check))
        return facts != nil && !refusals.isEmpty && refusals.allSatisfy { rules.contains($0.check) }
    }

    /// What this machine's journal says about the destinations; `nil` without facts, and for a coordinator, which approves
    /// nothing and so has no records of its own.
    package var history: PaymentHistory? {
        machine.person == nil ? nil : facts.map { PaymentHistory($0, on: machine) }
    }

    /// The earlier cases of this machine that pay one of these destinations the same amount from other coins.
    ///
    /// Computed here and not taken from the findings: each must be acknowledged by itself before a ``Challenge`` is
    /// complete, whatever the checks say.
    package var repetitions: [AnsweredCase] {
        facts.map { PaymentNotMadeAgain.repetitions(of: $0, on: machine) } ?? []
    }

    /// In what the case differs from the one that it replaces; `nil` for a case that replaces none.
    package var replacement: ReplacementDifference? {
        facts.flatMap { ReplacementDifference($0, on: machine) }
    }

    /// Section 1 in canonical English.
    package var factsText: [String] {
        ReviewText(.english).factsPages(facts, words: words).flatMap { [$0.title] + $0.lines + [""] }
    }

    /// SHA-256 of the canonical English facts, each line ended by a line feed: what every machine must have shown.
    package var factsHash: Bytes32 {
        var stream = SHA256.Stream()
        for line in factsText { stream.update(Array(line.utf8) + [UInt8(ascii: "\n")]) }
        return stream.finish()
    }

    /// Section 2 in English.
    package var findingsText: [String] { ReviewText(.english).findingsPage(findings).lines }

    /// The whole review: the summary, the findings, then everything else in its order.
    package func pages(in language: ScreenLanguage = .english) -> [ReviewPage] {
        var pages = pagesWithoutFindings(in: language)
        pages.insert(contentsOf: findingsPages(in: language), at: min(1, pages.count))
        return pages
    }

    /// The facts, with what this machine's records say of the destinations: for a person who decides before he is told
    /// what was found.
    package func pagesWithoutFindings(in language: ScreenLanguage = .english) -> [ReviewPage] {
        ReviewText(language).factsPages(facts, words: words, history: history)
    }

    /// Section 2: the findings, worst first, and how the case differs from the one that it replaces.
    package func findingsPages(in language: ScreenLanguage = .english) -> [ReviewPage] {
        var own = [ReviewText(language).findingsPage(findings)]
        // Without a journal there is nothing to compare with.
        if let facts, let replacement, machine.person != nil {
            own.append(replacement.page(on: facts.vault.vault.network, in: language))
        }
        return own
    }

    /// A problem that no check speaks about refuses by itself, so that a forgotten check can never let it pass.
    private static func unclaimed(in context: ReviewContext, claimedBy findings: [Finding]) -> [Finding] {
        let refused = Set(findings.filter { $0.severity == .refuse }.map(\.sentence))
        func refusal(_ subject: FindingSubject, _ sentence: FindingSentence, _ problem: Any) -> [Finding] {
            if refused.contains(sentence) { return [] }
            return [
                Finding(
                    check: "review.unclaimed-problem", severity: .refuse, subject: subject,
                    sentence: .machine(.unclaimedProblem(description: "\(problem)")))
            ]
        }
        let examination = context.examination
        var found = examination.problems.flatMap { refusal(.transaction, .transaction($0), $0) }
        found += (context.orders?.problems ?? []).flatMap { refusal(.caseDocument, .order(.problem($0)), $0) }
        found += (examination.facts?.differences ?? []).flatMap {
            refusal(FindingSubject($0), .order(.difference($0)), $0)
        }
        for input in examination.inputs {
            found += input.problems.flatMap {
                refusal(.input(input.index), context.sentence(for: $0, of: input), $0)
            }
        }
        for output in examination.outputs {
            found += output.problems.flatMap { refusal(.output(output.index), .output($0, index: output.index), $0) }
        }
        return found
    }
}
