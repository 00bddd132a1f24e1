import BitcoinPrimitives
import Custody

/// The sentences about what a replacement changes, in English.
enum EnglishReplacement {
    static func text(_ phrase: ReplacementPhrase) -> String {
        switch phrase {
        case .title: "What this case changes"
        case .earlier(let caseID): "It takes the place of the case \(caseID)."
        case .reason(let reason): "Why, as the file says: \(SafeText.free(reason))"
        case .noReason: "! The file does not say why."
        case .unknown(let caseID):
            "! This machine has never answered the case \(caseID.short) and cannot compare. Look at everything as if it were "
                + "a new payment."
        case .signaturesHeld: "Your signatures for the earlier case are held on this machine and never leave it."
        case .signaturesOut:
            "! Your signatures for the earlier case have left this machine: it can be sent until a coin of both is spent."
        case .signaturesNotGiven: "This machine has not signed the earlier case."
        case .payments(let same, let gone, let new):
            gone + new == 0
                ? "Payments: all \(same) are the same." : "Payments: \(same) the same, \(gone) gone, \(new) new."
        case .returned(let same, let gone, let new):
            gone + new == 0
                ? "Outputs that come back: all \(same) are the same."
                : "Outputs that come back: \(same) the same, \(gone) gone, \(new) new."
        case .returnedUnknown: "What came back to the vault in the earlier case this machine does not know."
        case .coins(let same, let gone, let new):
            gone + new == 0
                ? "Coins: all \(same) are the same." : "Coins: \(same) the same, \(gone) gone, \(new) new."
        case .fee(let earlier, let later):
            earlier == later ? "Fee: the same, \(later.text)." : "Fee: \(later.text), before \(earlier.text)."
        case .feeUnknown(let fee): "Fee: \(fee.text); that of the earlier case this machine does not know."
        case .goneOutput(let amount, let place): "- \(amount.text) to \(place)"
        case .newOutput(let amount, let place): "+ \(amount.text) to \(place)"
        case .goneCoin(let outpoint): "- \(outpoint)"
        case .newCoin(let outpoint): "+ \(outpoint)"
        }
    }
}
