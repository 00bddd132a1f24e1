import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody

/// What is wrong with a home itself: its log, its vaults, its lists of coins and its open cases.
struct HomeExamination {
    let home: CoordinatorHome

    /// Everything that was found, the home first.
    func findings(progress: inout ProgressReport) throws -> [Diagnosis] {
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
        for stored in vaults { found += try Self.examine(stored, home.store) }
        found += try cases(vaults, &progress)
        return found + (try armed())
    }

    private static func examine(_ stored: StoredVault, _ store: Store) throws -> [Diagnosis] {
        var found: [Diagnosis] = []
        let name = "vault \(stored.document.body.name) version \(stored.document.body.version)"
        let missing = try stored.missing()
        if !missing.isEmpty {
            found.append(
                Diagnosis(
                    "doctor.not-acknowledged", "\(name) is incomplete: \(missing)",
                    remedy: "Bring it to them for rensho-signer vault register, and import what they return."))
        }
        guard let freshness = try store.freshness(of: stored.document) else {
            return found + [
                Diagnosis(
                    "doctor.no-coins", "the coins of \(name) were never listed",
                    remedy: "Bring a list in with rensho coins import.")
            ]
        }
        if freshness.isStale(now: SystemClock.now) {
            found.append(
                Diagnosis(
                    "doctor.stale-coins",
                    "the list of \(name)'s coins is old: \(freshness.line(now: SystemClock.now))",
                    remedy: "Import a new one with rensho coins import: a coin may have been spent meanwhile."))
        }
        return found
    }

    /// Open cases that cannot come to a good end: their coins are gone, their vault has a newer version, or something that
    /// came for them was put aside.
    private func cases(_ vaults: [StoredVault], _ progress: inout ProgressReport) throws -> [Diagnosis] {
        var found: [Diagnosis] = []
        let open = try home.store.cases().filter { $0.life == .open }
        for (place, summary) in open.enumerated() {
            progress.note("looking at case \(place + 1) of \(open.count)")
            let state = try home.store.state(of: summary.caseID)
            let name = summary.caseID.short
            let vault = state.agreedCase.vault
            if let newer = vaults.first(where: {
                $0.isAgreed && $0.document.body.name == state.vault.name
                    && $0.document.body.version > state.vault.version
            }) {
                found.append(
                    Diagnosis(
                        "doctor.case-of-old-version",
                        "case \(name) is of version \(state.vault.version) of vault \(state.vault.name), which has version "
                            + "\(newer.document.body.version) now",
                        remedy:
                            "No machine that registered the newer one signs it: rensho abort \(name), and propose anew."
                    ))
            }
            if !state.quarantine.isEmpty {
                found.append(
                    Diagnosis(
                        "doctor.put-aside",
                        "of what came for case \(name), \(state.quarantine.count) "
                            + (state.quarantine.count == 1 ? "thing was" : "things were") + " put aside",
                        remedy: "See what and whose with rensho status \(name), and ask that person."))
            }
            guard let stored = vaults.first(where: { $0.document.digest == vault.digest }) else { continue }
            let gone = try home.store.goneCoins(of: stored.document)
            let lost = state.facts.inputs.map(\.outpoint).filter { gone.contains($0) }
            guard let first = lost.first else { continue }
            found.append(
                Diagnosis(
                    "doctor.case-without-coins",
                    "case \(name) spends \(first)"
                        + (lost.count > 1 ? " and \(lost.count - 1) more coins" : "")
                        + ", which the latest list does not have any more",
                    remedy: "Nodes would refuse its transaction: rensho abort \(name), and propose anew."))
        }
        return found
    }

    /// Cases that ended, and whose signatures can still be used.
    private func armed() throws -> [Diagnosis] {
        var seen: Set<CaseID> = []
        return try home.store.heldCoins().filter { $0.isArmed && $0.life != .open && $0.life != .assembled }
            .filter { seen.insert($0.caseID).inserted }.map { coin in
                Diagnosis(
                    "doctor.armed",
                    "case \(coin.caseID.short) has ended, and enough of its signatures are outside for anybody to send it",
                    remedy: "Move its coins with rensho burn \(coin.caseID.short).")
            }
    }
}
