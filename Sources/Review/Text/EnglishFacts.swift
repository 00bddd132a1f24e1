import BitcoinPrimitives
import ByteCoding
import Custody

/// The facts, in English: the canonical text that the facts hash covers.
enum EnglishFacts {
    static func text(_ phrase: ReviewPhrase) -> String {
        switch phrase {
        case .summaryTitle, .findingsTitle, .inputsTitle, .locksTitle, .identityTitle, .destinationTitle,
            .changeTitle, .receiveTitle:
            title(phrase)
        case .secondLookNotEnforced(let open, let threshold):
            "The second look is NOT enforced: \(count(open, "cosigner")) of this vault release their signatures at "
                + "once, and \(threshold) are enough to spend."
        case .drill: "DRILL: this case is an exercise."
        case .vault(let name, let version, let network):
            "Vault: \(name), version \(version), network \(network.rawValue)"
        case .quorum(let threshold, let keyCount, let script): "Quorum: \(threshold) of \(keyCount), \(script)"
        case .caseIdentity(let id): "Case: \(id)"
        case .kind(let isInternal): isInternal ? "Kind: internal, everything stays in the vault" : "Kind: payment"
        case .leaves(let amount, let destinations):
            "Leaves the vault: \(amount.text) to \(count(destinations, "destination"))"
        case .fee(let fee, let rate): "Fee: \(fee.text), \(EnglishFacts.rate(rate)) at \(rate.virtualSize) vB when signed"
        case .feeShare(let share, let ofInputs):
            "Fee share: \(percent(share)) of what \(ofInputs ? "is moved" : "leaves")"
        case .stays(let amount, let outputs): "Stays in the vault: \(amount.text) in \(count(outputs, "output"))"
        case .spends(let amount, let coins): "Spends: \(amount.text) from \(count(coins, "coin"))"
        case .noFacts: "No facts are established about this file: the findings say why. Nothing can be signed."
        case .amountInBitcoin(let amount): "Amount: \(amount.btcText) BTC"
        case .amountInSatoshi(let amount): "        \(amount.sat) sat"
        case .noAddress(let hex): "No address. Script: \(hex)"
        case .noOrder: "Order line: none"
        case .derivedChange(let position):
            "Ours: derived from the registered vault at \(position) (change branch)"
        case .derivedReceive(let position):
            "Ours: derived from the registered vault at \(position) (receive branch)"
        case .input(let index, let outpoint): "Input \(index): \(outpoint)"
        case .inputAmount(let amount): "\(amount.text), proven by its full previous transaction"
        case .inputOurs(let position): "ours: derived from the registered vault at \(position)"
        case .inputSequence(let sequence): "sequence 0x\(String(sequence.rawValue, radix: 16))"
        case .notLocked, .lockedUntilHeight, .lockedUntilTime, .lockHasNoEffect, .replaceable, .notReplaceable,
            .validity:
            locks(phrase)
        case .words, .caseDigest, .vaultDigest, .txid, .unsignedTransaction, .replaces, .orders, .confirmations:
            identity(phrase)
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

    private static func title(_ phrase: ReviewPhrase) -> String {
        switch phrase {
        case .summaryTitle: "Summary"
        case .findingsTitle: "Findings of this machine"
        case .inputsTitle: "Coins that are spent"
        case .locksTitle: "Time and replacement"
        case .identityTitle: "Words and digests"
        case .destinationTitle(let number, let total, let output):
            "Destination \(number) of \(total) (output \(output))"
        case .changeTitle(let number, let total, let output): "Change \(number) of \(total) (output \(output))"
        case .receiveTitle(let number, let total, let output):
            "Payment to ourselves \(number) of \(total) (output \(output))"
        default: ""
        }
    }

    private static func locks(_ phrase: ReviewPhrase) -> String {
        switch phrase {
        case .notLocked: "Lock time: none, the transaction can be confirmed at once."
        case .lockedUntilHeight(let height): "Lock time: the transaction cannot be confirmed before block \(height + 1)."
        case .lockedUntilTime(let utc, let seconds):
            "Lock time: the transaction cannot be confirmed before \(utc) UTC (\(seconds))."
        case .lockHasNoEffect: "The lock time has no effect, because every input is final."
        case .replaceable(let inputs, let total):
            "Replacement: \(inputs) of \(count(total, "input")) signal that a transaction with a higher fee may "
                + "replace this one until it is confirmed (BIP-125)."
        case .notReplaceable: "Replacement: no input signals it (BIP-125)."
        case .validity(let from, let until):
            "Validity of the case: from \(from ?? "any time") until \(until ?? "any time")."
        default: ""
        }
    }

    private static func identity(_ phrase: ReviewPhrase) -> String {
        switch phrase {
        case .words(let words): "Words: \(words.joined(separator: " "))"
        case .caseDigest(let digest): "Case digest: \(digest)"
        case .vaultDigest(let digest): "Vault digest: \(digest)"
        case .txid(let txid): "Txid: \(txid)"
        case .unsignedTransaction(let hash): "Unsigned transaction: \(hash)"
        case .replaces(let id): "Replaces the case: \(id)"
        case .orders(let total): total == 0 ? "Orders: none" : "Orders: \(total)"
        case .confirmations(let byAll, let custodians):
            "Confirmation needed by \(byAll ? "all of" : "a quorum of"): "
                + custodians.map(\.description).joined(separator: ", ")
        default: ""
        }
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func padded(_ number: UInt64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
