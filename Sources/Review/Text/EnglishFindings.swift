import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// What findings say, in English.
enum EnglishFindings {
    static func text(_ severity: Severity) -> String {
        switch severity {
        case .refuse: "REFUSED"
        case .warn: "WARNING"
        case .note: "NOTE"
        }
    }

    static func text(_ sentence: FindingSentence) -> String {
        switch sentence {
        case .input(let problem, let index, let cosigner):
            "Input \(index): \(EnglishInputFindings.text(problem, cosigner: cosigner))."
        case .output(let problem, let index): "Output \(index): \(text(problem))."
        case .transaction(let problem): text(problem) + "."
        case .caseDocument(let sentence): text(sentence) + "."
        case .vault(let sentence): text(sentence) + "."
        case .fee(let sentence): text(sentence) + "."
        case .machine(let sentence): text(sentence) + "."
        case .file(let sentence): text(sentence) + "."
        case .time(let sentence): text(sentence) + "."
        case .payment(let sentence): text(sentence) + "."
        case .book(let sentence): text(sentence) + "."
        case .limit(let sentence): text(sentence) + "."
        case .order(let sentence): EnglishOrders.text(sentence) + "."
        case .stop(let sentence): EnglishStops.text(sentence) + "."
        case .policy(let sentence): EnglishPolicy.text(sentence) + "."
        case .sighashSingleWithoutOutput(let index, let type):
            "Input \(index): the file asks for SIGHASH_SINGLE (\(hex(type))), and there is no output \(index): "
                + "such a signature commits to no payment at all."
        case .outputScriptUnknown(let index, let kind): "Output \(index): \(text(kind))."
        case .outputDust(let index, let amount, let limit):
            "Output \(index): \(amount.text) is below \(limit.sat) sat, the least that nodes relay for this script."
        case .transactionVersion(let version):
            "The transaction has version \(version); nodes relay versions 1 and 2."
        case .transactionTooHeavy(let size, let limit):
            "The transaction has \(size) vB when signed; nodes relay at most \(limit) vB."
        case .otherNetwork(let stated, let vault):
            "The file belongs to \(SafeText.ascii(stated)); the registered vault is on \(vault.rawValue)."
        }
    }

    /// An error of another room: its text may quote a file.
    static func text(_ cause: ErrorCause) -> String {
        "\(SafeText.free(cause.description)) [\(SafeText.ascii(cause.code))]"
    }

    static func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16) }

    private static func text(_ problem: OutputProblem) -> String {
        switch problem {
        case .scriptNotAtClaimedPosition(let position):
            "the file says that this is the vault's own address at \(position), but the registered vault derives "
                + "another one there: this is somebody else's address dressed up as change"
        case .positionBeyondWindow(let position, let last):
            "this is the vault's address at \(position), beyond index \(last), where other programs may never find it"
        case .claimsToBeOurs(let fingerprint):
            "the file names the key fingerprint \(fingerprint) of the vault for an address that is not the vault's"
        case .claimsOurScriptShape(let threshold, let keyCount):
            "the file gives a \(threshold)-of-\(keyCount) script like the vault's for an address that is not the vault's"
        case .otherQuorum(let threshold, let keyCount, let keyIndexes):
            "this pays a different quorum: a \(threshold)-of-\(keyCount) script that has "
                + "\(keyIndexes.count) of the vault's keys in it but is not the vault"
        case .scriptHintDiffers:
            "the address is the vault's, but the script that the file gives for it is another one"
        case .derivationKeyUnknown(let key):
            "the address is the vault's, but the file names a key for it that is not in its script (\(key.hex))"
        case .derivationOriginDiffers(let key, let stated, let registered):
            "the file gives the origin \(stated) for the key \(key.hex); the registered vault says \(registered)"
        }
    }

    private static func text(_ problem: CaseProblem) -> String {
        switch problem {
        case .transactionUnreadable(let cause): "The file gives no unsigned transaction: \(text(cause))"
        case .ownershipUndecided(let cause):
            "Which coins and addresses are the vault's could not be found out: \(text(cause))"
        case .caseRefused(let cause): "The transaction makes no valid case: \(text(cause))"
        case .caseUnnamed:
            "The file carries no case document, so it says neither which case nor which vault it is for"
        case .duplicateOutpoint(let outpoint, let inputs):
            "The coin \(outpoint) is spent more than once, by inputs \(list(inputs))"
        case .inputSumOverLimit: "The inputs together are worth more than the 21000000 BTC that can exist"
        case .outputSumOverLimit: "The outputs together are worth more than the 21000000 BTC that can exist"
        case .outputsExceedInputs(let inputs, let outputs):
            "The outputs are worth more (\(outputs.text)) than the inputs (\(inputs.text))"
        case .feeUnknown(let inputs):
            "The fee is not known, because the amounts of these inputs are not proven: \(list(inputs))"
        }
    }

    private static func text(_ sentence: CaseSentence) -> String {
        switch sentence {
        case .differs(let line, let file, let rebuilt):
            "The case document in the file is not the one that this machine builds from the transaction: line \(line) "
                + "is \(quoted(file)) in the file and \(quoted(rebuilt)) here"
        case .attachmentForeign(let cause): "A document in the file does not belong to this case: \(text(cause))"
        case .refused(let person, let reason): "\(person) refused this case: \"\(SafeText.free(reason))\""
        case .refusalUnproven(let person):
            "The file carries a refusal by \(person) whose signature does not hold"
        case .refusedEarlier(let person):
            "\(person) has refused this case: this machine has seen the refusal before, and the file does not carry it"
        case .paymentPaysNobody: "The case says that it is a payment, but nothing leaves the vault"
        case .internalPaysOthers(let outputs):
            "The case says that everything stays in the vault, but \(outputs) output(s) pay somebody else"
        case .orderMissing: "The vault requires signed orders, and this case cites none"
        case .drill(let network):
            network.isTest
                ? "The case is marked as a drill, but its signatures are real: whoever has them can send the transaction"
                : "The case is marked as a drill, but this is the main network: the transaction moves real coins"
        case .expired(let notAfter, let today): "The case was valid until \(notAfter); today is \(today)"
        case .notYetValid(let notBefore, let today): "The case is valid from \(notBefore); today is \(today)"
        case .heightPassed(let notAfter, let height):
            "The case was valid until block \(notAfter); this machine knows of block \(height)"
        case .heightNotReached(let notBefore, let height):
            "The case is valid from block \(notBefore); this machine knows only of block \(height)"
        case .validityUnknown(let bound):
            "This machine cannot tell whether the case is valid now: it is bounded by \(bound.documentText)"
        case .replaces(let earlier): "This case replaces the case \(earlier)"
        case .replacesUnknown(let earlier):
            "This case says that it replaces the case \(earlier), which this machine has never answered: it cannot tell "
                + "whether both could be paid"
        case .replacesWithoutReason(let earlier):
            "This case says that it replaces the case \(earlier), and does not say why"
        case .replacesWithoutCoin(let earlier):
            "This case takes the place of the case \(earlier), at once or by way of others, but spends none of its coins: "
                + "both could be paid"
        case .replaced(let later):
            "This machine has accepted the case \(later), which takes the place of this one"
        case .paysAgain(let index, let earlier, let day):
            "PAID TWICE? Output \(index): this machine has approved the same address and amount in the case \(earlier)"
                + (day.map { " on \($0)" } ?? "")
                + ", and this case spends none of its coins: both can be paid, and nothing on this machine can tell whether "
                + "the first one was"
        case .wordsUnavailable: "The eight words of the case could not be computed on this machine"
        }
    }

    private static func text(_ sentence: VaultSentence) -> String {
        switch sentence {
        case .other(let named, let registered):
            "The case is for the vault \"\(SafeText.ascii(named))\"; this review is made with the vault "
                + "\"\(registered)\""
        case .otherVersion(let stated, let registered):
            "The case is for version \(stated) of the vault; version \(registered) is registered here"
        case .otherDocument(let stated, let registered):
            "The case is for a vault document with the digest \(stated); the one registered here has \(registered)"
        case .acknowledgementsIncomplete(let reason):
            "Not every cosigner has acknowledged the vault: \(SafeText.free(reason))"
        case .secondLookNotEnforced(let open, let threshold):
            "The second look is not enforced: \(open) cosigners release their signatures at once, and "
                + "\(threshold) are enough to spend"
        case .confirmationsByQuorum:
            "The vault asks only as many custodians to confirm as sign, which is weaker: the others may never see this "
                + "case"
        case .foreignProposal:
            "This is a plain PSBT of another coordinator: nothing says that it was ordered, and nobody looks a second time"
        case .foreignProposalNotAllowed:
            "This is a plain PSBT of another coordinator, and the vault does not allow such proposals"
        case .ordersOptional:
            "The vault does not require orders: nothing but this file says that anybody ordered this payment"
        case .globalKeyForeign(let origin):
            "The file names a key with the origin \(origin) that is none of the registered vault"
        case .strict: "The vault is strict: what is a warning elsewhere refuses here"
        }
    }

    private static func text(_ sentence: FeeSentence) -> String {
        switch sentence {
        case .aboveAmount(let fee, let cap): "The fee of \(fee.text) is above the vault's limit of \(cap.text)"
        case .abovePercent(let fee, let cap, let ofInputs):
            "The fee of \(fee.part.text) is \(EnglishFacts.percent(fee)) of what \(ofInputs ? "is moved" : "leaves"), "
                + "above the vault's limit of \(cap) %"
        case .aboveRate(let rate, let cap):
            "The fee rate of \(EnglishFacts.rate(rate)) is above the vault's limit of \(cap) sat/vB"
        case .belowRelay(let rate, let isHopeless):
            "The fee rate of \(EnglishFacts.rate(rate)) is "
                + (isHopeless
                    ? "below 0.1 sat/vB, less than any node relays by default"
                    : "below 1 sat/vB: many nodes do not relay it, and it may wait for long")
        }
    }

    private static func text(_ sentence: MachineSentence) -> String {
        switch sentence {
        case .caseDigestDiffers(let caseID, let journal, let file, let differences):
            "This machine has answered the case \(caseID) with other contents before (digest \(journal); "
                + "this file makes \(file))" + differences.map { "; " + text($0) }.joined()
        case .coinsKept(let inputs, let caseID, let isOther, let isArmed):
            "For \(inputs.count == 1 ? "input" : "inputs") \(list(inputs)) this machine signed in "
                + "\(isOther ? "the case \(caseID)" : "this case"): "
                + (isArmed
                    ? "the signatures have left it and are armed until a coin of that case is spent on the chain"
                    : "the signatures are held here")
        case .outpointSignedElsewhere(let index, let outpoint, let earlier):
            "Input \(index): the coin \(outpoint) was already signed or confirmed for on this machine in the case \(earlier), "
                + "and this case does not say that it replaces that one"
        case .outpointReplaced(let index, let outpoint, let earlier):
            "Input \(index): the coin \(outpoint) was signed or confirmed for in the case \(earlier), which this case replaces"
        case .nothingToSign: "This machine's key has already signed every input"
        case .alreadySigned:
            "This machine's key has already signed every input, as its journal says: the same signatures are made again"
        case .coinDiffers(let index, let outpoint, let remembered, let found):
            "Input \(index): the coin \(outpoint) was worth \(remembered.amount.text) at \(remembered.scriptPubKey.hex) when "
                + "this machine answered a case before; this file shows \(found.amount.text) at \(found.scriptPubKey.hex)"
        case .noKeyInVault(let person):
            "This machine's key (\(SafeText.ascii(person))) is not a key of the vault"
        case .personExpired(let person, let lastDay, let today):
            "The part of \(person) in the vault ended with \(lastDay); today is \(today)"
        case .ownSignatureUnknown(let index):
            "Input \(index): the file carries a signature of this machine's key, but this machine has let none out for "
                + "this case"
        case .unclaimedProblem(let description):
            "A problem was found that no check knows: \(SafeText.free(description))"
        }
    }

    private static func text(_ difference: CaseDifference) -> String {
        switch difference {
        case .coins: "other coins are spent"
        case .payments: "other destinations or amounts are paid"
        case .replaces: "another case is replaced"
        case .elsewhere:
            "the coins, destinations and amounts are the same: what differs is a sequence number, the lock time, the "
                + "version, the change, or the validity"
        }
    }

    private static func text(_ kind: UnknownOutput) -> String {
        switch kind {
        case .witnessVersion(let version):
            "the script is of witness version \(version), which has no rules yet: anyone could take the coin"
        case .bareKeys: "the script is a bare public key or bare multisig, which has no address"
        case .other(let script):
            "the script is of no known kind, so its owner cannot be shown (\(Hex.encode(script.bytes.prefix(80)))"
                + "\(script.bytes.count > 80 ? "…" : ""))"
        }
    }

    /// The most characters of a document's line that a finding repeats, in every language.
    static let quotedLength = 120

    private static func quoted(_ line: String?) -> String {
        guard let line else { return "missing" }
        return "\"\(SafeText.free(String(line.prefix(quotedLength))))\(line.count > quotedLength ? "…" : "")\""
    }

    static func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(20).map(String.init).joined(separator: ", ")
        return numbers.count > 20 ? "\(shown) and \(numbers.count - 20) more" : shown
    }
}
