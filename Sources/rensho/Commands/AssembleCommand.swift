import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Review

struct AssembleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assemble", abstract: "Write the finished transaction of a confirmed case.",
        discussion: """
            Only with a verified quorum, every required confirmation and the signatures of M people: released and
            fitting the commitments of their shares, or of open cosigners. More than M are kept. The whole review
            is printed once more; exactly M signatures go into every input; every script is checked by a path of
            its own, and the txid must be the one that everybody approved. The file is hex, ready for
            sendrawtransaction.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var lang: LanguageOptions
    @Argument(help: "The case.")
    var name: String

    func run() throws {
        let home = try CoordinatorHome(home)
        let summary = try home.store.caseNamed(name)
        guard summary.life == .open || summary.life == .assembled else {
            throw StoreError.caseEnded(caseID: summary.caseID.short, state: summary.life.rawValue)
        }
        let known = try home.store.known(summary.caseID, today: SystemClock.today)
        let state = known.state
        let path = output.output ?? CaseFileName.transaction(state.caseID)
        guard !FileAccess.exists(path) else { throw FileError.exists(path: path) }
        // An assembled case gives the same transaction again: its file may have been lost.
        let earlier = try home.store.finalTransaction(of: state)
        if earlier != nil { Output.review(state.review(), in: lang) }
        let transaction = try earlier ?? assembled(known, home)
        try FileAccess.create(path, Array((Hex.encode(transaction.encoded()) + "\n").utf8))
        try report(transaction, state, path)
    }

    private func assembled(_ known: KnownCase, _ home: CoordinatorHome) throws -> Transaction {
        let state = known.state
        guard state.refusedBy.isEmpty else {
            throw Outcome(
                .refused, "assemble.case-refused",
                "case \(state.caseID.short) was refused by \(state.refusedBy.map(\.description).joined(separator: ", "))",
                remedy: "End it with rensho abort \(state.caseID.short) and propose anew.")
        }
        guard let tally = state.confirmationTally() else {
            let shares = state.shareTally()
            throw Outcome(
                .incomplete, "assemble.no-quorum",
                "the quorum is not reached: \(shares.accepted.count) of \(shares.threshold) people signed",
                remedy: "See rensho status \(state.caseID.short).")
        }
        guard let confirmed = tally.confirmed else {
            throw Outcome(
                .incomplete, "assemble.not-confirmed",
                "\(tally.missing) confirmations are missing: \(tally.awaited.map(\.description).joined(separator: ", "))",
                remedy:
                    "Write the re-display file with rensho confirm \(state.caseID.short) and collect what comes back.")
        }
        let review = state.review()
        Output.review(review, in: lang)
        let status = CaseStatus(state)
        guard status.releasesMissing == 0 else {
            let releasing = status.rows.filter { status.visit(to: $0) == .release }.map(\.person.description)
            throw Outcome(
                .incomplete, "assemble.not-released",
                "the signatures of \(status.releasesMissing) more people are missing",
                remedy: releasing.isEmpty
                    ? "See rensho status \(state.caseID.short)."
                    : "Write the re-display file with rensho confirm \(state.caseID.short) and bring it to "
                        + "\(releasing.joined(separator: ", ")): rensho-signer release FILE.")
        }
        guard review.isSignable else {
            throw Outcome(
                .refused, "assemble.review-refuses", "the review refuses this case",
                remedy: "Every line marked as refusal above says why and what to do.")
        }
        let final = try FinalTransaction(confirmed, of: state)
        do throws(StoreError) {
            return try home.store.assembled(final, of: state.caseID, knowing: known, now: SystemClock.now).transaction
        } catch {
            // Another program may have assembled the case meanwhile: then what it kept is given again.
            guard case .caseEnded = error, let kept = try home.store.finalTransaction(of: state) else { throw error }
            return kept
        }
    }

    private func report(_ transaction: Transaction, _ state: CaseState, _ path: String) throws {
        let fee = state.facts.fee
        if format.isJSON {
            try Output.json(
                "assemble",
                [
                    (key: "case", value: .string(state.caseID.description)), (key: "file", value: .string(path)),
                    (key: "txid", value: .string(transaction.txid.description)),
                    (key: "wtxid", value: .string(transaction.wtxid.description)),
                    (key: "virtual_size_vb", value: .integer(transaction.virtualSize)),
                    (key: "weight_wu", value: .integer(transaction.weight)),
                    (key: "fee_sat", value: .unsigned(fee.sat)),
                    (key: "hex", value: .string(Hex.encode(transaction.encoded()))),
                ])
            return
        }
        let rate = FeeRate(fee: fee, virtualSize: transaction.virtualSize)
        try Output.lines([
            "Wrote   \(path)", "txid    \(transaction.txid)", "wtxid   \(transaction.wtxid)",
            "vsize   \(transaction.virtualSize) vB", "fee     \(fee.text), \(rate.text)",
            "Every script was checked. " + Self.readiness(of: transaction),
        ])
    }

    /// Whether the transaction can be sent at once, or what its lock time waits for.
    private static func readiness(of transaction: Transaction) -> String {
        let ready = "The transaction is ready for sendrawtransaction"
        // A lock time holds nothing back when every input is final.
        guard transaction.inputs.contains(where: { $0.sequence != .final }) else { return ready + "." }
        return switch transaction.lockTime.meaning {
        case .unlocked: ready + "."
        case .height(let height): ready + " once block \(height) is in the chain: nodes refuse it before."
        case .time(let seconds):
            ready + " when the median time of the last 11 blocks has passed \(Timestamp(seconds: Int64(seconds))): "
                + "nodes refuse it before."
        }
    }
}
