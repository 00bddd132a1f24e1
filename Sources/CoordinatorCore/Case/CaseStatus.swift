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
        /// Whether the case goes on without this person's confirmation.
        package let isExcused: Bool
        /// Whether the person refused.
        package let hasRefused: Bool
        /// Whether the release rule lets the person release now.
        package let mayRelease: Bool
        /// The number of inputs for which a signature of this person is outside the machine and can be used.
        package let armedInputs: Int
    }

    /// The case's name.
    package let caseID: CaseID
    /// Whose confirmation the case needs.
    package let rule: ConfirmationRule
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
    /// How many people's signatures are still needed for the transaction.
    package let releasesMissing: Int
    /// Who refused, sorted.
    package let refusedBy: [Identifier]
    /// Who froze the vault or vetoed an order of the case, in words; nothing goes on while there is any.
    package let stops: [String]
    /// What others have signed about absent custodians and overridden rules, in words.
    package let exceptions: [String]
    /// Whether enough usable signatures are outside to broadcast the transaction.
    package let isArmed: Bool
    /// Whether the case can be assembled.
    package let isAssemblable: Bool
    /// Everything that was refused, in words, sorted.
    package let quarantine: [String]
    /// Where documents contradict each other about somebody's journal, in words.
    package let contradictions: [String]

    /// Looks at a case.
    package init(_ state: CaseState) {
        let tally = state.shareTally()
        let confirmations = state.confirmationTally()
        let confirmed = Set(confirmations?.confirmedBy ?? [])
        let refused = Set(state.refusedBy)
        let excused = Set(confirmations?.excused ?? [])
        let armed = state.armed
        rows = state.vault.cosigners.map { cosigner in
            Row(
                person: cosigner.person, name: state.vault.person(cosigner.person)?.name.description ?? "",
                fingerprint: cosigner.origin.fingerprint.description, release: cosigner.release,
                cells: Self.cells(of: cosigner.person, in: state), share: state.standing(of: cosigner.person),
                hasConfirmed: confirmed.contains(cosigner.person),
                isExcused: excused.contains(cosigner.person), hasRefused: refused.contains(cosigner.person),
                mayRelease: tally.quorum != nil && state.mayRelease(cosigner.person, shares: tally),
                armedInputs: armed[cosigner.person]?.count ?? 0)
        }
        caseID = state.caseID
        rule = state.vault.rules.confirmations
        threshold = state.vault.threshold
        weakestInput = Self.weakest(rows, inputs: state.facts.inputs.count)
        approvals = tally.accepted.count
        hasQuorum = tally.quorum != nil
        confirmedBy = confirmations?.confirmedBy ?? []
        confirmationsMissing = confirmations?.missing
        awaited = confirmations?.awaited ?? []
        refusedBy = state.refusedBy
        releasesMissing = max(0, state.vault.threshold - rows.count { $0.share.isAssemblable })
        isArmed = state.isArmed
        isAssemblable = confirmations?.confirmed != nil && releasesMissing == 0 && state.stopSentences.isEmpty
        stops = state.stopSentences
        exceptions = state.exceptionSentences
        quarantine = state.quarantine.values.map(\.sentence).sorted()
        contradictions = state.journalForks.map(Self.sentence)
    }

    private static func cells(of person: Identifier, in state: CaseState) -> [Cell] {
        var refused: [Int: String] = [:]
        for item in state.quarantine.values.sorted(by: { $0.reasonCode < $1.reasonCode }) where item.person == person {
            if case .signature(let slot) = item.subject { refused[slot.input] = item.reasonCode }
        }
        return state.signatures(of: person).enumerated().map { input, signature in
            if signature != nil { return .verified }
            return refused[input].map { .refused(code: $0) } ?? .missing
        }
    }

    private static func sentence(_ fork: HeadFork) -> String {
        let entry = "entry \(fork.first.head.sequence) of \(fork.person)'s journal"
        return fork.isProven
            ? "\(fork.person) signed two documents that give \(entry) two hashes: the journal was forked or rolled back"
            : "\(fork.first.saidBy) and \(fork.second.saidBy) give \(entry) two hashes: one of them does not say the truth"
    }

    private static func weakest(_ rows: [Row], inputs: Int) -> Int {
        (0..<inputs).map { input in rows.count { $0.cells.indices.contains(input) && $0.cells[input] == .verified } }
            .min() ?? 0
    }
}
