import ArgumentParser
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct AbortCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "End a case without a transaction and free its coins.",
        discussion: """
            Signatures that left the custodians' machines stay valid for this transaction until one of its coins is
            spent otherwise. The command lists them.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "Why, for the log.")
    var reason: String = "aborted by the operator"
    @Argument(help: "The case.")
    var name: String

    func run() throws {
        let home = try CoordinatorHome(home)
        let summary = try home.store.caseNamed(name)
        let state = try home.store.state(of: summary.caseID, today: SystemClock.today)
        let status = CaseStatus(state)
        try home.store.abort(summary.caseID, reason: reason, now: SystemClock.now)
        let released = status.rows.filter { $0.cells.contains(.verified) }
        let isSpendable = status.weakestInput >= status.threshold
        if format.isJSON {
            let signatures = released.map { row -> JSONValue in
                .object([
                    (key: "person", value: .string(row.person.description)),
                    (key: "inputs", value: .integer(row.cells.count { $0 == .verified })),
                ])
            }
            try Output.json(
                "abort",
                [
                    (key: "case", value: .string(state.caseID.description)),
                    (key: "freed_coins", value: Output.strings(state.facts.inputs.map(\.outpoint))),
                    (key: "released_signatures", value: .array(signatures)),
                    (key: "is_spendable", value: .bool(isSpendable)),
                ])
            return
        }
        var lines = ["Case \(state.caseID.short) ended; \(state.facts.inputs.count) coins are free."]
        for row in released {
            let count = row.cells.count { $0 == .verified }
            lines.append("Released: \(row.person)'s signatures of \(count) of \(row.cells.count) inputs")
        }
        if isSpendable {
            lines.append(
                "WARNING: enough signatures are out to broadcast this transaction. Spend one of its coins otherwise.")
        } else if !released.isEmpty {
            lines.append("Spend one of its coins otherwise before more signatures of this transaction are made.")
        }
        try Output.lines(lines)
    }
}
