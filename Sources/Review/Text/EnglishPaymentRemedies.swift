/// What to do about findings on the container, the lock times and the outputs, in English.
extension EnglishRemedies {
    static func text(_ sentence: FileSentence) -> String {
        switch sentence {
        case .unknownFields: "Nothing needs to be done, if you know which program made the file."
        case .pathTooDeep, .fingerprintUnset:
            "Ask the operator for a proposal that names every key by its real fingerprint and path."
        case .signedBy: "Nothing needs to be done: these signatures were verified, and signing again changes none."
        }
    }

    static func text(_ sentence: TimeSentence) -> String {
        switch sentence {
        case .withoutEffect: "Ask the operator whether the payment was to be kept back; it is not."
        case .untilHeight, .untilTime: "Know that the payment waits until then."
        case .farHeight, .farTime, .afterEnd:
            "Do not go on unless the order in your hand asks for this delay: a payment that is kept back can be used to "
                + "blackmail, and its coins cannot move meanwhile."
        case .heightUnjudged, .timeUnjudged:
            "Find out by another way when this is, and go on only if it is meant; a case that says from which block it is "
                + "valid lets this machine judge."
        case .relativeBlocks, .relativeTime: "Ask the operator why the coins have to be so old, and whether they are."
        case .relativeWithoutEffect: "Ask the operator whether the payment was to be kept back; it is not."
        }
    }

    static func text(_ sentence: PaymentSentence) -> String {
        switch sentence {
        case .data: "Ask for a proposal without data; a vault of this program pays people and nothing else."
        case .toOurselves:
            "Know that this is no payment to anybody. Ask the operator why it does not go to the change branch."
        case .beyondGap: "Ask for a proposal whose change goes to the next unused index."
        case .ownOutputs: "Ask the operator why it is divided; a case to divide coins says so."
        case .tooManyOwnOutputs: "Ask for a proposal with fewer outputs to the vault."
        case .repeated:
            "Compare with the order whether it asks for several payments to this address, and whether the sum is right."
        case .formerVault, .formerCoin:
            "Ask for a proposal that pays to the vault as it is registered now, unless this is meant."
        case .coinAddress: "Nothing needs to be done. A fresh address for each payment keeps balances private."
        case .lookAlike:
            "STOP. This is how destinations are exchanged. Compare every character in the middle with the order in your "
                + "hand, or hear the address from the recipient by telephone."
        case .firstTime: "Compare these addresses with special care: nothing on this machine can vouch for them."
        case .largest: "Compare the amount with the order once more, and with who has approved it."
        }
    }
}
