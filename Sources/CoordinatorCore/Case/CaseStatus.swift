import BitcoinPrimitives
package import Custody

/// Where a case stands: what was verified, by whom, for which input, and what is next.
package struct CaseStatus: Sendable, Hashable {
    /// One field of the grid.
    package enum Cell: Sendable, Hashable {
        /// A verified signature is there.
        case verified
        /// A signature came and was refused, and no good one is there.
        case refused(code: String)
        /// Nothing came.
        case missing

        /// The word in the grid.
        package var word: String {
            switch self {
            case .verified: "ok"
            case .refused: "BAD"
            case .missing: "-"
            }
        }
    }

    /// One cosigner.
    package struct Row: Sendable, Hashable {
        /// The person.
        package let person: Identifier
        /// The person's name.
        package let name: String
        /// The master fingerprint of the key.
        package let fingerprint: String
        /// When the signatures leave the machine.
        package let release: ReleaseRule
        /// One field per input.
        package let cells: [Cell]
        /// How the share stands.
        package let share: ShareStanding
        /// Whether a confirmation counts.
        package let hasConfirmed: Bool
        /// Whether the person refused.
        package let hasRefused: Bool
    }

    /// The case's name.
    package let caseID: CaseID
    /// The signatures needed for each input.
    package let threshold: Int
    /// The cosigners in the vault's order.
    package let rows: [Row]
    /// The signatures that the weakest input has.
    package let weakestInput: Int
    /// How many people's shares stand.
    package let approvals: Int
    /// Whether the quorum stands.
    package let hasQuorum: Bool
    /// Who confirmed, sorted.
    package let confirmedBy: [Identifier]
    /// How many confirmations are still needed; `nil` before the quorum.
    package let confirmationsMissing: Int?
    /// Who can still confirm.
    package let awaited: [Identifier]
    /// Who refused, sorted.
    package let refusedBy: [Identifier]
    /// Whether the case can be assembled.
    package let isAssemblable: Bool
    /// Everything that was refused, in words, sorted.
    package let quarantine: [String]

    /// Looks at a case.
    package init(_ state: CaseState) {
        let tally = state.shareTally()
        let confirmations = state.confirmationTally()
        let confirmed = Set(confirmations?.confirmedBy ?? [])
        let refused = Set(state.refusedBy)
        rows = state.vault.cosigners.map { cosigner in
            Row(
                person: cosigner.person, name: state.vault.person(cosigner.person)?.name.description ?? "",
                fingerprint: cosigner.origin.fingerprint.description, release: cosigner.release,
                cells: Self.cells(of: cosigner.person, in: state), share: state.standing(of: cosigner.person),
                hasConfirmed: confirmed.contains(cosigner.person), hasRefused: refused.contains(cosigner.person))
        }
        caseID = state.caseID
        threshold = state.vault.threshold
        weakestInput = Self.weakest(rows, inputs: state.facts.inputs.count)
        approvals = tally.accepted.count
        hasQuorum = tally.quorum != nil
        confirmedBy = confirmations?.confirmedBy ?? []
        confirmationsMissing = confirmations?.missing
        awaited = confirmations?.awaited ?? []
        refusedBy = state.refusedBy
        isAssemblable = confirmations?.confirmed != nil && weakestInput >= state.vault.threshold
        quarantine = state.quarantine.values.map(\.sentence).sorted()
    }

    private static func cells(of person: Identifier, in state: CaseState) -> [Cell] {
        var refused: [Int: String] = [:]
        for item in state.quarantine.values where item.person == person {
            if case .signature(let slot) = item.subject { refused[slot.input] = item.reasonCode }
        }
        return state.signatures(of: person).enumerated().map { input, signature in
            if signature != nil { return .verified }
            return refused[input].map { .refused(code: $0) } ?? .missing
        }
    }

    private static func weakest(_ rows: [Row], inputs: Int) -> Int {
        (0..<inputs).map { input in rows.count { $0.cells.indices.contains(input) && $0.cells[input] == .verified } }
            .min() ?? 0
    }

    /// What is next, in words.
    package var nextSteps: [String] {
        let short = caseID.short
        if !refusedBy.isEmpty {
            return [
                "\(Self.list(refusedBy)) refused: this case ends here. End it with rensho abort \(short), and propose anew."
            ]
        }
        var steps: [String] = []
        for row in rows where row.share == .commitmentDiffers {
            steps.append(
                "\(row.person)'s share stands for other signatures than the ones that came: ask \(row.person) to sign again."
            )
        }
        for row in rows where row.cells.contains(where: { if case .refused = $0 { true } else { false } }) {
            steps.append(
                "\(row.person)'s signature was refused: ask \(row.person) to sign \(short).proposal.psbt again.")
        }
        guard hasQuorum else {
            let waiting = rows.filter { $0.share != .complete && $0.share != .held }.map(\.person)
            let needed = max(0, threshold - approvals)
            steps.append(
                "\(needed) of \(Self.list(waiting)) \(needed == 1 ? "has" : "have") to sign \(short).proposal.psbt; "
                    + "then: rensho collect FILE")
            return steps
        }
        guard isAssemblable else {
            steps.append(
                "The quorum stands. Write the re-display file with rensho confirm \(short) and bring it to "
                    + "\(Self.list(awaited)); then: rensho collect FILE")
            return steps
        }
        steps.append("Everything is there: rensho assemble \(short)")
        return steps
    }

    private static func list(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: ", ")
    }
}
