import BitcoinPrimitives
import ByteCoding
import Custody

/// The facts, in English: the canonical text that the facts hash covers.
enum EnglishFacts {
    static func text(_ phrase: ReviewPhrase) -> String {
        switch phrase {
        case .title(let phrase): text(phrase)
        case .lock(let phrase): text(phrase)
        case .identity(let phrase): text(phrase)
        case .foreignProposal:
            "A PLAIN PSBT of another coordinator: there is NO ORDER and NO SECOND LOOK. Your signatures leave this machine "
                + "as soon as you have signed."
        case .challenge(let phrase): EnglishChallenge.text(phrase)
        case .record(let phrase): EnglishRecords.text(phrase)
        case .book(let phrase): EnglishBook.text(phrase)
        case .secondLookNotEnforced(let open, let threshold):
            "The second look is NOT enforced: \(count(open, "cosigner")) of this vault release their signatures at "
                + "once, and \(threshold) are enough to spend."
        case .confirmationsByQuorum:
            "Confirmations are by quorum, which is weaker: not every custodian has to see this case before it is paid."
        case .drill: "MARKED AS A DRILL: the signatures are real, and so is the transaction."
        case .vault(let name, let version, let network):
            "Vault: \(name), version \(version), network \(network.rawValue)"
        case .quorum(let threshold, let keyCount, let script): "Quorum: \(threshold) of \(keyCount), \(script)"
        case .caseIdentity(let id): "Case: \(id)"
        case .kind(.internal): "Kind: internal, everything stays in the vault"
        case .kind(.payment): "Kind: payment"
        case .leaves(let amount, let destinations):
            "Leaves the vault: \(amount.text) to \(count(destinations, "destination"))"
        case .fee(let fee, let rate):
            "Fee: \(fee.text), \(EnglishFacts.rate(rate)) at \(rate.virtualSize) vB when signed"
        case .feeShare(let share, let ofInputs):
            "Fee share: \(percent(share)) of what \(ofInputs ? "is moved" : "leaves")"
        case .stays(let amount, let outputs): "Stays in the vault: \(amount.text) in \(count(outputs, "output"))"
        case .spends(let amount, let coins): "Spends: \(amount.text) from \(count(coins, "coin"))"
        case .noFacts: "No facts are established about this file: the findings say why. Nothing can be signed."
        case .amountInBitcoin(let amount): "Amount: \(amount.btcText) BTC"
        case .amountInSatoshi(let amount): "        \(amount.sat) sat"
        case .noAddress(let hex): "No address. Script: \(hex)"
        case .noOrder: "Order line: none, so the recipient's name is not known"
        case .orderLine(let line): "Order line: \(line.number) of order \(line.name)"
        case .recipient(let name): "Recipient, as the order says: \(name.map(SafeText.free) ?? "-")"
        case .reference(let text): "Reference, as the order says: \(text.map(SafeText.free) ?? "-")"
        case .orderedAddress: "The order says:"
        case .notOrdered: "Order line: NONE that says exactly this"
        case .derivedChange(let position):
            "Ours: derived from the registered vault at \(position) (change branch)"
        case .derivedReceive(let position):
            "Ours: derived from the registered vault at \(position) (receive branch)"
        case .input(let index, let outpoint): "Input \(index): \(outpoint)"
        case .inputProof(let amount, let position, let sequence):
            "\(amount.text) [proven] [ours \(position)] sequence 0x\(String(sequence.rawValue, radix: 16))"
        case .provenMark: "[proven]: the amount stands in the coin's full previous transaction."
        case .oursMark: "[ours]: the script was derived from the registered vault, at the position that follows."
        case .noFindings: "This machine found nothing against this case."
        case .findingsCount(let refusals, let warnings, let notes):
            "\(count(refusals, "refusal")), \(count(warnings, "warning")), \(count(notes, "note"))"
        case .finding(let severity, let check): "\(EnglishFindings.text(severity)) [\(check)]"
        }
    }

    /// A rate in satoshi per virtual byte with three decimals, rounded down.
    static func rate(_ rate: FeeRate) -> String {
        let milli = rate.milliSatPerVirtualByte
        return "\(milli / 1000).\(padded(milli % 1000, 3)) sat/vB"
    }

    /// A proportion in per cent with two decimals, rounded up.
    static func percent(_ share: Proportion) -> String {
        guard let points = share.basisPoints else { return "more than all" }
        return "\(points / 100).\(padded(points % 100, 2)) %"
    }

    private static func text(_ phrase: TitlePhrase) -> String {
        switch phrase {
        case .summary: "Summary"
        case .findings: "Findings of this machine"
        case .inputs: "Coins that are spent"
        case .locks: "Time and replacement"
        case .identity: "Words and digests"
        case .destination(let number, let total, let output):
            "Destination \(number) of \(total) (output \(output))"
        case .change(let number, let total, let output): "Change \(number) of \(total) (output \(output))"
        case .receive(let number, let total, let output):
            "Payment to ourselves \(number) of \(total) (output \(output))"
        }
    }

    private static func text(_ phrase: LockPhrase) -> String {
        switch phrase {
        case .notLocked: "Lock time: none, the transaction can be confirmed at once."
        case .onlyRelative: "Lock time: none, but the inputs have relative locks."
        case .relativeBlocks(let input, let blocks):
            "Relative lock: the transaction cannot be confirmed before the coin of input \(input) has "
                + "\(count(blocks, "confirmation")) (BIP-68)."
        case .relativeTime(let input, let seconds):
            "Relative lock: the transaction cannot be confirmed before \(duration(seconds)) have passed since the coin "
                + "of input \(input) was confirmed (BIP-68)."
        case .untilHeight(let height): "Lock time: the transaction cannot be confirmed before block \(height + 1)."
        case .untilTime(let utc, let seconds):
            "Lock time: the transaction cannot be confirmed before \(utc) UTC (\(seconds))."
        case .noEffect: "The lock time has no effect, because every input is final."
        case .replaceable(let inputs, let total):
            "Replacement: \(inputs) of \(count(total, "input")) signal that a transaction with a higher fee may "
                + "replace this one until it is confirmed (BIP-125)."
        case .notReplaceable: "Replacement: no input signals it (BIP-125)."
        case .validity(let from, let until):
            "Validity of the case: from \(from?.documentText ?? "any time") until \(until?.documentText ?? "any time")."
        }
    }

    private static func text(_ phrase: IdentityPhrase) -> String {
        switch phrase {
        case .words(let words): "Words: \(words.joined(separator: " "))"
        case .caseDigest(let digest): "Case digest: \(digest)"
        case .vaultDigest(let digest): "Vault digest: \(digest)"
        case .txid(let txid): "Txid: \(txid)"
        case .unsignedTransaction(let hash): "Unsigned transaction: \(hash)"
        case .replaces(let id): "Replaces the case: \(id)"
        case .replacementReason(let reason): "Why, as the file says: \(SafeText.free(reason))"
        case .orders(let total): total == 0 ? "Orders: none" : "Orders: \(total)"
        case .order(let name, let digest): "Order \(name): \(digest)"
        case .orderBounds(let fee, let from, let until):
            "  fee at most \(fee.text); from \(from?.documentText ?? "any time") until \(until.documentText)"
        case .confirmations(let rule, let custodians):
            "Confirmation needed by \(rule == .all ? "all of" : "a quorum of"): "
                + custodians.map(\.description).joined(separator: ", ")
        }
    }

    /// A time in days, hours, minutes and seconds, the largest two of them that are not zero.
    private static func duration(_ seconds: Int) -> String {
        let parts = [
            count(seconds / 86_400, "day"), count(seconds / 3600 % 24, "hour"), count(seconds / 60 % 60, "minute"),
            count(seconds % 60, "second"),
        ]
        return parts.drop { $0.hasPrefix("0 ") }.filter { !$0.hasPrefix("0 ") }.joined(separator: ", ")
            + " (\(seconds) seconds)"
    }

    static func count(_ number: Int, _ noun: String) -> String { count(number, noun, noun + "s") }

    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    private static func padded(_ number: UInt64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
