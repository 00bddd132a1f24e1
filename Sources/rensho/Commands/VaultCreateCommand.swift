import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors

struct VaultCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a vault document from its people's key records.",
        discussion: """
            Every record is verified: the identity key's signature, and the account key's proof that the same
            machine holds it. People whose record has an account key become custodians. The vault file goes to
            every custodian for rensho-signer vault register; the vault works when all of them acknowledged it.

            Signatures are held on the custodians' machines until everybody required has confirmed. --open PERSON
            is for a cosigner whose hardware wallet returns signatures at once: for that one, the wait is only the
            coordinator's promise. With M or more of them every review says that the second look is not enforced.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The vault's short name: a-z, 0-9 and -.")
    var name: String
    @Option(help: "How many custodians must sign (M).")
    var threshold: Int
    @Option(help: "p2wsh or p2sh-p2wsh.")
    var script: String = "p2wsh"
    @Option(help: "held: signatures stay on the machine until release. open: they travel with the share.")
    var release: String = "held"
    @Option(
        name: .customLong("open"),
        help: ArgumentHelp(
            "A cosigner whose signatures travel at once, for hardware wallets; may be repeated.", valueName: "person"))
    var openPeople: [String] = []
    @Option(help: "all: every custodian confirms. quorum: M of those who signed do.")
    var confirmations: String = "all"
    @Option(help: "required or optional.")
    var orders: String = "optional"
    @Option(help: "The highest fee of a case in BTC.")
    var maxFee: String = "0.01"
    @Option(help: "The highest fee in per cent of what leaves the vault.")
    var maxFeePercent: UInt32 = 5
    @Option(help: "The highest fee rate in sat/vB.")
    var maxFeeRate: UInt64 = 500
    @Option(
        name: .customLong("role"),
        help: ArgumentHelp("A role of somebody without a key; may be repeated.", valueName: "person=role"))
    var roles: [String] = []
    @Argument(help: "The key records of all people of the vault.")
    var records: [String]

    func run() throws {
        let home = try CoordinatorHome(home)
        let documents = try records.map { path in
            try Document<KeyRecord>(parsing: try FileAccess.read(path, limit: DocumentLimits.bytes))
        }
        let vault = try VaultBuilding.build(try plan(), from: documents, network: home.network)
        let path = output.output ?? CaseFileName.vault(vault.body.name)
        guard !FileAccess.exists(path) else { throw FileError.exists(path: path) }
        let words = try DigestWords.vaultWords(vault.digest)
        // The file first: a vault in the store without its file would block the name for a second try.
        try FileAccess.create(path, vault.encoded)
        do { _ = try home.store.add(vault, now: SystemClock.now) } catch {
            try FileAccess.remove(path, holding: vault.encoded)
            throw error
        }
        let view = VaultView(vault, missing: vault.body.custodians, words: words)
        if format.isJSON {
            try Output.json("vault-create", [(key: "file", value: .string(path))] + view.json)
        } else {
            let warning =
                vault.body.rules.orders == .required
                ? [
                    "WARNING: this vault requires orders, which this release cannot make: no payment can be made with it."
                ]
                : []
            try Output.lines(
                warning + view.lines + [
                    "", "Wrote \(path)",
                    "Next: every custodian runs rensho-signer vault register \(path); then rensho vault import.",
                ])
        }
    }

    private func plan() throws -> VaultBuilding.Plan {
        guard let scriptType = MultisigDescriptor.ScriptType(rawValue: script) else {
            throw UsageError("--script \(script) is neither p2wsh nor p2sh-p2wsh")
        }
        guard let release = ReleaseRule(rawValue: release) else {
            throw UsageError("--release \(self.release) is neither open nor held")
        }
        guard let confirmations = ConfirmationRule(rawValue: confirmations) else {
            throw UsageError("--confirmations \(self.confirmations) is neither all nor quorum")
        }
        guard let orders = OrderRule(rawValue: orders) else {
            throw UsageError("--orders \(self.orders) is neither required nor optional")
        }
        let rules = VaultRules(
            maximumFee: try Usage.value(of: "--max-fee") { try Amount(btc: maxFee) }, maximumFeePercent: maxFeePercent,
            maximumFeeRate: maxFeeRate,
            confirmations: confirmations, orders: orders)
        return VaultBuilding.Plan(
            name: try Usage.value(of: "--name") { try Identifier(name) }, threshold: threshold, scriptType: scriptType,
            rules: rules, release: release,
            openPeople: Set(try Usage.value(of: "--open") { try openPeople.map { try Identifier($0) } }),
            roles: try rolesByPerson())
    }

    private func rolesByPerson() throws -> [Identifier: Set<Role>] {
        var result: [Identifier: Set<Role>] = [:]
        for text in roles {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let role = Role(rawValue: parts[1]) else {
                throw UsageError(
                    "--role \(text) is not person=role",
                    remedy: "Roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            result[try Usage.value(of: "--role") { try Identifier(parts[0]) }, default: []].insert(role)
        }
        return result
    }
}
