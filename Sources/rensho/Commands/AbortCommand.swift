import ArgumentParser
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import WalletFormats

struct AbortCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "End a case without a transaction and free its coins.",
        discussion: """
            Signatures that left the custodians' machines are armed: valid for this transaction until one of its
            coins is spent otherwise. The command lists them, also those that were put aside. Held signatures are
            harmless, and a machine releases none of a case that its custodian refused.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "Why, for the log.")
    var reason: String = "aborted by the operator"
    @Argument(help: "The case.")
    var name: String

    func validate() throws {
        guard PrintableText.isLine(reason) else {
            throw ValidationError("--reason is one line of up to \(PrintableText.maximumLength) printable characters")
        }
    }

    func run() throws {
        let home = try CoordinatorHome(home)
        let summary = try home.store.caseNamed(name)
        let state = try home.store.state(of: summary.caseID, today: SystemClock.today)
        let status = CaseStatus(state)
        try home.store.abort(summary.caseID, reason: reason, now: SystemClock.now)
        let armed = status.rows.filter { $0.armedInputs > 0 }
        let held = status.rows.filter { $0.share == .held }
        if format.isJSON {
            let signatures = armed.map { row -> JSONValue in
                .object([
                    (key: "person", value: .string(row.person.description)),
                    (key: "inputs", value: .integer(row.armedInputs)),
                ])
            }
            try Output.json(
                "abort",
                [
                    (key: "case", value: .string(state.caseID.description)),
                    (key: "freed_coins", value: Output.strings(state.facts.inputs.map(\.outpoint))),
                    (key: "armed", value: .array(signatures)),
                    (key: "held_by", value: Output.strings(held.map(\.person))),
                    (key: "is_spendable", value: .bool(status.isArmed)),
                ])
            return
        }
        var lines = ["Case \(state.caseID.short) ended; \(state.facts.inputs.count) coins are free."]
        for row in armed {
            lines.append("Armed: \(row.person)'s signatures of \(row.armedInputs) of \(row.cells.count) inputs are out")
        }
        for row in held { lines.append("Held: \(row.person)'s signatures stay on the machine") }
        if status.rows.contains(where: { $0.share != .absent || $0.hasConfirmed }) {
            lines.append(
                "Machines that answered it accept these coins only in a case that says it replaces this one: "
                    + "rensho propose --replaces \(state.caseID.short) --reason TEXT")
        }
        if status.isArmed {
            lines.append(
                "WARNING: enough signatures are out to broadcast this transaction. Spend one of its coins otherwise.")
        } else if !armed.isEmpty {
            lines.append("Spend one of its coins otherwise before more signatures of this transaction are made.")
        }
        try Output.lines(lines)
    }
}
