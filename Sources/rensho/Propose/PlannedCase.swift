import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Review
import WalletFormats

/// A case that was built and reviewed, and is not opened yet.
struct PlannedCase {
    /// The payouts, with their rows in the file; none for another wallet's PSBT.
    let rows: [Payout]
    /// The case.
    let state: CaseState
    /// Its review.
    let review: Review
    /// What it is paid from; `nil` for another wallet's PSBT.
    let draft: PaymentDraft?
    /// In what it differs from the case whose place it takes; `nil` where it takes none.
    let difference: ReplacementDifference?

    /// The first and last line about the payouts of a file.
    static func total(of rows: [Payout]) throws -> String {
        let sum = try Amount.sum(rows.map(\.amount))
        return "\(rows.count) \(rows.count == 1 ? "payout" : "payouts"), together \(sum.text)"
    }

    /// The lines for people.
    func lines(path: String?) throws -> [String] {
        // Payouts become outputs in their order, so that a row and an output can be compared line by line.
        var lines: [String] = []
        if !rows.isEmpty {
            let total = try Self.total(of: rows)
            lines =
                [total] + rows.map { "Row \($0.row)  \($0.address.text)  \($0.amount.text)  \($0.reference)" }
                + [total]
        }
        lines += [
            "Case     \(state.caseID.short)  (\(state.caseID))", "Words    \(review.words.joined(separator: " "))",
            "Leaves   \(state.facts.leaving.text)",
            "Fee      \(state.facts.fee.text), \(FeeRate(fee: state.facts.fee, virtualSize: usualVirtualSize).text)",
            "Size     \(usualVirtualSize) vB as a rule, at most \(weight) of \(CoinSelection.maximumStandardWeight) "
                + "weight units; proposal of \(state.proposal.fileBytes().count) bytes",
        ]
        if let path {
            lines += [
                "Wrote    \(path)",
                "Next: every custodian who signs runs rensho-signer sign \(path); then rensho collect FILE.",
            ]
        }
        return lines
    }

    /// Why the coins were chosen, line by line.
    func why(_ aside: [CoinPool.Aside]) -> [String] {
        var lines: [String] = []
        if let choice = draft?.choice {
            lines.append("Why      seed \(choice.seed); the least waste wins")
            lines += choice.candidates.map { candidate in
                "         \(candidate == choice.best ? "*" : " ") \(candidate.strategy.rawValue): "
                    + "\(candidate.selection.coins.count) coins, fee \(candidate.selection.fee.sat) sat, "
                    + (candidate.selection.change.map { "change \($0.sat) sat" } ?? "no change")
                    + ", waste \(candidate.wasteSat) sat"
            }
        }
        lines += aside.map { "Aside    \($0.coin.outpoint)  \($0.coin.amount.text)  \($0.reason.words)" }
        return lines
    }

    /// The members of a JSON document.
    func json(path: String?) -> [(key: String, value: JSONValue)] {
        [
            (key: "case", value: .string(state.caseID.description)), (key: "digest", value: .string(state.digest.hex)),
            (key: "words", value: Output.strings(review.words)), (key: "file", value: .optional(path)),
            (key: "file_bytes", value: .integer(state.proposal.fileBytes().count)),
            (key: "txid", value: .string(state.facts.finalTxid.description)),
            (key: "leaving_sat", value: .unsigned(state.facts.leaving.sat)),
            (key: "staying_sat", value: .unsigned(state.facts.staying.sat)),
            (key: "fee_sat", value: .unsigned(state.facts.fee.sat)),
            (key: "virtual_size_vb", value: .integer(usualVirtualSize)),
            (key: "virtual_size_at_most_vb", value: .integer(state.facts.virtualSize)),
            (key: "weight_wu", value: .integer(weight)),
            (key: "inputs", value: .integer(state.facts.inputs.count)),
            (key: "outputs", value: .integer(state.facts.outputs.count)),
            (key: "payouts", value: .array(rows.map(Self.json))),
            (key: "selection", value: draft?.choice.map(Self.json) ?? .null),
            (key: "replaces", value: difference.map(Self.json) ?? .null),
            (key: "findings", value: Output.findings(review.findings)),
        ]
    }

    /// The weight of the signed transaction at most.
    private var weight: Int { draft?.selection.weight ?? state.facts.virtualSize * 4 }

    /// The virtual size of the signed transaction as a rule.
    private var usualVirtualSize: Int {
        if let draft { return draft.selection.usualVirtualSize }
        let saved = SpendSize(state.vault).usualSaving(inputs: state.facts.inputs.count)
        return (state.facts.virtualSize * 4 - saved + 3) / 4
    }

    private static func json(_ difference: ReplacementDifference) -> JSONValue {
        func outputs(_ outputs: [TxOut]) -> JSONValue {
            .array(
                outputs.map { output in
                    .object([
                        (key: "script", value: .string(output.scriptPubKey.hex)),
                        (key: "amount_sat", value: .unsigned(output.amount.sat)),
                    ])
                })
        }
        let known = difference.known
        return .object([
            (key: "case", value: .string(difference.earlier.description)),
            (key: "reason", value: .optional(difference.reason?.description)),
            (key: "payments_gone", value: known.map { outputs($0.payments.gone) } ?? .null),
            (key: "payments_new", value: known.map { outputs($0.payments.new) } ?? .null),
            (key: "coins_gone", value: known.map { Output.strings($0.coins.gone) } ?? .null),
            (key: "coins_new", value: known.map { Output.strings($0.coins.new) } ?? .null),
            (key: "earlier_fee_sat", value: known?.earlierFee.map { .unsigned($0.sat) } ?? .null),
        ])
    }

    private static func json(_ payout: Payout) -> JSONValue {
        .object([
            (key: "row", value: .integer(payout.row)), (key: "address", value: .string(payout.address.text)),
            (key: "amount_sat", value: .unsigned(payout.amount.sat)),
            (key: "reference", value: .string(payout.reference)),
        ])
    }

    private static func json(_ choice: SelectionChoice) -> JSONValue {
        .object([
            (key: "strategy", value: .string(choice.best.strategy.rawValue)),
            (key: "seed", value: .unsigned(choice.seed)),
            (key: "waste_sat", value: .integer(Int(clamping: choice.best.wasteSat))),
            (
                key: "candidates",
                value: .array(
                    choice.candidates.map { candidate in
                        .object([
                            (key: "strategy", value: .string(candidate.strategy.rawValue)),
                            (key: "coins", value: .integer(candidate.selection.coins.count)),
                            (key: "fee_sat", value: .unsigned(candidate.selection.fee.sat)),
                            (key: "change_sat", value: candidate.selection.change.map { .unsigned($0.sat) } ?? .null),
                            (key: "waste_sat", value: .integer(Int(clamping: candidate.wasteSat))),
                        ])
                    })
            ),
        ])
    }
}

extension FeeRate {
    /// The rate in sat/vB with three decimals, rounded down.
    var text: String {
        let (whole, part) = milliSatPerVirtualByte.quotientAndRemainder(dividingBy: 1_000)
        return "\(whole).\(String(1_000 + part).dropFirst()) sat/vB"
    }
}
