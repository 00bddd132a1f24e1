package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors

/// Says why a PSBT does not fit the vaults of a home: wrong vault, wrong network, unknown keys, missing or stale coins.
package struct FileDoctor: Sendable {
    private let network: Network
    private let vaults: [Document<Vault>]
    private let coins: [OutPoint: KnownCoin]

    /// What the store knows of a coin.
    package enum KnownCoin: Hashable, Sendable {
        /// It may be spent.
        case free
        /// The operator froze it.
        case frozen
        /// A case holds it.
        case held(CaseID)
    }

    /// Takes what the home has.
    /// - Parameter coins: the coins of the latest list.
    package init(network: Network, vaults: [Document<Vault>], coins: [OutPoint: KnownCoin]) {
        self.network = network
        self.vaults = vaults
        self.coins = coins
    }

    /// What is wrong with a PSBT, the cause before its consequences; empty when nothing was found.
    package func examine(_ psbt: PSBT) throws(PSBTError) -> [Diagnosis] {
        let attachments: ProposalAttachments
        do { attachments = try ProposalFields.read(from: psbt) } catch {
            return [
                Diagnosis(
                    error.code, "the documents inside cannot be read: \(error)",
                    remedy: error.remedy ?? "Get the file anew from whoever made it.")
            ]
        }
        if let header = attachments.caseDocument?.body {
            if header.network != network { return [otherNetwork(header.network)] }
            if !vaults.contains(where: { $0.digest == header.vaultHash }) { return [otherVault(header)] }
        }
        let keys = keyProblems(psbt)
        return keys + (try coinProblems(psbt, isCase: attachments.caseDocument?.body.header.caseID))
    }

    private func otherNetwork(_ other: Network) -> Diagnosis {
        Diagnosis(
            "doctor.network", "the file is of \(other.rawValue), and this home is of \(network.rawValue)",
            remedy: "Use the home of that network with --home.")
    }

    private func otherVault(_ document: CaseDocument) -> Diagnosis {
        let known = vaults.filter { $0.body.name == document.vault }
        if known.isEmpty {
            return Diagnosis(
                "doctor.vault", "the file is of vault \(document.vault), which is not in this home",
                remedy: "Import the vault with rensho vault import, or use the home that has it.")
        }
        let versions = known.map { "\($0.body.version)" }.joined(separator: ", ")
        return Diagnosis(
            "doctor.vault-version",
            "the file is of vault \(document.vault) version \(document.vaultVersion) with hash "
                + "\(document.vaultHash.hex.prefix(16))…, and this home has version \(versions) with another hash",
            remedy: "Compare the vault documents with rensho vault verify; import the version that is missing.")
    }

    /// Keys that no vault of the home has.
    private func keyProblems(_ psbt: PSBT) -> [Diagnosis] {
        let derivations = psbt.inputs.flatMap(\.bip32Derivations)
        guard !derivations.isEmpty else {
            return [
                Diagnosis(
                    "doctor.no-derivations", "no input says which keys it needs",
                    remedy: "Other makers' signers need it: have the file written again by its maker's program.")
            ]
        }
        let cosigners = vaults.flatMap(\.body.cosigners)
        let known = Set(cosigners.map(\.origin.fingerprint.description))
        let given = Set(derivations.map(\.origin.fingerprint.description))
        if given.contains("00000000") {
            return [
                Diagnosis(
                    "doctor.zero-fingerprint", "keys are given with the fingerprint 00000000",
                    remedy: "The wallet that wrote the file does not know the origins of its keys: enter them there.")
            ]
        }
        let strange = given.subtracting(known).sorted()
        if !strange.isEmpty {
            return [
                Diagnosis(
                    "doctor.fingerprint",
                    "keys of \(strange.joined(separator: ", ")) belong to no vault of this home, which knows "
                        + known.sorted().joined(separator: ", "),
                    remedy: strange.count == given.count
                        ? "The file is of another wallet: find out which."
                        : "One cosigner's key differs: compare the wallet's file with rensho vault compare.")
            ]
        }
        let expected = Set(cosigners.map(\.origin.description))
        let strayed = Set(
            derivations.compactMap { derivation -> String? in
                let steps = derivation.origin.path.steps.dropLast(2)
                guard let path = try? DerivationPath(Array(steps)) else { return nil }
                let origin = KeyOrigin(fingerprint: derivation.origin.fingerprint, path: path).description
                return expected.contains(origin) ? nil : origin
            })
        guard let first = strayed.sorted().first else { return [] }
        return [
            Diagnosis(
                "doctor.path",
                "a key is given with the origin \(first), and the vault has that fingerprint on another path",
                remedy:
                    "The wallet uses another account or script type of the same words: compare with rensho vault compare."
            )
        ]
    }

    private func coinProblems(_ psbt: PSBT, isCase own: CaseID?) throws(PSBTError) -> [Diagnosis] {
        var found: [Diagnosis] = []
        for (index, input) in try psbt.unsignedTransaction().inputs.enumerated() {
            let outpoint = input.previousOutput
            if psbt.inputs[index].nonWitnessUtxo == nil {
                found.append(
                    Diagnosis(
                        "doctor.previous-transaction",
                        "input \(index) spends \(outpoint) without its previous transaction, so its amount is only a claim",
                        remedy: "Have the file written with the whole previous transactions (non-witness UTXO)."))
            }
            switch coins[outpoint] {
            case .free?: break
            case .frozen?:
                found.append(
                    Diagnosis(
                        "doctor.coin-frozen", "input \(index) spends \(outpoint), which is frozen",
                        remedy: "Thaw it with rensho coins thaw, or spend another."))
            case .held(let holder)?:
                if holder != own {
                    found.append(
                        Diagnosis(
                            "doctor.coin-held",
                            "input \(index) spends \(outpoint), which case \(holder.short) holds",
                            remedy: "Finish or abort that case, or take its place with --replaces."))
                }
            case nil:
                found.append(
                    Diagnosis(
                        "doctor.coin-unknown",
                        "input \(index) spends \(outpoint), which the latest list of coins does not have",
                        remedy: "It may be spent, or never imported: bring in a new list with rensho coins import."))
            }
        }
        return found
    }
}
