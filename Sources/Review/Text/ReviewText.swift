import BitcoinPrimitives
package import ByteCoding
package import Custody
import Descriptors

/// The whole review as pages, from one place, in one language.
///
/// Section 1 states facts and is a pure function of file and vault; section 2, the findings page, is this machine's.
package struct ReviewText: Sendable {
    private let language: ScreenLanguage

    package init(_ language: ScreenLanguage = .english) {
        self.language = language
    }

    /// Section 1: summary, destinations, what stays, inputs, locks, words.
    /// - Parameter history: what this machine's own journal adds to the destinations' pages; `nil` for the facts alone.
    package func factsPages(
        _ facts: CaseFacts?, words: [String], history: PaymentHistory? = nil
    ) -> [ReviewPage] {
        guard let facts else {
            return [ReviewPage(title: say(.title(.summary)), lines: wrapped(.noFacts))]
        }
        return [summary(facts, words: words)] + outputs(facts, history)
            + [inputs(facts), locks(facts), identity(facts, words)]
    }

    /// Section 2: the findings, worst first.
    package func findingsPage(_ findings: [Finding]) -> ReviewPage {
        func total(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
        var lines =
            findings.isEmpty
            ? wrapped(.noFindings)
            : wrapped(.findingsCount(refusals: total(.refuse), warnings: total(.warn), notes: total(.note)))
        for finding in findings { lines += [""] + self.lines(finding) }
        return ReviewPage(title: say(.title(.findings)), lines: lines)
    }

    private func lines(_ finding: Finding) -> [String] {
        wrapped(.finding(severity: finding.severity, check: finding.check))
            + TextLayout.wrap(language.text(finding.sentence), indent: "  ")
            + TextLayout.wrap(language.remedy(finding.sentence), indent: "  -> ", hanging: "     ")
    }

    /// A warning by itself, and the prompt for the word that acknowledges it.
    package func warning(_ finding: Finding, number: Int, of total: Int) -> (lines: [String], prompt: String) {
        (
            wrapped(.challenge(.warningTitle(number: number, of: total))) + lines(finding),
            say(.challenge(.warningPrompt(word: finding.word)))
        )
    }

    /// What is said when another word was typed.
    package func wrongWord(attemptsLeft left: Int) -> [String] { wrapped(.challenge(.wrongWord(attemptsLeft: left))) }

    /// What is said before the questions where not every destination is asked for; empty where every one is.
    package func sample(_ challenge: borrowing Challenge, _ selection: ChallengeSelection) -> [String] {
        guard selection.isSampled else { return [] }
        return wrapped(
            .challenge(
                .sampled(asked: challenge.questions.count, of: selection.outputs.count, lots: selection.lots)))
    }

    /// What is shown before the question about all destinations together, and the two prompts.
    package func totals() -> (title: [String], count: String, amount: String) {
        (wrapped(.challenge(.totalsTitle)), say(.challenge(.totalsCount)), say(.challenge(.totalsAmount)))
    }

    /// What is shown before a question, and the two prompts.
    package func challenge(
        _ question: ChallengeQuestion
    ) -> (title: [String], characters: String, amount: String) {
        let first = question.positions.lowerBound
        return (
            wrapped(
                .challenge(
                    .title(
                        number: question.number, of: question.total, output: question.outputIndex,
                        isExternal: question.isExternal))),
            say(.challenge(.characters(positions: question.positions, group: (first + 3) / 4))),
            say(.challenge(.amount))
        )
    }

    /// What is said of an earlier case that pays the same, and the prompt.
    package func repetition(_ earlier: AnsweredCase) -> (title: [String], prompt: String) {
        (
            wrapped(.challenge(.repetition(earlier: earlier.caseID, on: earlier.day))),
            say(.challenge(.bothPrompt(words: Challenge.bothWords(of: earlier.caseID))))
        )
    }

    /// What is said about an answer; empty where the next question follows at once.
    package func challengeOutcome(_ outcome: Challenge.Outcome, isSampled: Bool = false) -> [String] {
        switch outcome {
        case .right: []
        case .complete: wrapped(.challenge(isSampled ? .completeSample : .complete))
        case .wrong(let left): wrapped(.challenge(.wrong(attemptsLeft: left)))
        case .failed: wrapped(.challenge(.failed))
        }
    }

    /// A sentence of a visit in lines that fit.
    package func visit(_ phrase: VisitPhrase, indent: String = "", hanging: String? = nil) -> [String] {
        TextLayout.wrap(language.text(phrase), indent: indent, hanging: hanging)
    }

    /// A question of a visit, in one piece.
    package func prompt(_ phrase: VisitPhrase) -> String { language.text(phrase) }

    private func summary(_ facts: CaseFacts, words: [String]) -> ReviewPage {
        let vault = facts.vault
        var lines = facts.isForeign ? wrapped(.foreignProposal) : []
        if let open = vault.openQuorum {
            lines += wrapped(.secondLookNotEnforced(open: open, threshold: vault.descriptor.threshold))
        }
        if vault.vault.rules.confirmations == .quorum { lines += wrapped(.confirmationsByQuorum) }
        if facts.header.drill { lines += wrapped(.drill) }
        let descriptor = vault.descriptor
        lines += wrapped(
            .vault(name: vault.vault.name, version: vault.vault.version, network: vault.vault.network))
        lines += wrapped(
            .quorum(
                threshold: descriptor.threshold, keyCount: descriptor.keys.count,
                script: descriptor.scriptType.rawValue))
        lines += wrapped(.caseIdentity(facts.header.caseID))
        lines += wrapped(.kind(facts.header.kind))
        lines.append("")
        lines += wrapped(.leaves(facts.leaving, destinations: facts.externalOutputs.count))
        lines += wrapped(.fee(facts.fee, rate: facts.feeRate))
        lines += wrapped(.feeShare(facts.feeShare, ofInputs: facts.isFeeShareOfInputs))
        lines += wrapped(.stays(facts.staying, outputs: facts.ownOutputs.count))
        lines += wrapped(.spends(facts.spent, coins: facts.inputs.count))
        lines.append("")
        lines += wrapped(.identity(.words(words)))
        return ReviewPage(title: say(.title(.summary)), lines: lines)
    }

    private func outputs(_ facts: CaseFacts, _ history: PaymentHistory?) -> [ReviewPage] {
        let external = facts.externalOutputs
        let change = facts.ownOutputs.filter { if case .change = $0.role { true } else { false } }
        let receive = facts.ownOutputs.filter { if case .receive = $0.role { true } else { false } }
        let destinations = external.enumerated().map { number, output in
            ReviewPage(
                title: say(.title(.destination(number: number + 1, of: external.count, output: output.index))),
                lines: place(output) + ordered(output, facts) + addressBook(output, of: facts.vault.vault)
                    + records(history, output, facts))
        }
        let returned = change.enumerated().map { number, output in
            ReviewPage(
                title: say(.title(.change(number: number + 1, of: change.count, output: output.index))),
                lines: place(output) + reason(output))
        }
        let received = receive.enumerated().map { number, output in
            ReviewPage(
                title: say(.title(.receive(number: number + 1, of: receive.count, output: output.index))),
                lines: place(output) + reason(output))
        }
        return destinations + returned + received
    }

    /// The address in groups of four and the amount in both units.
    private func place(_ output: OutputFact) -> [String] {
        let address =
            output.address.map { TextLayout.lines(ofGroups: $0.groups, indent: "  ") }
            ?? wrapped(.noAddress(scriptHex: output.script.hex))
        return address + [say(.amountInBitcoin(output.amount)), say(.amountInSatoshi(output.amount))]
    }

    /// A destination beside the order that it is paid for, source by source, and the names that the order gives.
    private func ordered(_ output: OutputFact, _ facts: CaseFacts) -> [String] {
        guard !facts.header.orders.isEmpty else {
            // Without an order nobody but the address book knows the recipient's name.
            let isListed = facts.vault.vault.addressBook.entry(paying: output.script) != nil
            return wrapped(isListed ? .book(.noOrder) : .noOrder)
        }
        let table = [""] + DestinationComparison(of: output, in: facts).lines(in: language) + [""]
        if let line = output.ordered {
            return table + wrapped(.orderLine(line), hanging: "  ")
                + wrapped(.recipient(line.line.recipient?.description), hanging: "  ")
                + wrapped(.reference(line.line.reference?.description), hanging: "  ")
        }
        for case .address(output.index, _, let line) in facts.differences {
            return table + wrapped(.orderedAddress) + TextLayout.lines(ofGroups: line.line.address.groups, indent: "  ")
                + wrapped(.orderLine(line), hanging: "  ")
        }
        return table + wrapped(.notOrdered)
    }

    /// What this machine knows of a destination, apart from the facts.
    private func records(_ history: PaymentHistory?, _ output: OutputFact, _ facts: CaseFacts) -> [String] {
        guard let history else { return [] }
        var phrases: [RecordPhrase] = []
        if let earlier = history.earlier(to: output) {
            phrases.append(.approvedBefore(times: earlier.times, last: earlier.lastDay, largest: earlier.largest))
        } else {
            phrases.append(.firstTime)
        }
        switch history.largestBefore?.amount {
        case nil: phrases.append(.nothingToCompare)
        case .some(let largest) where output.amount > largest: phrases.append(.largestEver(before: largest))
        case .some(let largest): phrases.append(.notLargest(largest))
        }
        phrases.append(.share(Proportion(output.amount, of: facts.spent)))
        return [""] + wrapped(.record(.heading)) + phrases.flatMap { wrapped(.record($0), indent: "  ") }
    }

    private func reason(_ output: OutputFact) -> [String] {
        switch output.role {
        case .external: []
        case .change(let position): wrapped(.derivedChange(position))
        case .receive(let position): wrapped(.derivedReceive(position))
        }
    }

    private func inputs(_ facts: CaseFacts) -> ReviewPage {
        let lines = facts.inputs.flatMap { input in
            wrapped(.input(index: input.index, outpoint: input.outpoint), hanging: "  ")
                + wrapped(.inputProof(input.amount, input.script.position, input.sequence), indent: "  ")
        }
        let marks = wrapped(.provenMark, hanging: "  ") + wrapped(.oursMark, hanging: "  ")
        return ReviewPage(title: say(.title(.inputs)), lines: marks + [""] + lines)
    }

    private func locks(_ facts: CaseFacts) -> ReviewPage {
        let relative = relativeLocks(facts)
        var lines: [String] = []
        switch facts.transaction.lockTime.meaning {
        case .unlocked: lines += wrapped(.lock(relative.isEmpty ? .notLocked : .onlyRelative))
        case .height(let height): lines += wrapped(.lock(.untilHeight(height)))
        case .time(let seconds):
            lines += wrapped(.lock(.untilTime(utc: UTCDate.text(unixSeconds: seconds), unixSeconds: seconds)))
        }
        if facts.transaction.lockTime.rawValue != 0, facts.inputs.allSatisfy({ $0.sequence == .final }) {
            lines += wrapped(.lock(.noEffect))
        }
        lines += relative.flatMap { wrapped(.lock($0)) }
        let replaceable = facts.inputs.count { $0.sequence.signalsReplacement }
        lines += wrapped(
            replaceable == 0
                ? .lock(.notReplaceable) : .lock(.replaceable(inputs: replaceable, of: facts.inputs.count)))
        lines += wrapped(
            .lock(
                .validity(from: facts.header.notBefore, until: facts.header.notAfter)))
        return ReviewPage(title: say(.title(.locks)), lines: lines)
    }

    /// The longest relative lock in blocks and the longest in time: both must have passed, and they cannot be compared.
    private func relativeLocks(_ facts: CaseFacts) -> [LockPhrase] {
        // BIP-68: "if the transaction version is greater than or equal to 2"; the version counts as unsigned.
        guard UInt32(bitPattern: facts.transaction.version) >= 2 else { return [] }
        var blocks: (input: Int, length: Int)?
        var intervals: (input: Int, length: Int)?
        for input in facts.inputs {
            switch input.sequence.relativeLock {
            case .blocks(let length) where Int(length) > blocks?.length ?? 0: blocks = (input.index, Int(length))
            case .intervals(let length) where Int(length) > intervals?.length ?? 0:
                intervals = (input.index, Int(length))
            case .blocks, .intervals, nil: break
            }
        }
        return [
            blocks.map { .relativeBlocks(input: $0.input, blocks: $0.length) },
            intervals.map { .relativeTime(input: $0.input, seconds: $0.length * TxSequence.secondsPerInterval) },
        ].compactMap(\.self)
    }

    private func identity(_ facts: CaseFacts, _ words: [String]) -> ReviewPage {
        var phrases: [IdentityPhrase] = [
            .words(words), .caseDigest(facts.digest), .vaultDigest(facts.vault.digest), .txid(facts.finalTxid),
            .unsignedTransaction(facts.unsignedTransactionHash),
        ]
        if let replaced = facts.header.replaces { phrases.append(.replaces(replaced)) }
        if let reason = facts.header.reason { phrases.append(.replacementReason(reason.description)) }
        phrases.append(.orders(count: facts.header.orders.count))
        for order in facts.orders {
            phrases.append(.order(order.body.name, order.digest))
            phrases.append(
                .orderBounds(
                    fee: order.body.maximumFee, from: order.body.notBefore, until: order.body.notAfter))
        }
        phrases.append(
            .confirmations(facts.vault.vault.rules.confirmations, custodians: facts.custodians))
        return ReviewPage(
            title: say(.title(.identity)), lines: phrases.flatMap { wrapped(.identity($0), hanging: "  ") })
    }

    private func say(_ phrase: ReviewPhrase) -> String { language.text(phrase) }

    func wrapped(_ phrase: ReviewPhrase, indent: String = "", hanging: String? = nil) -> [String] {
        TextLayout.wrap(say(phrase), indent: indent, hanging: hanging)
    }
}
