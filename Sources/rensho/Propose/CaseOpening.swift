import BitcoinCrypto
import BitcoinPSBT
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Review

/// Reviews, shows, opens and writes the cases that a command has built.
struct CaseOpening {
    let home: CoordinatorHome
    let output: OutputOptions
    let lang: LanguageOptions
    /// Whether nothing is opened and no file written.
    let isDryRun: Bool
    /// Whether a case is opened that nobody signs before an emergency override.
    var awaitsOverride = false

    /// What every new case of a vault carries beside its orders: the coin snapshot, where the vault asks for one, and what
    /// people have signed to stop something or to let it go on.
    func carried(
        under agreement: VaultAgreement
    ) throws -> (snapshot: Document<CoinSnapshot>?, stops: [StopDocument]) {
        let name = agreement.vault.name
        // A vault that asks for no snapshot is not told its balance.
        let snapshot = try agreement.vault.rules.snapshotAge.flatMap { _ in try home.store.snapshot(of: name) }
        return (snapshot, try home.store.stops(of: name))
    }

    /// Makes a case of a PSBT and reviews it as every custodian's machine will.
    func plan(
        _ file: PSBTFile, _ agreement: VaultAgreement, replacing replaced: ReplacedCase?, _ draft: PaymentDraft?
    ) throws -> PlannedCase {
        let state = try CaseState(
            opening: file, under: agreement, today: SystemClock.today,
            stops: try home.store.stops(of: agreement.vault.name))
        try replaced?.requireUnconfirmed(in: home.store)
        try replaced?.check(state.facts, usual: draft?.selection.usualVirtualSize)
        return PlannedCase(
            rows: draft?.rows ?? [], state: state, review: state.review(), draft: draft,
            difference: replaced.map { ReplacementDifference(state.facts, from: $0.state.facts) })
    }

    /// Prints the review of each case, and what it changes against the one that it replaces.
    func show(_ planned: [PlannedCase]) throws {
        for (one, earlier) in zip(planned, try home.store.repetitions(of: planned.map(\.state))) {
            show(one, repeating: earlier)
        }
    }

    private func show(_ planned: PlannedCase, repeating repeated: [CaseID]) {
        for earlier in repeated {
            Output.remark(
                "case \(earlier.short) pays one of these outputs too, and both could be paid: whoever approved it is asked "
                    + "to type that both are to be paid (--replaces \(earlier.short) makes them exclude each other; if its proposal file "
                    + "was never written, abort this one and write that: --again \(earlier.short))")
        }
        Output.review(planned.review, in: lang)
        guard let difference = planned.difference else { return }
        Output.page(difference.page(on: home.network, in: lang.language(of: "rensho")))
    }

    /// Refuses what the custodians' machines would refuse.
    func requireSignable(_ planned: [PlannedCase]) throws {
        guard planned.allSatisfy({ $0.review.isSignable || awaitsOverride && $0.review.waitsForOverride }) else {
            throw Outcome(
                .refused, "propose.review-refuses", "the review refuses this payment, so no case was opened",
                remedy: "Every line marked as refusal above says why and what to do.")
        }
        for one in planned { try home.store.requireLimits(of: one.state, now: SystemClock.now) }
    }

    /// Opens all cases in one step and writes their files; on any failure nothing of it stays. A dry run does nothing.
    func open(_ planned: [PlannedCase], usesFreshChange: Bool) throws -> [String] {
        if isDryRun { return [] }
        let paths = planned.map { output.output ?? CaseFileName.proposal($0.state.caseID) }
        for path in paths where FileAccess.exists(path) { throw FileError.exists(path: path) }
        let reports = try home.store.open(
            planned.map(\.state), usesFreshChange: usesFreshChange, now: SystemClock.now)
        var written: [(path: String, bytes: [UInt8])] = []
        do {
            for (one, path) in zip(planned, paths) {
                let bytes = one.state.proposal.fileBytes()
                try FileAccess.create(path, bytes)
                written.append((path, bytes))
            }
        } catch {
            for (path, bytes) in written { try? FileAccess.remove(path, holding: bytes) }
            // Without its file nobody can answer a case, so it must not hold the coins; the last change index comes first.
            for one in planned.reversed() {
                try home.store.withdraw(
                    one.state.caseID, usesFreshChange: usesFreshChange,
                    reason: "the proposal file could not be written", now: SystemClock.now)
            }
            throw error
        }
        for report in reports where !report.bringsNothingNew {
            for sentence in report.sentences { Output.remark(sentence) }
        }
        return paths
    }
}
