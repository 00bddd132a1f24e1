import ArgumentParser
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "The file that says what an organisation decides about a vault.",
        subcommands: [
            VaultPolicyTemplateCommand.self, VaultPolicyExplainCommand.self, VaultPolicyTryCommand.self,
        ])
}

struct VaultPolicyTemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Print a policy file that explains itself.",
        discussion: """
            Change its values, keep it with the organisation's papers, and give it to rensho vault create --policy.
            With --vault it has the values of a vault that is there, as the beginning of its next version.

            Example:
              rensho vault policy template > treasury.policy
            """)

    @OptionGroup var home: HomeOptions
    @Option(help: "The vault whose rules to print.")
    var vault: String?

    func run() throws {
        guard let vault else { return try print(try VaultPolicy.example()) }
        let stored = try CoordinatorHome(home, for: .reading).store.vault(named: vault)
        try print(VaultBuilding.Plan(following: stored.document.body))
    }

    private func print(_ plan: VaultBuilding.Plan) throws {
        // The text ends with a line end, and so does every line that is printed.
        let lines = VaultPolicy.text(of: plan).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try Output.lines(lines.map(String.init))
    }
}
