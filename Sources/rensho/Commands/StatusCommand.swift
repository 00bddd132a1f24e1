import ArgumentParser
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Glibc

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

            Without a case: every case with its age, and below them the coins that open and finished cases hold, as
            held (the signatures are on the machines) or armed (enough are outside for anybody to broadcast).
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Flag(help: "Go on showing it whenever it changes, until Ctrl-C.")
    var watch = false
    @Argument(help: "The case: the first 4 to 32 hex characters of its id.")
    var name: String?

    /// How often a watched home is looked at, in seconds: at once for a person, and no work for the machine.
    private static let interval: UInt32 = 1

    func run() throws {
        guard watch else { return try show() }
        // Whoever reads lines, and not a screen, gets one whole answer for every change.
        var last: [String]?
        while true {
            let now = try answer()
            if now != last {
                if StandardStreams.outputIsTerminal { _ = StandardStreams.writeOutput("\u{1b}[H\u{1b}[2J") }
                try Output.lines(now)
                last = now
            }
            sleep(Self.interval)
        }
    }

    func validate() throws {
        guard !watch || !format.isJSON else { throw ValidationError("--watch is for people, --json for programs") }
    }

    private func show() throws {
        let home = try CoordinatorHome(home, for: .reading)
        guard format.isJSON else { return try Output.lines(lines(home)) }
        guard let name else { return try Output.json("cases", CaseListView(home).json) }
        try Output.json("status", view(of: name, home).json)
    }

    /// The answer as of now; the home is opened anew, for another program writes into it.
    private func answer() throws -> [String] { try lines(CoordinatorHome(home, for: .reading)) }

    private func lines(_ home: CoordinatorHome) throws -> [String] {
        guard let name else { return try CaseListView(home).lines }
        return try view(of: name, home).lines
    }

    private func view(of name: String, _ home: CoordinatorHome) throws -> CaseView {
        let summary = try home.store.caseNamed(name)
        let state = try home.store.state(of: summary.caseID, today: SystemClock.today)
        return CaseView(
            state, life: summary.life, openedAt: summary.openedAt, redisplay: try RedisplayView(state, home.store))
    }
}
