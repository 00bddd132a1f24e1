import ArgumentParser
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is wrong with this home, or why files do not fit it, and what to do.",
        discussion: """
            Without files it looks at the home: every page of the store, the log, the vaults, the age of the lists of coins, open cases whose
            coins are gone. With files it looks at each and says why it does not fit: another network, another vault or
            version, keys of somebody else, a wrong path, missing previous transactions, coins that are spent, frozen or
            held. It changes nothing. Exit status 1 when something was found.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "PSBTs and documents that do not fit.")
    var files: [String] = []

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        var found: [(subject: String, diagnosis: Diagnosis)] = []
        if files.isEmpty {
            found = try examine(home).map { (home.folder, $0) }
        } else {
            for file in files { found += try examine(file, home).map { (file, $0) } }
        }
        if format.isJSON {
            let list = found.map { item -> JSONValue in
                .object([
                    (key: "subject", value: .string(item.subject)), (key: "code", value: .string(item.diagnosis.code)),
                    (key: "text", value: .string(item.diagnosis.text)),
                    (key: "remedy", value: .string(item.diagnosis.remedy)),
                ])
            }
            try Output.json("doctor", [(key: "found", value: .array(list))])
        } else if found.isEmpty {
            try Output.lines(["Nothing wrong was found."])
        } else {
            try Output.lines(
                found.flatMap { subject, diagnosis in
                    ["\(subject): \(diagnosis.text) [\(diagnosis.code)]", "  \(diagnosis.remedy)"]
                })
        }
        guard found.isEmpty else { throw ExitCode(ExitStatus.refused.rawValue) }
    }

    /// What is wrong with the home itself.
    private func examine(_ home: CoordinatorHome) throws -> [Diagnosis] {
        var found: [Diagnosis] = []
        do throws(StoreError) {
            try home.store.checkPages()
            _ = try home.store.log()
        } catch {
            found.append(Diagnosis(error.code, error.description, remedy: error.remedy ?? "Restore the home."))
        }
        let vaults = try home.store.vaults()
        if vaults.isEmpty {
            found.append(
                Diagnosis(
                    "doctor.no-vault", "no vault is in this home",
                    remedy: "Make one with rensho vault create, or bring one in with rensho vault import."))
        }
        for stored in vaults {
            let name = "vault \(stored.document.body.name) version \(stored.document.body.version)"
            let missing = try stored.missing()
            if !missing.isEmpty {
                found.append(
                    Diagnosis(
                        "doctor.not-acknowledged", "\(name) is incomplete: \(missing)",
                        remedy: "Bring it to them for rensho-signer vault register, and import what they return."))
            }
            let freshness = try home.store.freshness(of: stored.document)
            if let freshness, freshness.isStale(now: SystemClock.now) {
                found.append(
                    Diagnosis(
                        "doctor.stale-coins",
                        "the list of \(name)'s coins is old: \(freshness.line(now: SystemClock.now))",
                        remedy: "Import a new one with rensho coins import: a coin may have been spent meanwhile."))
            }
        }
        return found + (try staleCases(home, vaults))
    }

    /// Open cases whose coins the latest list does not have any more.
    private func staleCases(_ home: CoordinatorHome, _ vaults: [StoredVault]) throws -> [Diagnosis] {
        var found: [Diagnosis] = []
        for summary in try home.store.cases() where summary.life == .open {
            let state = try home.store.state(of: summary.caseID)
            guard let stored = vaults.first(where: { $0.document.digest == state.agreedCase.vault.digest }) else {
                continue
            }
            let gone = try home.store.goneCoins(of: stored.document)
            let lost = state.facts.inputs.map(\.outpoint).filter { gone.contains($0) }
            guard let first = lost.first else { continue }
            found.append(
                Diagnosis(
                    "doctor.case-without-coins",
                    "case \(summary.caseID.short) spends \(first)"
                        + (lost.count > 1 ? " and \(lost.count - 1) more coins" : "")
                        + ", which the latest list does not have any more",
                    remedy:
                        "Nodes would refuse its transaction: rensho abort \(summary.caseID.short), and propose anew."))
        }
        return found
    }

    private func examine(_ file: String, _ home: CoordinatorHome) throws -> [Diagnosis] {
        let bytes = try FileAccess.read(file, limit: PSBTLimits.maximumFileBytes)
        if let type = DocumentType.name(in: bytes) { return try document(type, bytes, home) }
        let psbt: PSBT
        do throws(PSBTError) { psbt = try PSBTFile(fileBytes: bytes).psbt } catch {
            return [
                Diagnosis(
                    error.code, "it is neither a document nor a PSBT that can be read: \(error.description)",
                    remedy: error.remedy ?? "Get it anew from whoever made it, and compare the SHA-256.")
            ]
        }
        var coins: [OutPoint: FileDoctor.KnownCoin] = [:]
        let vaults = try home.store.vaults().map(\.document)
        for vault in vaults {
            for stored in try home.store.coins(of: vault) {
                coins[stored.coin.outpoint] =
                    switch stored.state {
                    case .free: .free
                    case .frozen: .frozen
                    case .held(let holder): .held(holder)
                    }
            }
        }
        return try FileDoctor(network: home.network, vaults: vaults, coins: coins).examine(psbt)
    }

    private func document(_ type: String, _ bytes: [UInt8], _ home: CoordinatorHome) throws -> [Diagnosis] {
        guard type == Vault.typeName else {
            // Everything else names its case or vault, and collecting says what does not fit.
            return []
        }
        let vault = try Document<Vault>(parsing: bytes)
        guard vault.body.network == home.network else {
            return [
                Diagnosis(
                    "doctor.network",
                    "the vault is of \(vault.body.network.rawValue), and this home is of "
                        + home.network.rawValue,
                    remedy: "Use the home of that network with --home.")
            ]
        }
        let known = try home.store.vaults().filter { $0.document.body.name == vault.body.name }
        guard !known.contains(where: { $0.document.digest == vault.digest }) else { return [] }
        return [
            known.contains { $0.document.body.version == vault.body.version }
                ? Diagnosis(
                    "doctor.vault-conflict",
                    "another document of vault \(vault.body.name) version \(vault.body.version) is in this home",
                    remedy: "A version never changes once it is made: use neither before you know why.")
                : Diagnosis(
                    "doctor.vault", "vault \(vault.body.name) version \(vault.body.version) is not in this home",
                    remedy: "Import it with rensho vault import.")
        ]
    }
}
