import Custody

/// What to do about findings, in English.
enum EnglishRemedies {
    static func text(_ sentence: FindingSentence) -> String {
        switch sentence {
        case .input(let problem, _, _): text(problem)
        case .output(let problem, _): text(problem)
        case .transaction(let problem): text(problem)
        case .caseDocument(let sentence): text(sentence)
        case .vault(let sentence): text(sentence)
        case .fee(.belowRelay): "Ask the operator for a proposal with a higher fee, unless this is meant."
        case .transactionVersion: "Ask for a proposal of transaction version 2."
        case .transactionTooHeavy: "Ask the operator to split the payment into several cases."
        case .fee:
            "Ask the operator for a proposal with a lower fee; the limit is part of the vault and is not raised here."
        case .machine(let sentence): text(sentence)
        case .file(let sentence): text(sentence)
        case .time(let sentence): text(sentence)
        case .payment(let sentence): text(sentence)
        case .book(let sentence): text(sentence)
        case .limit(let sentence): text(sentence)
        case .order(let sentence): EnglishOrders.remedy(sentence)
        case .stop(let sentence): EnglishStops.remedy(sentence)
        case .policy(let sentence): EnglishPolicy.remedy(sentence)
        case .sighashSingleWithoutOutput: askWhoMadeIt
        case .outputScriptUnknown: "Ask for a proposal that pays to an address."
        case .outputDust: "Ask the operator why so small an amount is paid, or for a proposal without it."
        case .otherNetwork: "Check that the right vault and the right file were chosen."
        }
    }

    private static let newProposal = "Ask the operator for a new proposal."
    private static let askWhoMadeIt =
        "Do not sign. Ask who made the file: an honest program does not write this."
    private static let fraud =
        "Do not sign. Treat this as an attempt at fraud: keep the file and tell the other custodians by telephone."

    private static func text(_ problem: InputProblem) -> String {
        switch problem {
        case .previousTransactionMissing:
            "Ask the operator for a proposal that carries the full previous transaction of every input."
        case .previousTransactionDiffers, .previousOutputMissing, .witnessUtxoDiffers, .redeemScriptHashDiffers,
            .witnessScriptHashDiffers, .redeemScriptDiffers, .witnessScriptDiffers, .derivationOriginDiffers,
            .derivationKeyUnknown:
            fraud
        case .witnessUtxoOnLegacyInput, .witnessScriptMalformed, .keysUnsorted, .sighashType: askWhoMadeIt
        case .scriptUnsupported, .scriptForeign:
            "Ask for a proposal that spends coins of the registered vault only."
        case .indexBeyondLimit: "Move this coin with another program that holds the same descriptor."
        case .alreadyFinal: "Use the file as it was before it was finalised."
        case .signatureBad:
            "Use the proposal without this signature, and ask that cosigner to sign again after checking the machine."
        }
    }

    private static func text(_ problem: OutputProblem) -> String {
        switch problem {
        case .scriptNotAtClaimedPosition, .claimsToBeOurs, .claimsOurScriptShape, .otherQuorum: fraud
        case .positionBeyondWindow: "Ask for a proposal whose change goes to the next unused index."
        case .scriptHintDiffers, .derivationKeyUnknown, .derivationOriginDiffers: askWhoMadeIt
        }
    }

    private static func text(_ problem: CaseProblem) -> String {
        switch problem {
        case .feeUnknown: "Ask the operator for a proposal that carries the full previous transaction of every input."
        case .ownershipUndecided, .caseRefused: newProposal
        case .caseUnnamed: "Ask the operator for the proposal file of the case, as it was made for this vault."
        case .transactionUnreadable, .duplicateOutpoint, .inputSumOverLimit, .outputSumOverLimit,
            .outputsExceedInputs:
            askWhoMadeIt
        }
    }

    private static func text(_ sentence: CaseSentence) -> String {
        switch sentence {
        case .differs:
            "Do not sign. Ask the operator for the original proposal file and compare the words by telephone."
        case .paymentPaysNobody, .internalPaysOthers, .attachmentForeign: newProposal
        case .refused: "The case is over. Ask the person why, by telephone."
        case .refusedEarlier: "The case is over on this machine; ask the operator for a new one."
        case .refusalUnproven: "Ask the person by telephone whether the refusal is real before anything else."
        case .orderMissing:
            "Do not sign. Ask the operator for the order; only a vault with optional orders pays without one."
        case .drill: "Know that nothing but this mark says drill, and that whoever made the file has set it."
        case .expired: "Ask the operator for a new proposal, and the requester whether the payment is still wanted."
        case .notYetValid, .heightNotReached: "Wait, or check the date of this machine."
        case .heightPassed: newProposal
        case .validityUnknown: "Find out by another way whether the case is still valid before going on."
        case .replaces: "Find out why the earlier case was given up before going on."
        case .replacesUnknown:
            "Ask the custodians who answered the earlier case why it was given up, and whether this one spends a coin of it."
        case .replacesWithoutReason: "Ask the operator to propose it again with the reason: rensho propose --reason"
        case .replacesWithoutCoin:
            "Ask for a replacement that spends at least one coin of the earlier case."
        case .replaced: "Go on with the later case; this one is over on this machine."
        case .paysAgain:
            "If you are told that the first payment failed, was lost or is late, stop here: ask for a case that replaces it "
                + "and spends one of its coins, for then only one of the two can be paid. Go on only if the order in your "
                + "hand asks for a further payment; you will be asked to type that both are to be paid. A fresh address for "
                + "each payment spares the question."
        case .wordsUnavailable: "Free some memory on this machine and try again."
        }
    }

    private static func text(_ sentence: VaultSentence) -> String {
        switch sentence {
        case .other: "Register the vault that the case names, or ask for a proposal of this one."
        case .otherVersion, .otherDocument:
            "Compare the twelve words of the vault with the other custodians before registering anything."
        case .acknowledgementsIncomplete: "Collect the acknowledgements of all cosigners first."
        case .secondLookNotEnforced:
            "Know that your signature can be used as soon as it leaves this machine; compare everything now."
        case .confirmationsByQuorum: "Know that single-use orders and limits hold only as far as those few are honest."
        case .foreignProposal:
            "Go on only if you were asked for this payment by somebody you know, and compare it with your own paper."
        case .foreignProposalNotAllowed: "Let the operator make a case of it: rensho propose --psbt"
        case .globalKeyForeign: "Tell the other custodians: somebody may want one of their machines to take the key."
        case .strict: "Nothing needs to be done: the custodians have agreed on it."
        case .ordersOptional: "Compare every destination and amount with the order that you hold on paper."
        }
    }

    private static func text(_ sentence: MachineSentence) -> String {
        switch sentence {
        case .caseDigestDiffers, .coinDiffers: fraud
        case .outpointSignedElsewhere:
            "Do not sign. Ask why the first case was not finished: \"it failed, please sign again\" is how signatures "
                + "are harvested. If cases in between were given up without this machine, let it see them in their order."
        case .outpointReplaced: "Find out why the earlier case was given up before going on."
        case .coinsKept(_, _, _, isArmed: true):
            "Count on it that the signatures can still be used; spend one of the coins elsewhere to make them useless."
        case .coinsKept: "Nothing needs to be done: held signatures are harmless."
        case .nothingToSign: "Nothing is left to do here; the signed file was written before."
        case .alreadySigned: "Nothing needs to be done: the answer has the same bytes as before."
        case .noKeyInVault: "Choose the right vault or the right keystore."
        case .personExpired: "Ask the operator for the next version of the vault."
        case .ownSignatureUnknown:
            "Answer nothing. Find out where the signature comes from: somebody else may have your key, or an earlier "
                + "journal of this machine was lost."
        case .unclaimedProblem: "Do not sign, and report this: the program is not complete."
        }
    }
}
