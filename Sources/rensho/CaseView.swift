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

    init(_ state: CaseState, life: CaseLife) {
        self.state = state
        self.life = life
        status = CaseStatus(state)
    }

    var isAssemblable: Bool { status.isAssemblable }

    var lines: [String] {
        let vault = state.vault
        var lines = [
            "Case     \(state.caseID.short) (\(life.rawValue)), vault \(vault.name), \(status.threshold) of "
                + "\(vault.cosigners.count)",
            "Leaves   \(state.facts.leaving.text), fee \(state.facts.fee.text)",
        ]
        for output in state.facts.externalOutputs {
            let address = output.address?.groups.joined(separator: " ") ?? output.script.hex
            lines.append("Pays     \(address)  \(output.amount.text)")
        }
        lines += grid
        lines.append(
            "Signatures: the weakest input has \(status.weakestInput) of \(status.threshold). "
                + "Approvals: \(status.approvals) of \(status.threshold). "
                + "Confirmations: \(status.confirmedBy.count)"
                + (status.confirmationsMissing.map { $0 > 0 ? ", \($0) missing." : ", complete." } ?? "."))
        lines += status.quarantine.map { "Put aside: \($0)" }
        if life == .open {
            lines += status.nextSteps.map { "Next: \($0)" }
            if !status.hasQuorum {
                lines.append(
                    "The proposal is \(CaseFileName.proposal(state.caseID)); if it is lost: rensho propose --again "
                        + state.caseID.short)
            }
        }
        return lines
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
                + [Self.pad(Self.word(row.share), 5), row.hasRefused ? "REFUSED" : row.hasConfirmed ? "yes" : "-"]
            lines.append(line.joined(separator: "  "))
        }
        return lines
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func word(_ standing: ShareStanding) -> String {
        switch standing {
        case .absent: "-"
        case .awaitingSignatures: "part"
        case .held: "held"
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
            (key: "leaving_sat", value: .unsigned(state.facts.leaving.sat)),
            (key: "fee_sat", value: .unsigned(state.facts.fee.sat)),
            (key: "threshold", value: .integer(status.threshold)),
            (key: "weakest_input_signatures", value: .integer(status.weakestInput)),
            (key: "approvals", value: .integer(status.approvals)), (key: "has_quorum", value: .bool(status.hasQuorum)),
            (key: "cosigners", value: .array(status.rows.map(Self.json))),
            (key: "confirmed_by", value: Output.strings(status.confirmedBy)),
            (key: "confirmations_missing", value: status.confirmationsMissing.map { .integer($0) } ?? .null),
            (key: "awaited", value: Output.strings(status.awaited)),
            (key: "refused_by", value: Output.strings(status.refusedBy)),
            (key: "quarantine", value: Output.strings(status.quarantine)),
            (key: "is_assemblable", value: .bool(status.isAssemblable)),
            (key: "next", value: Output.strings(life == .open ? status.nextSteps : [])),
        ]
    }

    private static func json(_ row: CaseStatus.Row) -> JSONValue {
        .object([
            (key: "person", value: .string(row.person.description)),
            (key: "fingerprint", value: .string(row.fingerprint)),
            (key: "release", value: .string(row.release.rawValue)),
            (key: "inputs", value: Output.strings(row.cells.map(\.word))),
            (key: "share", value: .string(word(row.share))), (key: "has_confirmed", value: .bool(row.hasConfirmed)),
            (key: "has_refused", value: .bool(row.hasRefused)),
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
