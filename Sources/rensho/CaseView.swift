import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

/// A case as commands show it: the grid of cosigners and inputs, and what is next.
struct CaseView {
    /// The inputs whose columns are shown; a wider grid is told in numbers.
    private static let shownInputs = 12

    private let state: CaseState
    private let life: CaseLife
    private let status: CaseStatus
    private let redisplay: RedisplayView?
    private let openedAt: String?

    init(_ state: CaseState, life: CaseLife, openedAt: String? = nil, redisplay: RedisplayView? = nil) {
        self.state = state
        self.life = life
        self.openedAt = openedAt
        self.redisplay = redisplay
        status = CaseStatus(state)
    }

    var isAssemblable: Bool { status.isAssemblable }

    var lines: [String] {
        let vault = state.vault
        var lines = [
            "Case     \(state.caseID.short) (\(life.rawValue)), vault \(vault.name), \(status.threshold) of "
                + "\(vault.cosigners.count)",
            "Leaves   \(state.facts.leaving.text)",
        ]
        if let openedAt { lines.append("Opened   \(openedAt)\(Age(since: openedAt).map { ", \($0) ago" } ?? "")") }
        for output in state.facts.externalOutputs {
            let ordered = output.ordered.map { " = line \($0.number) of order \($0.name)" } ?? ""
            lines.append("Pays     \(Self.address(of: output))  \(output.amount.text)\(ordered)")
        }
        for output in state.facts.ownOutputs {
            let place = output.role.position.map { " at \($0)" } ?? ""
            lines.append("Keeps    \(Self.address(of: output))  \(output.amount.text), proven the vault's\(place)")
        }
        lines += CaseMoneyView(state).lines
        if let replaced = state.facts.header.replaces { lines.append("Replaces \(replaced.short)") }
        lines += grid
        lines.append(summary)
        lines += outside
        lines += status.stops.map { "STOPPED: \($0)" }
        lines += status.exceptions.map { "Exception: \($0)." }
        lines += status.quarantine.map { "Put aside: \($0)" }
        lines += status.contradictions.map { "Contradiction: \($0)" }
        if life == .open {
            lines += people
            if let redisplay { lines.append(redisplay.line) }
            lines += status.nextSteps.map { "Next: \($0)" }
            if !status.hasQuorum {
                lines.append(
                    "The proposal is \(CaseFileName.proposal(state.caseID)); if it is lost: rensho propose --again "
                        + state.caseID.short)
            }
        }
        return lines
    }

    private static func address(of output: OutputFact) -> String {
        output.address?.groups.joined(separator: " ") ?? output.script.hex
    }

    private var summary: String {
        "Signatures: the weakest input has \(status.weakestInput) of \(status.threshold). "
            + "Approvals: \(status.approvals) of \(status.threshold). "
            + "Confirmations: \(status.confirmedBy.count)"
            + (status.confirmationsMissing.map { $0 > 0 ? ", \($0) missing." : ", complete." } ?? ".")
    }

    /// What is outside the custodians' machines, whatever the coordinator thinks of it.
    private var outside: [String] {
        let armed = status.rows.filter { $0.armedInputs > 0 }
        if armed.isEmpty {
            return ["Armed: nothing that came here. Signatures that went elsewhere are not known here."]
        }
        let people = armed.map { "\($0.person) \($0.armedInputs)/\(state.facts.inputs.count) inputs" }
        return [
            "Armed: \(people.joined(separator: ", "))"
                + (status.isArmed ? "; whoever has these can broadcast the transaction." : "; not enough to broadcast.")
        ]
    }

    /// For every custodian what is missing and what his absence means.
    private var people: [String] {
        status.rows.compactMap { row in
            let missing = status.missing(of: row)
            guard !missing.isEmpty else { return nil }
            let visit = status.visit(to: row).map { " Can now \($0.purpose)." } ?? ""
            let absence = status.absence(of: row).map { " If absent: \($0)." } ?? ""
            return "\(row.person) still owes: \(missing.map(\.rawValue).joined(separator: ", ")).\(visit)\(absence)"
        }
    }

    private var grid: [String] {
        let inputs = state.facts.inputs.count
        let width = max(6, status.rows.map { $0.person.description.count }.max() ?? 0)
        let isWide = inputs > Self.shownInputs
        let columns = isWide ? ["signed"] : (0..<inputs).map { "in\($0)" }
        let heading =
            [Self.pad("", width), Self.pad("key", 8)] + columns.map { Self.pad($0, 6) } + ["share", "confirmed"]
        var lines = [heading.joined(separator: "  ")]
        for row in status.rows {
            let cells =
                isWide
                ? ["\(row.cells.count { $0 == .verified })/\(inputs)"] : row.cells.map(\.word)
            let line =
                [Self.pad(row.person.description, width), row.fingerprint] + cells.map { Self.pad($0, 6) }
                + [Self.pad(Self.word(row.share), 5), Self.answer(row)]
            lines.append(line.joined(separator: "  "))
        }
        return lines
    }

    private static func answer(_ row: CaseStatus.Row) -> String {
        if row.hasRefused { return "REFUSED" }
        if row.hasConfirmed { return "yes" }
        return row.isExcused ? "excused" : "-"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func word(_ standing: ShareStanding) -> String {
        switch standing {
        case .absent: "-"
        case .awaitingSignatures: "part"
        case .held: "held"
        case .partlyReleased: "part"
        case .released: "out"
        case .complete: "ok"
        case .commitmentDiffers: "BAD"
        }
    }

    var json: [(key: String, value: JSONValue)] {
        [
            (key: "case", value: .string(state.caseID.description)), (key: "state", value: .string(life.rawValue)),
            (key: "digest", value: .string(state.digest.hex)),
            (key: "vault", value: .string(state.vault.name.description)),
            (key: "txid", value: .string(state.facts.finalTxid.description)),
            (key: "opened_at", value: .optional(openedAt)),
            (key: "leaving_sat", value: .unsigned(state.facts.leaving.sat)),
            (key: "fee_sat", value: .unsigned(state.facts.fee.sat)),
            (key: "threshold", value: .integer(status.threshold)),
            (key: "weakest_input_signatures", value: .integer(status.weakestInput)),
            (key: "approvals", value: .integer(status.approvals)), (key: "has_quorum", value: .bool(status.hasQuorum)),
            (key: "cosigners", value: .array(status.rows.map(json))),
            (key: "confirmed_by", value: Output.strings(status.confirmedBy)),
            (key: "confirmations_missing", value: status.confirmationsMissing.map { .integer($0) } ?? .null),
            (key: "awaited", value: Output.strings(status.awaited)),
            (key: "refused_by", value: Output.strings(status.refusedBy)),
            (key: "replaces", value: .optional(state.facts.header.replaces?.description)),
            (key: "stopped", value: Output.strings(status.stops)),
            (key: "exceptions", value: Output.strings(status.exceptions)),
            (key: "releases_missing", value: .integer(status.releasesMissing)),
            (key: "is_armed", value: .bool(status.isArmed)),
            (key: "redisplay", value: redisplay?.json ?? .null),
            (key: "contradictions", value: Output.strings(status.contradictions)),
            (key: "quarantine", value: Output.strings(status.quarantine)),
            (key: "is_assemblable", value: .bool(status.isAssemblable)),
            (key: "next", value: Output.strings(life == .open ? status.nextSteps : [])),
        ] + CaseMoneyView(state).json
    }

    private func json(_ row: CaseStatus.Row) -> JSONValue {
        .object([
            (key: "person", value: .string(row.person.description)),
            (key: "fingerprint", value: .string(row.fingerprint)),
            (key: "release", value: .string(row.release.rawValue)),
            (key: "inputs", value: Output.strings(row.cells.map(\.word))),
            (key: "share", value: .string(Self.word(row.share))),
            (key: "has_confirmed", value: .bool(row.hasConfirmed)),
            (key: "is_excused", value: .bool(row.isExcused)),
            (key: "has_refused", value: .bool(row.hasRefused)),
            (key: "armed_inputs", value: .integer(row.armedInputs)),
            (key: "missing", value: Output.strings(life == .open ? status.missing(of: row).map(\.rawValue) : [])),
            (key: "visit", value: .optional(life == .open ? status.visit(to: row)?.rawValue : nil)),
            (key: "if_absent", value: .optional(life == .open ? status.absence(of: row) : nil)),
        ])
    }

    static func json(_ item: QuarantinedItem) -> JSONValue {
        .object([
            (key: "subject", value: .string(item.subjectText)),
            (key: "person", value: .optional(item.person?.description)),
            (key: "code", value: .string(item.reasonCode)), (key: "reason", value: .string(item.reason)),
        ])
    }
}

/// The latest re-display file of a case, and whether it carries everything that has come.
struct RedisplayView {
    let file: String
    let isCurrent: Bool

    /// Looks at the store; `nil` before the first re-display file.
    init?(_ state: CaseState, _ store: Store) throws {
        guard let latest = try store.latestRedisplay(of: state.caseID) else { return nil }
        file = CaseFileName.redisplay(state.caseID, number: latest.number)
        let now = try? ConfirmFile.make(state)
        isCurrent = now.map { SHA256.hash($0.fileBytes()) == latest.hash } ?? false
    }

    var line: String {
        isCurrent
            ? "Re-display file: \(file), which carries everything so far."
            : "Re-display file: \(file), written before the latest documents came."
    }

    var json: JSONValue {
        .object([(key: "file", value: .string(file)), (key: "is_current", value: .bool(isCurrent))])
    }
}
