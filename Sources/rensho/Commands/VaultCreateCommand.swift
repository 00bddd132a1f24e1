import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a vault document from its people's key records.",
        discussion: """
            Every record is verified: the identity key's signature, and the account key's proof that the same
            machine holds it. People whose record has an account key become custodians. The vault file goes to
            every custodian for rensho-signer vault register; the vault works when all of them acknowledged it.

            What is decided about the vault comes from a policy file (--policy; rensho vault policy template prints
            one), whose SHA-256 the vault carries, or from the options. A vault in which every key is needed, or in
            which one organisation or site holds M keys, must say so: accepts in the policy, or --accept.

            Signatures are held on the custodians' machines until everybody required has confirmed. --open PERSON
            is for a cosigner whose hardware wallet returns signatures at once: for that one, the wait is only the
            coordinator's promise. With M or more of them every review says that the second look is not enforced.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var plan: VaultPlanOptions
    @Argument(help: "The key records of all people of the vault.")
    var records: [String]

    func run() throws {
        let home = try CoordinatorHome(home)
        let documents = try records.map { path in
            try Document<KeyRecord>(parsing: try FileAccess.read(path, limit: DocumentLimits.bytes))
        }
        let vault = try VaultBuilding.build(try plan.plan(), from: documents, network: home.network)
        let path = try home.take(vault, output: output)
        let view = VaultView(vault, standing: .incomplete(try home.standing(of: vault)), words: try vault.words())
        if format.isJSON {
            try Output.json("vault-create", [(key: "file", value: .string(path))] + view.json)
        } else {
            try Output.lines(
                view.lines + [
                    "", "Wrote \(path)",
                    "Next: every custodian runs rensho-signer vault register \(path); then rensho vault import.",
                ])
        }
    }
}
