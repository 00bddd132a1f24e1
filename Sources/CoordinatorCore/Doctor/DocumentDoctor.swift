package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Says why a signed document does not fit a home: another network, vault, version or case, an unknown person, a signature
/// that does not hold.
package struct DocumentDoctor: Sendable {
    /// What the store knows of a case.
    package struct KnownCase: Hashable, Sendable {
        let digest: Bytes32
        let isOpen: Bool

        /// States what is known.
        package init(digest: Bytes32, isOpen: Bool) {
            self.digest = digest
            self.isOpen = isOpen
        }
    }

    private let network: Network
    private let vaults: [Document<Vault>]
    private let cases: [CaseID: KnownCase]

    /// Takes what the home has.
    package init(network: Network, vaults: [Document<Vault>], cases: [CaseID: KnownCase]) {
        self.network = network
        self.vaults = vaults
        self.cases = cases
    }

    /// What is wrong with a custodian's answer to a case.
    package func examine<Answer: CaseAnswer>(_ document: Document<Answer>) -> [Diagnosis] {
        let statement = document.body.statement
        if let other = otherNetwork(statement.network) { return [other] }
        guard let vault = vaults.first(where: { $0.digest == statement.vaultHash }) else {
            return [
                Diagnosis(
                    "doctor.vault",
                    "it is about vault \(statement.vaultHash.hex.prefix(16))…, which is not in this home",
                    remedy: "Import the vault's version with rensho vault import, or use the home that has it.")
            ]
        }
        guard let known = cases[statement.caseID] else {
            return [
                Diagnosis(
                    "doctor.case", "it answers case \(statement.caseID.short), which was not proposed here",
                    remedy: "Bring it to the coordinator that opened the case.")
            ]
        }
        var found: [Diagnosis] = []
        if known.digest != statement.caseDigest {
            found.append(
                Diagnosis(
                    "doctor.case-digest",
                    "it answers another payment of the name \(statement.caseID.short): digest "
                        + "\(statement.caseDigest.hex.prefix(16))…, here \(known.digest.hex.prefix(16))…",
                    remedy: "Compare the words of the case by telephone: the custodian saw something else."))
        }
        if !known.isOpen {
            found.append(
                Diagnosis(
                    "doctor.case-ended", "case \(statement.caseID.short) has ended",
                    remedy: "Nothing is to be done with it; rensho status tells how the case ended."))
        }
        return found + signature(of: statement.person, on: statement.device, document, vault.body)
    }

    /// What is wrong with an acknowledgement.
    package func examine(_ document: Document<Acknowledgement>) -> [Diagnosis] {
        let body = document.body
        if let other = otherNetwork(body.network) { return [other] }
        guard let vault = vaults.first(where: { $0.digest == body.vaultHash }) else {
            return [otherVault(body.vault, version: body.vaultVersion)]
        }
        return signature(of: body.person, on: body.device, document, vault.body)
    }

    /// What is wrong with a document that names its network and its vault.
    package func examine(network: Network, vault: Identifier) -> [Diagnosis] {
        if let other = otherNetwork(network) { return [other] }
        return vaults.contains { $0.body.name == vault } ? [] : [otherVault(vault, version: nil)]
    }

    /// What is wrong with somebody's key record.
    package func examine(_ document: Document<KeyRecord>) -> [Diagnosis] {
        let body = document.body
        if let other = otherNetwork(body.network) { return [other] }
        return vaults.flatMap { vault in
            vault.body.people.filter { $0.id == body.person && $0.identityKey != body.identityKey }.map { _ in
                Diagnosis(
                    "doctor.identity-key",
                    "vault \(vault.body.name) version \(vault.body.version) has another identity key of \(body.person)",
                    remedy: "Ask \(body.person): a new key belongs into the next version of the vault.")
            }
        }
    }

    private func otherNetwork(_ other: Network) -> Diagnosis? {
        other == network
            ? nil
            : Diagnosis(
                "doctor.network", "the file is of \(other.rawValue), and this home is of \(network.rawValue)",
                remedy: "Use the home of that network with --home.")
    }

    private func otherVault(_ name: Identifier, version: UInt32?) -> Diagnosis {
        let known = vaults.filter { $0.body.name == name }
        guard let version, !known.isEmpty else {
            return Diagnosis(
                "doctor.vault", "the file is of vault \(name), which is not in this home",
                remedy: "Import the vault with rensho vault import, or use the home that has it.")
        }
        return Diagnosis(
            "doctor.vault-version",
            "the file is of vault \(name) version \(version), and this home has version "
                + known.map { "\($0.body.version)" }.joined(separator: ", ") + " with another hash",
            remedy: "Compare the vault documents with rensho vault verify; import the version that is missing.")
    }

    private func signature<Body>(
        of person: Identifier, on device: Identifier, _ document: Document<Body>, _ vault: Vault
    ) -> [Diagnosis] {
        guard let known = vault.people.first(where: { $0.id == person }) else {
            return [
                Diagnosis(
                    "doctor.person", "vault \(vault.name) has nobody named \(person)",
                    remedy: "The file is of another wallet's people, or of another version of the vault.")
            ]
        }
        var found: [Diagnosis] = []
        if known.device != device {
            found.append(
                Diagnosis(
                    "doctor.device",
                    "\(person) answered on \(device), and the vault knows "
                        + (known.device?.description ?? "no machine of his"),
                    remedy: "Ask \(person) which machine it was; a new one belongs into the next version of the vault.")
            )
        }
        do throws(SignatureProblem) {
            try document.checkSignature(of: person, with: known.identityKey)
        } catch {
            found.append(
                Diagnosis(
                    "doctor.signature", "the signature of \(person) does not hold: \(error)",
                    remedy: "Get the file anew from \(person), and ask how this one came about."))
        }
        return found
    }
}
