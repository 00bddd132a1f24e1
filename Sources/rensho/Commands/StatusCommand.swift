import ArgumentParser
import CommandSupport
import CoordinatorStore
import Custody

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell where a case stands and what is next; without a case, list all.",
        discussion: """
            The grid has a row for every cosigner and a column for every input: ok is a verified signature, BAD
            one that was refused, - none. The weakest input decides. The share column says held while the
            signatures stay on the custodian's machine, out when they were released and are those that the share
            stands for, ok when they travelled with the share.

            Below it: which signatures are armed, that is, outside the machines; for every custodian what is
            still owed, which visit can be made now, and what it means when the custodian does not come.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The case: the first 4 to 32 hex characters of its id.")
    var name: String?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        guard let name else { return try list(home) }
        let summary = try home.store.caseNamed(name)
        let state = try home.store.state(of: summary.caseID, today: SystemClock.today)
        let view = CaseView(state, life: summary.life, redisplay: try RedisplayView(state, home.store))
        if format.isJSON {
            try Output.json("status", view.json)
        } else {
            try Output.lines(view.lines)
        }
    }

    private func list(_ home: CoordinatorHome) throws {
        let cases = try home.store.cases()
        if format.isJSON {
            let list = cases.map { summary -> JSONValue in
                .object([
                    (key: "case", value: .string(summary.caseID.description)),
                    (key: "state", value: .string(summary.life.rawValue)),
                    (key: "vault", value: .string(summary.vault)),
                    (key: "opened_at", value: .string(summary.openedAt)),
                    (key: "ended_at", value: .optional(summary.endedAt)),
                    (key: "replaces", value: .optional(summary.replaces?.description)),
                    (key: "replaced_by", value: .optional(summary.replacedBy?.description)),
                ])
            }
            let frozen = try frozenVaults(home).map(\.vault)
            try Output.json(
                "cases", [(key: "cases", value: .array(list)), (key: "frozen_vaults", value: Output.strings(frozen))])
            return
        }
        try Output.lines(
            try frozenVaults(home).map(\.line)
                + (cases.isEmpty
                    ? ["No case yet. Open one with rensho propose."]
                    : cases.map {
                        "\($0.caseID.short)  \($0.life.rawValue)  vault \($0.vault)  opened \($0.openedAt)"
                            + ($0.endedAt.map { "  ended \($0)" } ?? "")
                            + ($0.replaces.map { "  replaces \($0.short)" } ?? "")
                            + ($0.replacedBy.map { "  replaced by \($0.short)" } ?? "")
                    }))
    }

    /// The vaults from which nothing leaves now, one line for each freeze.
    private func frozenVaults(_ home: CoordinatorHome) throws -> [(vault: Identifier, line: String)] {
        let names = Set(try home.store.vaults().map(\.document.body.name)).sorted()
        return try names.flatMap { name -> [(vault: Identifier, line: String)] in
            let stored = try home.store.vault(named: name.description)
            guard stored.isAgreed else { return [] }
            return try home.store.stopBook(of: stored, today: SystemClock.today).freezes.map { freeze in
                let statement = freeze.document.body.statement
                return (
                    name,
                    "FROZEN: vault \(name) by \(statement.person) since \(statement.date): \(statement.reason); "
                        + "lifted by \(freeze.liftedBy.count) of \(stored.document.body.threshold)"
                )
            }
        }
    }
}
