import Custody

extension CaseStatus {
    /// What is still missing of a custodian for the case to be assembled, in the order in which it comes.
    ///
    /// More people may sign than are needed: nothing is missing of somebody whose part others have done.
    package func missing(of row: Row) -> [MissingAnswer] {
        if isAssemblable || isStopped { return [] }
        var missing: [MissingAnswer] = []
        if !hasQuorum, !row.share.isApproval { missing.append(row.share == .absent ? .share : .signatures) }
        if !row.hasConfirmed, !row.isExcused, confirms(row) { missing.append(.confirmation) }
        if row.release == .held, row.share.isApproval, !row.share.isAssemblable, releasesMissing > 0 {
            missing.append(.release)
        }
        return missing
    }

    /// The visit that a custodian can be asked for now; `nil` while it is others' turn, and when his part is done.
    package func visit(to row: Row) -> CustodianVisit? {
        if isAssemblable || isStopped { return nil }
        guard hasQuorum, let confirmationsMissing else {
            if row.share.isApproval { return nil }
            return approvals + 1 >= threshold ? .signAndConfirm : .sign
        }
        let mustRelease =
            row.release == .held && row.share.isApproval && !row.share.isAssemblable && releasesMissing > 0
        if awaited.contains(row.person) {
            if mustRelease { return confirmationsMissing <= 1 ? .confirmAndRelease : .confirm }
            return confirmationsMissing > 0 ? .confirm : nil
        }
        return mustRelease && row.mayRelease ? .release : nil
    }

    /// What it means when a custodian does not come; `nil` when nothing is missing of him.
    package func absence(of row: Row) -> String? {
        let missing = missing(of: row)
        guard !missing.isEmpty else { return nil }
        let others = rows.filter { $0.person != row.person }
        if rule == .all, missing.contains(.confirmation) {
            return isArmed
                ? "without \(row.person)'s confirmation nothing is assembled here; but enough signatures are out already"
                : "without \(row.person)'s confirmation no machine releases and nothing is assembled; the coins stay"
        }
        let canSign = others.filter { !$0.share.isApproval }.map(\.person)
        if !hasQuorum, !row.share.isApproval {
            let needed = threshold - approvals
            return canSign.count >= needed
                ? "\(Self.list(canSign)) can sign instead"
                : "without \(row.person) no quorum is reached; the coins stay"
        }
        // The share stands: its confirmation (rule quorum) or release can be made up for by other people who signed.
        if others.count(where: { $0.share.isApproval }) >= threshold {
            return "the other people who signed are enough, if all of them confirm and release"
        }
        if canSign.isEmpty { return "without \(row.person) too few signatures come out; the coins stay" }
        let haveConfirmed = canSign.allSatisfy { person in confirmedBy.contains(person) }
        return "\(Self.list(canSign)) can sign\(haveConfirmed ? "" : ", confirm") and release instead"
    }

    /// Whether somebody has stopped the case, its order or its vault.
    private var isStopped: Bool { !refusedBy.isEmpty || !stops.isEmpty }

    /// Whether the case's rule asks for this person's confirmation at all.
    private func confirms(_ row: Row) -> Bool {
        switch rule {
        case .all: true
        case .quorum: row.share.isApproval && (confirmationsMissing ?? threshold) > 0
        }
    }

    /// What is next, in words.
    package var nextSteps: [String] {
        let short = caseID.short
        if !refusedBy.isEmpty {
            return [
                "\(Self.list(refusedBy)) refused: this case ends here. End it with rensho abort \(short), and propose anew."
            ]
        }
        if !stops.isEmpty {
            return stops.map { "\($0) Nothing goes on: rensho-signer heed brings it to every machine." }
        }
        if isAssemblable { return corrections + ["Everything is there: rensho assemble \(short)"] }
        return corrections + (hasQuorum ? stepsAfterQuorum : stepsBeforeQuorum)
    }

    /// What has to be done over.
    private var corrections: [String] {
        let short = caseID.short
        var steps: [String] = []
        for row in rows where row.share == .commitmentDiffers {
            steps.append(
                "\(row.person)'s share stands for other signatures than the ones that came: ask \(row.person) to sign again."
            )
        }
        for row in rows {
            let codes = Set(row.cells.compactMap { if case .refused(let code) = $0 { code } else { nil } })
            if codes.isEmpty { continue }
            if !codes.isDisjoint(with: [HeldSignatureRefusal.noShare.code, HeldSignatureRefusal.noRelease.code]) {
                steps.append(
                    "\(row.person)'s signatures are outside the machine although nothing was released: ask \(row.person) how."
                )
            } else if row.release == .held {
                steps.append(
                    "\(row.person)'s released signatures were refused: ask \(row.person) to run rensho-signer release again."
                )
            } else {
                steps.append(
                    "\(row.person)'s signature was refused: ask \(row.person) to sign \(short).proposal.psbt again.")
            }
        }
        return steps
    }

    private var stepsBeforeQuorum: [String] {
        let short = caseID.short
        let waiting = rows.filter { !$0.share.isApproval }.map(\.person)
        let needed = max(0, threshold - approvals)
        var steps = [
            "\(Self.asked(needed, of: waiting)) to sign \(short).proposal.psbt; then: rensho collect FILE"
        ]
        let inOneVisit = rows.filter { visit(to: $0) == .signAndConfirm }.map(\.person)
        if !inOneVisit.isEmpty {
            steps.append(
                "Or spare a visit: with the file of rensho confirm \(short), \(Self.list(inOneVisit)) can sign and confirm "
                    + "at once.")
        }
        return steps
    }

    private var stepsAfterQuorum: [String] {
        let short = caseID.short
        func people(_ visit: CustodianVisit) -> [Identifier] {
            rows.filter { self.visit(to: $0) == visit }.map(\.person)
        }
        var steps: [String] = []
        let confirming = people(.confirm)
        if !confirming.isEmpty {
            steps.append(
                "The quorum stands. Write the re-display file with rensho confirm \(short) and bring it to "
                    + "\(Self.list(confirming)); then: rensho collect FILE")
        }
        let last = people(.confirmAndRelease)
        if !last.isEmpty {
            steps.append(
                "\(Self.list(last)) can confirm and release in one visit, on the file that rensho confirm \(short) writes now."
            )
        }
        let releasing = people(.release)
        if !releasing.isEmpty {
            steps.append(
                "\(Self.asked(releasesMissing, of: releasing)) to run rensho-signer release on the file that "
                    + "rensho confirm \(short) writes now, with everybody's confirmation in it.")
        }
        let open = rows.filter { $0.release == .open && $0.share == .awaitingSignatures }.map(\.person)
        if steps.isEmpty, !open.isEmpty {
            steps.append("The signatures of \(Self.list(open)) are missing: rensho collect FILE")
        }
        return steps
    }

    /// Says that so many of these people have to do something: all of them by name, or a number of them.
    private static func asked(_ count: Int, of people: [Identifier]) -> String {
        count >= people.count
            ? "\(list(people)) \(people.count == 1 ? "has" : "have")"
            : "\(count) of \(list(people)) \(count == 1 ? "has" : "have")"
    }

    static func list(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: ", ")
    }
}
